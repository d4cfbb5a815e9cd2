/** The schemas of the rows of all kinds of organisations. */
import mongoose from 'mongoose';
import { readOrganisations } from '../../directory/organisations.ts';
import { compose } from '../../subgraphs/framework/module.ts';
import { MODULES } from '../../subgraphs/generated/organisation.ts';
import { movement } from '../../subgraphs/kinds/movement/kind.ts';
import { party } from '../../subgraphs/kinds/party/kind.ts';
import { thinkTank } from '../../subgraphs/kinds/think-tank/kind.ts';
import { union } from '../../subgraphs/kinds/union/kind.ts';

/** The Modules of every organisation, and those of each kind. */
export const ALL_MODULES = [
  ...MODULES,
  ...[party, union, thinkTank, movement].flatMap((kind) => kind.modules),
];

/** The schemas of all collections, by the collection's name; nothing is connected to. */
export function schemas(): ReadonlyMap<string, mongoose.Schema> {
  const db = mongoose.createConnection();
  const [organisation] = readOrganisations();
  compose(ALL_MODULES).tables(db, organisation!);
  return new Map(Object.values(db.models).map((model) => [model.collection.name, model.schema]));
}

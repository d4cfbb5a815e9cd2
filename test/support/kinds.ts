/** What the kinds of organisations are made of. */
import type { Schema } from 'mongoose';
import {
  contractOfKind,
  type Organisation,
  readOrganisations,
} from '../../directory/organisations.ts';
import { compose } from '../../subgraphs/framework/module.ts';
import { withoutDatabase } from '../../subgraphs/framework/mongo.ts';
import { KINDS } from '../../subgraphs/generated/kinds.ts';
import { MODULES } from '../../subgraphs/generated/organisation.ts';
import type { Kind } from '../../subgraphs/organisation/kind.ts';

/** The kind of an organisation, as its program has it. */
export const kindOf = ({ kind }: Pick<Organisation, 'kind'>): Kind => KINDS[contractOfKind(kind)];

/** The Modules of every organisation, and those of each kind. */
export const ALL_MODULES: Kind['modules'] = [
  ...MODULES,
  ...Object.values<Kind>(KINDS).flatMap(({ modules }) => modules),
];

/** The schemas of all collections, by the collection's name; nothing is connected to. */
export function schemas(): ReadonlyMap<string, Schema> {
  const db = withoutDatabase();
  const [organisation] = readOrganisations();
  compose(ALL_MODULES).tables(db, organisation!);
  return new Map(Object.values(db.models).map((model) => [model.collection.name, model.schema]));
}

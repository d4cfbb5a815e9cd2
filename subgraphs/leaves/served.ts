/** What organisations serve and keep: of one kind, or of all kinds together. */
import type { DocumentNode } from 'graphql';
import type { Organisation } from '../../directory/organisations.ts';
import { contractDocument } from '../../schema/contracts.ts';
import { withList } from '../../schema/assembly/lists.ts';
import { type TypeFile, typeFiles } from '../../schema/assembly/sdl-files.ts';
import { THINGS } from '../../schema/things.ts';
import type { CardSource } from '../feed/publish/card-source.ts';
import { type AnyModule, compose } from '../framework/module.ts';
import { withoutDatabase } from '../framework/mongo.ts';
import { MODULES } from '../generated/organisation.ts';
import type { Kind } from '../organisation/kind.ts';

/** What is served: contracts, the Modules that serve them, and which file of SDL each field is from. */
export interface ServedContracts {
  documents: readonly DocumentNode[];
  /** The contract of the coalition, which says what cards show. */
  catalogue: DocumentNode;
  files: readonly TypeFile[];
  modules: readonly AnyModule<CardSource>[];
}

/** What organisations of these kinds serve. */
export const servedBy = (kinds: readonly Kind[]): ServedContracts => ({
  documents: ['organisation' as const, ...kinds.map(({ contract }) => contract)].map(
    contractDocument,
  ),
  catalogue: contractDocument('coalition'),
  files: typeFiles(THINGS).map(withList),
  modules: [...MODULES, ...kinds.flatMap(({ modules }) => modules)],
});

/** Stands for any organisation: what is on cards is the same at each. */
const ANY = { id: 'any' } as Organisation;

/** The cards that Modules share, each with the Module that it is of. */
export const sourcesIn = (modules: readonly AnyModule<CardSource>[]): CardSource[] => {
  const composed = compose<CardSource, never>(modules);
  return composed.shares(composed.tables(withoutDatabase(), ANY));
};

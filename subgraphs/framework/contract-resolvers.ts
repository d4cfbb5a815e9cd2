/** The resolvers of one contract, from the Modules that serve it. */
import { THINGS } from '../../schema/things.ts';
import type { Contract } from '../../schema/contract-names.ts';
import { type AnyModule, mergeResolvers, type Resolvers } from './module.ts';
import { referenceOf } from './nodes.ts';
import { sharedResolvers } from './roots.ts';

/** What the Modules resolve, and how the contract's own things are found where another contract names them. */
export const contractResolvers = (
  contract: Contract,
  modules: readonly Pick<AnyModule, 'nodes' | 'resolvers'>[],
): Resolvers =>
  mergeResolvers([
    sharedResolvers,
    ...modules.flatMap((one) => [references(contract, one), one.resolvers]),
  ]);

const references = (contract: Contract, { nodes }: Pick<AnyModule, 'nodes'>): Resolvers =>
  Object.fromEntries(
    THINGS.filter((thing) => thing.contract === contract).flatMap(({ idType, typename }) => {
      const find = nodes[idType];
      return find ? [[typename, { __resolveReference: referenceOf(idType, find) }]] : [];
    }),
  );

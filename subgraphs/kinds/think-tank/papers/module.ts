/** Papers: research whose claims rest on what people lived through. */
import type { CardSource } from '../../../feed/publish/card-source.ts';
import type { Module } from '../../../framework/module.ts';
import { type Context, loaders, tables } from './context.ts';
import { isPublic } from './paper.ts';
import { resolvers } from './resolvers.ts';

export const module: Module<Context, CardSource> = {
  purpose: 'So that research is read, and what its claims rest on can be looked up.',
  tables,
  loaders,
  nodes: {
    paper: (id, { load }) => load.paper.load(id),
    claim: async (id, { load, find }) => {
      const claim = await load.claim.load(id);
      return claim && (await find('paper', claim.paper._id)) ? claim : null;
    },
  },
  rules: { 'paper:public': { where: 'the paper is no draft', holds: isPublic } },
  resolvers,
  shares: ({ papers }) => [papers.cards],
  repair: ({ papers }) => papers.repair(),
};

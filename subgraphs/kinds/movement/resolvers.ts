/** The contract `movement`. */
import { z } from 'zod';
import type { MutationResolvers, Resolvers } from '../../../schema/generated/movement.ts';
import { areaOf } from '../../../schema/areas.ts';
import { done } from '../../framework/errors.ts';
import { newId } from '../../framework/ids.ts';
import { area, themes } from '../../cards/input.ts';
import { checkInput, idOf, organisationId, past, text, webAddress } from '../../framework/input.ts';
import { needLinked, referenceOf, servingOrganisation } from '../../framework/nodes.ts';
import { themesOf } from '../../../schema/themes.ts';
import type { Context } from './context.ts';
import { wonLastFirst } from './win.ts';

export const findWin = (id: string, { load }: Context) => load.win.load(id);

const recording = z.object({
  organisation: organisationId,
  title: text(3, 200),
  story: text(1, 10_000),
  themes,
  area,
  wonAt: past,
  idea: idOf('idea')
    .nullish()
    .transform((id) => id ?? null),
  evidence: webAddress,
});

const Mutation: MutationResolvers = {
  async recordWin(_root, args, context) {
    const { organisation, tables } = context;
    const { wonAt, ...given } = checkInput(recording, args.input);
    if (given.idea !== null) await needLinked('input.idea', 'idea', given.idea, context);
    const now = new Date();
    const win = await tables.wins.record({
      ...given,
      _id: newId(organisation.id, 'win'),
      organisation: organisation.id,
      // The story is Markdown and a card's summary is plain text, so the title says it alone.
      summary: null,
      startsAt: wonAt,
      ...(given.idea !== null && { cites: [given.idea] }),
      createdAt: now,
    });
    return { win, ...done };
  },
};

export const resolvers: Resolvers = {
  Mutation,
  Organisation: {
    __resolveReference: servingOrganisation,
    wins: (_organisation, args, { tables, load }) =>
      load.page('wins', args, () => tables.wins.page({ filter: {}, order: wonLastFirst, args })),
  },
  Win: {
    __resolveReference: referenceOf('win', findWin),
    id: ({ _id }) => _id,
    organisation: (_win, _args, { organisation }) => organisation,
    themes: (win) => themesOf(win.themes),
    area: (win) => areaOf(win.area),
    wonAt: ({ startsAt }) => startsAt,
    idea: ({ idea }) => (idea === null ? null : { id: idea }),
  },
};

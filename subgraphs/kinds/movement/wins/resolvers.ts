/** `Win`, the lists of them, and how one is recorded. */
import { z } from 'zod';
import type {
  MutationResolvers,
  OrganisationResolvers,
  WinResolvers,
} from '../../../../schema/generated/movement.ts';
import { areaOf } from '../../../../schema/areas.ts';
import { done } from '../../../framework/errors.ts';
import { sharedFields } from '../../../cards/card.ts';
import { area, themes } from '../../../cards/input.ts';
import {
  checkInput,
  idOf,
  organisationId,
  past,
  text,
  webAddress,
  withoutOrganisation,
} from '../../../framework/input.ts';
import { needLinked } from '../../../framework/nodes.ts';
import { themesOf } from '../../../../schema/themes.ts';
import type { Context } from './context.ts';
import { winFields, wonLastFirst } from './win.ts';

const recording = z
  .object({
    organisation: organisationId,
    title: text(sharedFields.title, 3),
    story: text(winFields.story),
    themes,
    area,
    wonAt: past,
    idea: idOf('idea')
      .nullish()
      .transform((id) => id ?? null),
    evidence: webAddress,
  })
  .transform(withoutOrganisation);

const Mutation: MutationResolvers<Context> = {
  async recordWin(_root, args, context) {
    const win = checkInput(recording, args.input);
    if (win.idea !== null) await needLinked('input.idea', 'idea', win.idea, context);
    return { win: await context.tables.wins.record(context.newId('win'), win), ...done };
  },
};

const Organisation: OrganisationResolvers<Context> = {
  wins: (_organisation, args, { tables, readOnce }) =>
    readOnce('wins', args, () => tables.wins.page({ filter: {}, order: wonLastFirst, args })),
};

const Win: WinResolvers<Context> = {
  themes: (win) => themesOf(win.themes),
  area: (win) => areaOf(win.area),
  wonAt: ({ startsAt }) => startsAt,
  idea: ({ idea }) => (idea === null ? null : { id: idea }),
};

export const resolvers = { Mutation, Organisation, Win };

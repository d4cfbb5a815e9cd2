/** `Win`, the lists of them, and how one is recorded. */
import { z } from 'zod';
import type {
  MutationResolvers,
  OrganisationResolvers,
  WinResolvers,
} from '../../../../schema/generated/movement.ts';
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
import type { Context } from './context.ts';
import { winFields } from './win.ts';
import { list } from './win-list.ts';

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
  wins: (_organisation, args, { tables, readOnce, owners }) =>
    readOnce('wins', args, () => tables.wins.list(args, { owners })),
};

const Win: WinResolvers<Context> = {
  ...list.shows,
  idea: ({ idea }) => (idea === null ? null : { id: idea }),
};

export const resolvers = { Mutation, Organisation, Win };

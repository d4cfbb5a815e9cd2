/** `Petal`, the lists of them, and how one is given and painted. */
import { z } from 'zod';
import type {
  MutationResolvers,
  OrganisationResolvers,
  PetalResolvers,
} from '../../../schema/generated/organisation.ts';
import { PetalColour } from '../../../schema/generated/enums.ts';
import { sharedFields } from '../../cards/card.ts';
import { needCaller } from '../../framework/access/need-caller.ts';
import { done, notFound } from '../../framework/errors.ts';
import {
  checkInput,
  idOf,
  optionalText,
  organisationId,
  text,
  withoutOrganisation,
} from '../../framework/input.ts';
import type { Context } from './context.ts';
import { petalFields } from './petal.ts';
import { list } from './petal-list.ts';

const Petal: PetalResolvers<Context> = { ...list.shows };

const Organisation: OrganisationResolvers<Context> = {
  petals: (_organisation, args, { tables, readOnce, owners }) =>
    readOnce('petals', args, () => tables.petals.list(args, { owners })),
};

const giving = z
  .object({
    organisation: organisationId,
    title: text(sharedFields.title, 3),
    text: optionalText(petalFields.text),
    colour: z.enum(PetalColour),
  })
  .transform(withoutOrganisation);

const painting = z.object({
  petal: idOf('petal'),
  colour: z.enum(PetalColour),
  reason: text({ maxlength: 200 }, 3),
});

const Mutation: MutationResolvers<Context> = {
  async givePetal(_root, args, { caller, tables, newId }) {
    const { person } = needCaller(caller);
    const given = checkInput(giving, args.input);
    return { petal: await tables.petals.give(newId('petal'), given, person), ...done };
  },

  async paintPetal(_root, args, { tables, load }) {
    const { petal: id, colour } = checkInput(painting, args.input);
    const petal = await tables.petals.paint(id, colour);
    if (!petal) throw notFound('input.petal', 'petal', id);
    load.petal.clear(id);
    return { petal, ...done };
  },
};

export const resolvers = { Petal, Organisation, Mutation };

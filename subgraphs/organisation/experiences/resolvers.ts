/** `Experience` and how it is shared. */
import { z } from 'zod';
import type {
  ExperienceResolvers,
  MutationResolvers,
  OrganisationResolvers,
} from '../../../schema/generated/organisation.ts';
import { area, themes } from '../../cards/input.ts';
import { done } from '../../framework/errors.ts';
import { checkInput, organisationId, text, withoutOrganisation } from '../../framework/input.ts';
import { authored, authorOf } from '../members/author.ts';
import type { Context } from './context.ts';
import { experienceFields } from './experience.ts';
import { list } from './experience-list.ts';

const Experience: ExperienceResolvers<Context> = {
  ...list.shows,
  author: authorOf,
};

const Organisation: OrganisationResolvers<Context> = {
  experiences: (_organisation, args, { tables, readOnce, owners }) =>
    readOnce('experiences', args, () => tables.experiences.list(args, { owners })),
};

const telling = z
  .object({
    organisation: organisationId,
    text: text(experienceFields.text),
    themes,
    area,
    named: z.boolean(),
  })
  .transform(withoutOrganisation)
  .transform(({ named, ...testimony }) => ({ named, testimony }));

const Mutation: MutationResolvers<Context> = {
  async shareExperience(_root, args, context) {
    const { named, testimony } = checkInput(telling, args.input);
    const author = await authored({ named }, context);
    const { tables, newId } = context;
    const experience = await tables.experiences.share(newId('experience'), testimony, author);
    return { experience, ...done };
  },
};

export const resolvers = { Experience, Organisation, Mutation };

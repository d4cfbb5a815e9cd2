/** `Experience` and how it is shared. */
import { z } from 'zod';
import type {
  ExperienceResolvers,
  MutationResolvers,
} from '../../../schema/generated/organisation.ts';
import { needCaller } from '../../framework/access/need-caller.ts';
import { areaOf } from '../../../schema/areas.ts';
import { authorOf, beNamed } from '../members/author.ts';
import { done } from '../../framework/errors.ts';
import { newId } from '../../framework/ids.ts';
import { area, themes } from '../../cards/input.ts';
import { checkInput, organisationId, text } from '../../framework/input.ts';
import { referenceOf } from '../../framework/nodes.ts';
import { themesOf } from '../../../schema/themes.ts';

export const Experience: ExperienceResolvers = {
  __resolveReference: referenceOf('experience', (id, { load }) => load.experience.load(id)),
  id: ({ _id }) => _id,
  organisation: (_experience, _args, { organisation }) => organisation,
  author: authorOf,
  themes: (experience) => themesOf(experience.themes),
  area: (experience) => areaOf(experience.area),
};

const telling = z.object({
  organisation: organisationId,
  text: text(1, 10_000),
  themes,
  area,
  named: z.boolean(),
});

export const experienceMutations: MutationResolvers = {
  async shareExperience(_root, args, { caller, organisation, tables }) {
    const author = needCaller(caller);
    const given = checkInput(telling, args.input);
    await beNamed(given.named, author, { organisation, tables });
    const experience = await tables.experiences.share({
      ...given,
      _id: newId(organisation.id, 'experience'),
      organisation: organisation.id,
      person: author.person,
      channel: 'WEB',
      createdAt: new Date(),
    });
    return { experience, ...done };
  },
};

/** The cards of experiences and lists of them; for their owner and the catalogue alike. */
import type { ExperienceFilter } from '../../../schema/generated/organisation.ts';
import { cardList } from '../../cards/card-list.ts';
import { type ExperienceCard, experienceCardFields } from './experience.ts';

export const list = cardList<ExperienceCard, ExperienceFilter>({
  type: 'EXPERIENCE',
  field: 'experiences',
  fields: experienceCardFields,
  among: { channels: 'channel' },
});

/** The fields of an idea's card, for owners and the catalogue alike. */
import { areaOf } from '../areas.ts';
import { themesOf } from '../themes.ts';
import type { IdeaCard } from './idea.ts';

export const ideaCard = {
  id: ({ _id }: IdeaCard) => _id,
  themes: ({ themes }: IdeaCard) => themesOf(themes),
  area: ({ area }: IdeaCard) => areaOf(area),
};

/** The fields of an idea's card, for owners and the catalogue alike. */
import { areaOf } from '../../../schema/areas.ts';
import { themesOf } from '../../../schema/themes.ts';
import type { IdeaCard } from './idea.ts';

/** What loads ideas by their id: rows with their owner, cards in the catalogue. */
interface Loading<Idea> {
  load: { idea: { load(id: string): Promise<Idea | null> } };
}

/** The idea that an idea was merged into, as far as who answers has it. */
export const mergedInto = async <Idea extends IdeaCard>(
  { mergedInto: id }: IdeaCard,
  _args: unknown,
  { load }: Loading<Idea>,
): Promise<Idea | null> => (id ? load.idea.load(id) : null);

export const ideaCard = {
  id: ({ _id }: IdeaCard) => _id,
  themes: ({ themes }: IdeaCard) => themesOf(themes),
  area: ({ area }: IdeaCard) => areaOf(area),
};

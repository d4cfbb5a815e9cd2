/** The ideas of one organisation, and what people make of them. */
import type { Connection } from 'mongoose';
import { commentModel } from '../comments/comment.ts';
import { commentsOf } from '../comments/comments.ts';
import { cardsFrom } from '../../feed/publish/card-source.ts';
import { inTurnsById } from '../../../platform/async/single-flight.ts';
import { isDuplicate } from '../../framework/mongo.ts';
import { type ListArgs, readList, type Scope } from '../../framework/lists/list.ts';
import { type Countable, countLeftovers, recount } from './count.ts';
import { ideaCardFields, type IdeaCard, ideaModel, type IdeaRow } from './idea.ts';
import type { IdeaFilterInput } from './idea-filter.ts';
import { IDEA_LIST } from './idea-list.ts';
import { type Position, positionId, positionModel, tallyKey } from './position.ts';

/** Who votes, as this organisation knows them. */
export interface Voter {
  person: string;
  home: string;
}

export type Ideas = ReturnType<typeof ideasOf>;

/** Tables of ideas: what is asked of them and what is done to them. */
export function ideasOf(db: Connection) {
  const rows: Countable = {
    ideas: ideaModel(db),
    positions: positionModel(db),
    comments: commentModel(db),
  };
  const { ideas, positions } = rows;
  const count = inTurnsById((idea) => recount(rows, idea));
  const cardFields = Object.keys(ideaCardFields) as (keyof IdeaCard)[];
  return {
    cards: cardsFrom(ideas, { type: 'IDEA', fields: cardFields }),

    ...commentsOf(rows, count),

    byIds: (ids: readonly string[]) => ideas.find({ _id: { $in: ids } }).lean<IdeaRow[]>(),

    list: (args: ListArgs<IdeaFilterInput>, scope: Scope) =>
      readList(ideas, IDEA_LIST, args, scope),

    /** Puts a new idea on record. */
    async submit(idea: IdeaRow): Promise<IdeaRow> {
      await ideas.create(idea);
      return idea;
    },

    /** The position of one person on each of these ideas, by idea. */
    async positionsOf(person: string, ids: readonly string[]): Promise<Map<string, Position>> {
      const found = await positions
        .find({ _id: { $in: ids.map((id) => positionId(id, person)) } })
        .select(['idea', 'value'])
        .lean();
      return new Map(found.map(({ idea, value }) => [idea, value]));
    },

    /** Takes a position in place of the one that stood, and answers the idea with it counted. */
    async takePosition(idea: IdeaRow, voter: Voter, value: Position): Promise<IdeaRow> {
      await stand(rows, idea._id, voter, value);
      // One that stood before may be uncounted still, after a crash.
      const own = { _id: positionId(idea._id, voter.person), uncounted: true };
      const uncounted = await positions.findOne(own).select('at').lean();
      if (!uncounted) return (await ideas.findById(idea._id).lean<IdeaRow>()) ?? idea;
      const counted = await count(idea._id);
      await positions.updateOne({ ...own, at: uncounted.at }, { $set: { uncounted: false } });
      return counted ?? idea;
    },

    /** Makes good what a crash left behind. */
    repair: () => countLeftovers(rows),
  };
}

/**
 * Writes a position, unless it already stands. The filter asks for another value, so where the same stands (or another process made the row first) the insert meets its own
 * unique id; the second try tells these apart.
 */
async function stand(
  { positions }: Countable,
  idea: string,
  { person, home }: Voter,
  value: Position,
): Promise<void> {
  const at = new Date();
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      await positions.updateOne(
        { _id: positionId(idea, person), value: { $ne: value } },
        {
          $set: { idea, person, home, value, at, uncounted: true },
          $inc: { [`cast.${tallyKey(value)}`]: 1 },
          $push: { history: { value, at } },
        },
        { upsert: true, setDefaultsOnInsert: false },
      );
      return;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }
}

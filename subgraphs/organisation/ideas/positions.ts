/** The positions that people take on the ideas of one organisation. */
import type { Connection, Model } from 'mongoose';
import { singleFlightById } from '../../../platform/async/single-flight.ts';
import { isDuplicate } from '../../framework/mongo.ts';
import { countLeftPositions, recountPositions } from './count.ts';
import { ideaModel, type IdeaRow } from './idea.ts';
import { positionId, positionModel, type PositionRow, tallyKey } from './position.ts';
import type { Position } from '../../../schema/generated/enums.ts';

/** Who votes, as this organisation knows them. */
export interface Voter {
  person: string;
  home: string;
}

export type Positions = ReturnType<typeof positionsOf>;

export function positionsOf(db: Connection) {
  const rows = { ideas: ideaModel(db), positions: positionModel(db) };
  const { ideas, positions } = rows;
  const count = singleFlightById((idea) => recountPositions(rows, idea));
  return {
    /** The position of one person on each of these ideas, by idea. */
    async of(person: string, ids: readonly string[]): Promise<Map<string, Position>> {
      const found = await positions
        .find({ _id: { $in: ids.map((id) => positionId(id, person)) } })
        .select(['idea', 'value'])
        .lean();
      return new Map(found.map(({ idea, value }) => [idea, value]));
    },

    /** Takes a position in place of an earlier one, and answers the idea with it counted. */
    async take(idea: IdeaRow, voter: Voter, value: Position): Promise<IdeaRow> {
      await castVote(positions, idea._id, voter, value);
      // An earlier one may be uncounted still, after a crash.
      const own = { _id: positionId(idea._id, voter.person), uncounted: true };
      const uncounted = await positions.findOne(own).select('at').lean();
      if (!uncounted) return (await ideas.findById(idea._id).lean<IdeaRow>()) ?? idea;
      const counted = await count(idea._id);
      await positions.updateOne({ ...own, at: uncounted.at }, { $set: { uncounted: false } });
      return counted ?? idea;
    },

    /** Makes good what a crash left behind. */
    repair: () => countLeftPositions(rows),
  };
}

/**
 * Writes a vote, unless it is this person's current one. The filter asks for another value, so where the same is there
 * already (or another process made the row first) the insert meets its own unique id; the second try tells these apart.
 */
async function castVote(
  positions: Model<PositionRow>,
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

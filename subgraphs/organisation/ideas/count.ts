/**
 * The counts on an idea are counted from the rows that they are of, never added up, so that they are always what the rows
 * say. A row carries `uncounted` from its own write on until a count has included it; what a crash leaves so is counted at
 * the next start. (docs/decisions/counts-are-counted.md)
 */
import type { Model } from 'mongoose';
import type { IdeaRow, Tally } from './idea.ts';
import { type PositionRow, tallyKey } from './position.ts';

/** What is counted of an idea: the positions on it, or the comments under it. */
export type Counts = Partial<Pick<IdeaRow, 'tally' | 'commentCount'>>;

/**
 * Counts an idea again and answers it with the counts; null when there is none. Everything written before the call is
 * counted: an idea is only written when no other count came in between, and is counted again when one did.
 */
export async function recount(
  ideas: Model<IdeaRow>,
  _id: string,
  count: () => Promise<Counts>,
): Promise<IdeaRow | null> {
  const idea = await ideas.findById(_id).select('counts').lean<Pick<IdeaRow, 'counts'>>();
  if (!idea) return null;
  const { counts } = idea;
  const counted = await ideas
    .findOneAndUpdate(
      { _id, counts },
      { $set: await count(), $inc: { counts: 1 } },
      { returnDocument: 'after' },
    )
    .lean<IdeaRow>();
  return counted ?? recount(ideas, _id, count);
}

/** The rows that a tally is made of, and made for. */
export interface Countable {
  ideas: Model<IdeaRow>;
  positions: Model<PositionRow>;
}

/** Counts the positions on an idea again. */
export const recountPositions = (
  { ideas, positions }: Countable,
  idea: string,
): Promise<IdeaRow | null> =>
  recount(ideas, idea, async () => ({ tally: await tallyOf(positions, idea) }));

interface Counted {
  _id: PositionRow['value'];
  current: number;
  support: number;
  oppose: number;
  pass: number;
}

async function tallyOf(positions: Model<PositionRow>, idea: string): Promise<Tally> {
  const counted = await positions.aggregate<Counted>([
    { $match: { idea } },
    {
      $group: {
        _id: '$value',
        current: { $sum: 1 },
        support: { $sum: '$cast.support' },
        oppose: { $sum: '$cast.oppose' },
        pass: { $sum: '$cast.pass' },
      },
    },
  ]);
  return tallyFrom(counted);
}

/** Adds up the groups of positions that share a value. */
export function tallyFrom(counted: readonly Counted[]): Tally {
  const none = { support: 0, oppose: 0, pass: 0 };
  const tally: Tally = { ...none, cast: { ...none } };
  for (const { _id, current, support, oppose, pass } of counted) {
    tally[tallyKey(_id)] += current;
    tally.cast.support += support;
    tally.cast.oppose += oppose;
    tally.cast.pass += pass;
  }
  return tally;
}

/** Counts the positions that a crash left uncounted. To be called at the start. */
export async function countLeftPositions(rows: Countable): Promise<void> {
  const { positions } = rows;
  for (const idea of await positions.distinct('idea', { uncounted: true })) {
    const left = await positions.find({ idea, uncounted: true }).select('at').lean();
    await recountPositions(rows, idea);
    // Only the votes that were counted: someone may have voted again meanwhile.
    const counted = { $set: { uncounted: false } };
    await positions.bulkWrite(
      left.map(({ _id, at }) => ({ updateOne: { filter: { _id, at }, update: counted } })),
    );
  }
}

/**
 * The counts on an idea are counted from its positions and comments, never added up, so that they are
 * always what the rows say. A row carries `uncounted` from its own write on until a count has seen it; what
 * a crash leaves so is counted at the next start. (docs/decisions/counts-are-counted.md)
 */
import type { Model } from 'mongoose';
import { type CommentRow, shown } from '../comments/comment.ts';
import type { IdeaRow, Tally } from './idea.ts';
import { type PositionRow, tallyKey } from './position.ts';

/** The rows that an idea's counts are made of. */
export interface Countable {
  ideas: Model<IdeaRow>;
  positions: Model<PositionRow>;
  comments: Model<CommentRow>;
}

/**
 * Counts an idea anew and answers it as it then stands; null when there is none. Everything written before
 * the call is counted: an idea is only written when no other count came in between, and is counted again
 * when one did.
 */
export async function recount(rows: Countable, _id: string): Promise<IdeaRow | null> {
  const idea = await rows.ideas.findById(_id).lean<IdeaRow>();
  if (!idea) return null;
  const { counts } = idea;
  const [tally, commentCount] = await Promise.all([
    tallyOf(rows.positions, _id),
    rows.comments.countDocuments({ idea: _id, ...shown }),
  ]);
  const counted = await rows.ideas
    .findOneAndUpdate(
      { _id, counts },
      { $set: { tally, commentCount }, $inc: { counts: 1 } },
      { returnDocument: 'after' },
    )
    .lean<IdeaRow>();
  return counted ?? recount(rows, _id);
}

interface Counted {
  _id: PositionRow['value'];
  standing: number;
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
        standing: { $sum: 1 },
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
  for (const { _id, standing, support, oppose, pass } of counted) {
    tally[tallyKey(_id)] += standing;
    tally.cast.support += support;
    tally.cast.oppose += oppose;
    tally.cast.pass += pass;
  }
  return tally;
}

/** Counts what a crash left uncounted. To be called at the start. */
export async function countLeftovers(rows: Countable): Promise<void> {
  const uncounted = { uncounted: true };
  const left = await Promise.all([
    rows.positions.distinct('idea', uncounted),
    rows.comments.distinct('idea', uncounted),
  ]);
  for (const id of new Set(left.flat())) {
    const positions = await rows.positions
      .find({ idea: id, ...uncounted })
      .select('at')
      .lean();
    const comments = await rows.comments.distinct('_id', { idea: id, ...uncounted });
    await recount(rows, id);
    // Only the votes that were counted: someone may have voted again meanwhile.
    const counted = { $set: { uncounted: false } };
    await rows.positions.bulkWrite(
      positions.map(({ _id, at }) => ({ updateOne: { filter: { _id, at }, update: counted } })),
    );
    await rows.comments.updateMany({ _id: { $in: comments } }, counted);
  }
}

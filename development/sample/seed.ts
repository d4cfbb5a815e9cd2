/** Fills an organisation's empty database with its sample. */
import type { Connection, Model } from 'mongoose';
import type { Organisation } from '../../directory/organisations.ts';
import { campaignModel } from '../../subgraphs/organisation/campaigns/campaign.ts';
import { commentModel } from '../../subgraphs/organisation/comments/comment.ts';
import { eventModel } from '../../subgraphs/organisation/events/event.ts';
import { experienceModel } from '../../subgraphs/organisation/experiences/experience.ts';
import { ideaModel } from '../../subgraphs/organisation/ideas/idea.ts';
import { positionModel } from '../../subgraphs/organisation/ideas/position.ts';
import { memberModel } from '../../subgraphs/organisation/members/member.ts';
import { areDuplicates, isDuplicate } from '../../subgraphs/framework/mongo.ts';
import { winModel } from '../../subgraphs/kinds/movement/wins/win.ts';
import { reviewModel } from '../../subgraphs/kinds/party/policy-reviews/review.ts';
import { paperModel } from '../../subgraphs/kinds/think-tank/papers/paper.ts';
import { pollModel } from '../../subgraphs/kinds/union/polls/poll.ts';
import { voteModel } from '../../subgraphs/kinds/union/polls/vote.ts';
import { readSample } from './format.ts';
import { rowsOf, type SampleRows } from './rows.ts';

/** How many rows were put on record. */
export interface Seeded {
  ideas: number;
  events: number;
  members: number;
}

/**
 * Puts the sample of an organisation into its database. Does nothing, and answers zeros, where the
 * organisation has no sample or the database has ideas already.
 * @param now events and deadlines are counted from its day
 */
export async function seedSample(
  organisation: Organisation,
  db: Connection,
  now = new Date(),
): Promise<Seeded> {
  const sample = readSample(organisation.id);
  if (!sample || (await ideaModel(db).exists({}))) return { ideas: 0, events: 0, members: 0 };
  const rows = rowsOf(organisation, sample, now);
  await insertAll(db, rows);
  const { ideas, members, events } = rows;
  return { ideas: ideas.length, events: events.length, members: members.length };
}

async function insertAll(db: Connection, rows: SampleRows): Promise<void> {
  const put = <Row>(
    table: (on: Connection) => Model<Row>,
    given: readonly Row[],
    how: typeof insert<Row> = insert,
  ) =>
    // A table of another kind of organisation is not even opened here.
    given.length > 0 ? how(table(db), given) : undefined;
  await Promise.all([
    put(memberModel, rows.members, insertPrivate),
    put(positionModel, rows.positions, insertPrivate),
    put(commentModel, rows.comments),
    put(eventModel, rows.events),
    put(experienceModel, rows.experiences),
    put(campaignModel, rows.campaigns),
    put(reviewModel, rows.reviews),
    put(pollModel, rows.polls),
    put(voteModel, rows.votes, insertPrivate),
    put(paperModel, rows.papers),
    put(winModel, rows.wins),
  ]);
  // The ideas come last: where they are, all else is.
  await put(ideaModel, rows.ideas);
}

/** Puts rows into a collection; one that a seeding cut short left there stays as it is. */
async function insert<Row>(model: Model<Row>, rows: readonly Row[]): Promise<void> {
  try {
    // The rows are typed, and made here: hydrating each of a thousand would only take time.
    await model.insertMany(rows, { ordered: false, lean: true });
  } catch (error) {
    if (!areDuplicates(error)) throw error;
  }
}

/**
 * The same for rows that are shared with nobody, so that no hook has to see them: they are nine of ten. By one command, as
 * the driver's `insertMany` first puts each into the bytes that it is sent in, to know how long it is, and then again.
 */
async function insertPrivate<Row>(model: Model<Row>, rows: readonly Row[]): Promise<void> {
  const { name } = model.collection;
  const { writeErrors = [] } = await model.db
    .getClient()
    .db(model.db.name)
    .command({ insert: name, documents: rows, ordered: false });
  const cause = (writeErrors as { errmsg: string }[]).find((error) => !isDuplicate(error));
  if (cause)
    throw new Error(`Expected to insert the sample's ${name}, but got "${cause.errmsg}".`, {
      cause,
    });
}

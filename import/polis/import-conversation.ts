/** Brings a Polis export into an organisation's database. */
import type { Connection } from 'mongoose';
import { commentModel } from '../../subgraphs/organisation/comments/comment.ts';
import { type Countable, countLeftovers } from '../../subgraphs/organisation/ideas/count.ts';
import { ideaModel } from '../../subgraphs/organisation/ideas/idea.ts';
import { positionModel } from '../../subgraphs/organisation/ideas/position.ts';
import type { Report } from '../report.ts';
import { type Changes, NO_CHANGES, sumOf } from './changes.ts';
import { loadIdeas } from './load-ideas.ts';
import { loadPositions } from './load-positions.ts';
import { ideaOf, positionsOn } from './map.ts';
import { readConversation } from './read-conversation.ts';

export type { Changes } from './changes.ts';

/** What an import did. */
export interface Imported {
  /** Which conversation it was. */
  source: string;
  ideas: Changes;
  positions: Changes;
  /** How many votes are in these positions. */
  votes: number;
}

/**
 * Imports the conversation in a folder. What is in the database already and says the same is left as it is,
 * so doing it again changes nothing; one that was cut short is finished by doing it again.
 * @throws StartFailure when the folder is not that of an export.
 */
export async function importConversation(
  folder: string,
  organisation: string,
  db: Connection,
  report: Report,
): Promise<Imported> {
  const { source, comments, votes } = await readConversation(folder, report);
  const rows = await tablesOf(db);
  const numbered = comments.map((comment) => ({
    number: comment.id,
    idea: ideaOf(comment, { organisation, source }),
  }));
  const ideas = await loadIdeas(
    rows.ideas,
    numbered.map(({ idea }) => idea),
  );

  let positions = NO_CHANGES;
  for (const [at, { number, idea }] of numbered.entries()) {
    const onIdea = positionsOn(idea._id, votes.get(number) ?? new Map(), source);
    positions = sumOf(positions, await loadPositions(rows, idea._id, onIdea));
    report.progress('Writing positions', at + 1, numbered.length);
  }
  // An import that was cut short before may have left positions that nothing counted yet.
  await countLeftovers(rows);
  return { source, ideas, positions, votes: votesIn(votes) };
}

/** The tables, with their indexes: before the organisation's first start there may be none. */
async function tablesOf(db: Connection): Promise<Countable> {
  const rows = { ideas: ideaModel(db), positions: positionModel(db), comments: commentModel(db) };
  await Promise.all([
    rows.ideas.createIndexes(),
    rows.positions.createIndexes(),
    rows.comments.createIndexes(),
  ]);
  return rows;
}

const votesIn = (votes: Map<string, Map<string, unknown[]>>): number =>
  [...votes.values()]
    .flatMap((byVoter) => [...byVoter.values()])
    .reduce((sum, { length }) => sum + length, 0);

/** Brings a Polis export into an organisation's database. */
import type { Connection } from 'mongoose';
import { type Countable, countLeftPositions } from '../../subgraphs/organisation/ideas/count.ts';
import { ideaModel } from '../../subgraphs/organisation/ideas/idea.ts';
import { positionModel } from '../../subgraphs/organisation/ideas/position.ts';
import type { Report } from '../csv/report.ts';
import { type Changes, NO_CHANGES, sumOf } from './changes.ts';
import { loadIdeas } from './load-ideas.ts';
import { loadPositions } from './load-positions.ts';
import { ideaOf, positionsOn } from './map.ts';
import { readConversation } from './read-conversation.ts';

export type { Changes } from './changes.ts';

/** The result of an import. */
export interface Imported {
  /** The conversation: its web address, or the name of its folder. */
  source: string;
  ideas: Changes;
  positions: Changes;
  /** How many votes are in these positions. */
  votes: number;
}

/**
 * Imports the conversation in a folder. Rows that are in the database already and equal stay unchanged. So a second
 * import changes nothing, and finishes one that was interrupted.
 * @throws StartFailure when the folder is not the folder of an export.
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
  // An earlier import that was interrupted may have left positions that are not counted yet.
  await countLeftPositions(rows);
  return { source, ideas, positions, votes: votesIn(votes) };
}

/** The tables with their indexes, which may not exist before the organisation's first start. */
async function tablesOf(db: Connection): Promise<Countable> {
  const rows = { ideas: ideaModel(db), positions: positionModel(db) };
  await Promise.all([rows.ideas.createIndexes(), rows.positions.createIndexes()]);
  return rows;
}

const votesIn = (votes: Map<string, Map<string, unknown[]>>): number =>
  [...votes.values()]
    .flatMap((byVoter) => [...byVoter.values()])
    .reduce((sum, { length }) => sum + length, 0);

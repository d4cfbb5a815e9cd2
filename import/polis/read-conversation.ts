/** Reads the folder of a Polis export. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { StartFailure } from '../../platform/start-failure.ts';
import type { Vote } from '../../subgraphs/organisation/ideas/position.ts';
import { csvRows } from '../csv/csv-rows.ts';
import type { Report } from '../csv/report.ts';
import { COMMENT_COLUMNS, readComment, readVote, VOTE_COLUMNS } from './cells.ts';
import type { Conversation, PolisComment, VotesByVoter } from './conversation.ts';

/**
 * Reads the conversation in a folder. A malformed row is refused, and the others are read.
 * @throws StartFailure when the folder, a file or a column is missing.
 */
export async function readConversation(folder: string, report: Report): Promise<Conversation> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new StartFailure(`Expected the folder of a Polis export, but got "${folder}".`);
  const comments = await readComments(path.join(folder, 'comments.csv'), report);
  const votes = await readVotes(path.join(folder, 'votes.csv'), comments, report);
  return { source: sourceOf(folder), comments: [...comments.values()], votes };
}

async function readComments(file: string, report: Report): Promise<Map<string, PolisComment>> {
  const comments = new Map<string, PolisComment>();
  for await (const { line, cells } of csvRows(file, COMMENT_COLUMNS, report)) {
    const read = readComment(cells);
    if ('wrong' in read) report.refuse('comments.csv', line, read.wrong);
    else if (comments.has(read.row.id))
      report.refuse(
        'comments.csv',
        line,
        `comment-id: expected each number once, but got "${read.row.id}" again.`,
      );
    else comments.set(read.row.id, read.row);
  }
  return comments;
}

async function readVotes(
  file: string,
  comments: ReadonlyMap<string, PolisComment>,
  report: Report,
): Promise<Conversation['votes']> {
  const votes = new Map<string, VotesByVoter>();
  for await (const { line, cells } of csvRows(file, VOTE_COLUMNS, report)) {
    const read = readVote(cells);
    if ('wrong' in read) {
      report.refuse('votes.csv', line, read.wrong);
      continue;
    }
    const { comment, voter, value, at } = read.row;
    if (!comments.has(comment)) {
      const wrong = `comment-id: expected one of comments.csv, but got "${comment}".`;
      report.refuse('votes.csv', line, wrong);
      continue;
    }
    cast(votes, comment, voter, { value, at });
  }
  return votes;
}

function cast(votes: Conversation['votes'], comment: string, voter: string, vote: Vote): void {
  const byVoter: VotesByVoter = votes.get(comment) ?? new Map();
  const earlier = byVoter.get(voter);
  if (earlier) earlier.push(vote);
  else byVoter.set(voter, [vote]);
  votes.set(comment, byVoter);
}

/** The web address in `summary.csv`, which has two columns, a name and its value, and no header. */
function sourceOf(folder: string): string {
  const file = path.join(folder, 'summary.csv');
  const rows: string[][] = existsSync(file)
    ? parse(readFileSync(file), { bom: true, relax_column_count: true, relax_quotes: true })
    : [];
  const url = rows.find(([name]) => name?.trim() === 'url')?.[1]?.trim();
  return url || path.basename(path.resolve(folder));
}

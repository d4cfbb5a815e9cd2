/** Against a real deliberation: 50 statements, 204 voters, 5,312 votes. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { type IdeaRow, ideaModel } from '../../../subgraphs/organisation/ideas/idea.ts';
import { positionModel } from '../../../subgraphs/organisation/ideas/position.ts';
import { anImport, type ImportOutput } from './a-polis-export.ts';

const folder = fileURLToPath(
  new URL('../../../../shared/data/polis-brexit-consensus', import.meta.url),
);
const isThere = existsSync(folder);
if (!isThere)
  console.warn('Skipped: ../shared/data/polis-brexit-consensus, the real export, is not here.');

type Row = Record<string, string>;
const rowsOf = (file: string): Row[] => parse(readFileSync(`${folder}/${file}`), { columns: true });

(isThere ? describe : describe.skip)('the real export polis-brexit-consensus', () => {
  let imports: Awaited<ReturnType<typeof anImport>>;
  let output: ImportOutput;
  let comments: Row[];
  let votes: Row[];
  /** The ideas, by the text of their comment. */
  let ideas: Map<string, IdeaRow>;

  const everything = async () => {
    const db = await imports.database('brexit');
    return [
      await ideaModel(db).find().sort({ _id: 1 }).lean<IdeaRow[]>(),
      await positionModel(db).find().sort({ _id: 1 }).lean(),
    ] as const;
  };
  const votesOn = (comment: Row) =>
    votes.filter((vote) => vote['comment-id'] === comment['comment-id']);
  const ideaOf = (comment: Row) => ideas.get(comment['comment-body']!)!;

  beforeAll(async () => {
    imports = await anImport();
    [comments, votes] = [rowsOf('comments.csv'), rowsOf('votes.csv')];
    output = await imports.import(folder, 'labour', 'brexit');
    const [found] = await everything();
    ideas = new Map(found.map((idea) => [idea.body, idea]));
  });
  afterAll(() => imports.close());

  test('every row is imported', () => {
    expect(output.code).toBe(0);
    expect(output.out).toContain('ideas      50 new, 0 changed, 0 unchanged');
    expect(output.out).toContain('votes      5,312 in these positions');
    expect(ideas.size).toBe(50);
  });

  test('for all 50 ideas the votes cast are the agrees and disagrees of comments.csv', () => {
    for (const comment of comments) {
      const { support, oppose } = ideaOf(comment).tally.cast;
      expect([support, oppose]).toEqual([Number(comment['agrees']), Number(comment['disagrees'])]);
    }
  });

  test("for all 50 ideas the current counts are those of each voter's last vote", () => {
    for (const comment of comments) {
      const last = new Map(votesOn(comment).map((vote) => [vote['voter-id'], vote['vote']]));
      const current = (value: string) => [...last.values()].filter((one) => one === value).length;
      const { support, oppose, pass } = ideaOf(comment).tally;
      expect([support, oppose, pass]).toEqual([current('1'), current('-1'), current('0')]);
    }
  });

  test('in 42 ideas the current counts are the agrees and disagrees; in 8 someone voted again', () => {
    const same = comments.filter((comment) => {
      const { support, oppose } = ideaOf(comment).tally;
      return support === Number(comment['agrees']) && oppose === Number(comment['disagrees']);
    });
    expect(same).toHaveLength(42);
  });

  test('passes are counted too', () => {
    const passes = [...ideas.values()].reduce((sum, { tally }) => sum + tally.cast.pass, 0);
    expect(passes).toBe(votes.filter((vote) => vote['vote'] === '0').length);
  });

  test('the histories have every vote of votes.csv', async () => {
    const [, positions] = await everything();
    expect(positions.flatMap(({ history }) => history)).toHaveLength(5312);
    expect(new Set(positions.map(({ person }) => person)).size).toBe(204);
  });

  test('a second import changes nothing', async () => {
    const before = await everything();
    const again = await imports.import(folder, 'labour', 'brexit');
    expect(again.out).toContain('ideas      0 new, 0 changed, 50 unchanged');
    expect(again.out).toContain('positions  0 new, 0 changed, 5,303 unchanged');
    expect(await everything()).toEqual(before);
  });
});

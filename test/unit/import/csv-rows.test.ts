import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { type CsvRow, csvRows } from '../../../import/csv/csv-rows.ts';
import { reportTo } from '../../../import/csv/report.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'groundswell-csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** The rows of a text, and the reports of refused rows. */
async function read(text: string | Buffer, needed: string[] = ['a', 'b']) {
  const file = path.join(folder, 'some.csv');
  writeFileSync(file, text);
  const rows: CsvRow[] = [];
  const refused: string[] = [];
  const report = {
    ...reportTo({ write: () => undefined }),
    refuse: (name: string, line: number, reason: string) =>
      void refused.push(`${name} line ${line}: ${reason}`),
  };
  for await (const row of csvRows(file, needed, report)) rows.push(row);
  return { rows, refused };
}

describe('rows of a CSV file', () => {
  test('have their cells by the names in the header, in any order', async () => {
    const { rows } = await read('b,extra,a\n1,2,3\n');
    expect(rows).toEqual([{ line: 2, cells: { a: '3', b: '1', extra: '2' } }]);
  });

  test('may follow a byte order mark, and end with CRLF', async () => {
    const { rows } = await read('\uFEFFa,b\r\n1,2\r\n');
    expect(rows).toEqual([{ line: 2, cells: { a: '1', b: '2' } }]);
  });

  test.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
  ])(
    'have the number of the line that they start on, whatever is within quotes (%s)',
    async (_, end) => {
      const lines = ['a,b', '1,"two', 'lines"', '', '2,"say ""yes"""', '3,"x', '', 'y"', '4,z'];
      const { rows } = await read(lines.join(end));
      expect(rows.map(({ line, cells }) => [line, cells['a']])).toEqual([
        [2, '1'],
        [5, '2'],
        [6, '3'],
        [9, '4'],
      ]);
      expect(rows[1]?.cells['b']).toBe('say "yes"');
    },
  );

  test('have any cells as they were written', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ' ', 'é', '1') });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1 }), async (table) => {
        const text = ['a,b', ...table.map((row) => row.map(quoted).join(','))].join('\r\n');
        const { rows, refused } = await read(text);
        expect(rows.map(({ cells }) => [cells['a'], cells['b']])).toEqual(table);
        const before = (at: number) =>
          table.slice(0, at).flat().join('').split('\n').length - 1 + at;
        expect(rows.map(({ line }) => line)).toEqual(table.map((_, at) => 2 + before(at)));
        expect(refused).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  test('a row of too many or too few cells is refused, and the others are read', async () => {
    const { rows, refused } = await read('a,b\n1\n2,3\n4,5,6\n7,8\n');
    expect(rows.map(({ cells }) => cells['a'])).toEqual(['2', '7']);
    expect(refused).toEqual([
      'some.csv line 2: expected 2 cells, but got 1.',
      'some.csv line 4: expected 2 cells, but got 3.',
    ]);
  });

  test('a quote in the middle of a text is part of it', async () => {
    const { rows, refused } = await read('a,b\n1,say "yes" now\n2,"so" they said\n3,x\n');
    expect(rows.map(({ cells }) => cells['b'])).toEqual(['say "yes" now', '"so" they said', 'x']);
    expect(refused).toEqual([]);
  });

  test('a quote that is never closed costs its own row, and the rows before and after it are read', async () => {
    const { rows, refused } = await read('a,b\n1,x\n2,"open\n3,y\n');
    expect(rows.map(({ line, cells }) => [line, cells['a']])).toEqual([
      [2, '1'],
      [4, '3'],
    ]);
    expect(refused).toEqual([
      'some.csv line 3: expected a quote at the end of the text, but got none.',
    ]);
  });

  test.each([
    ['\n', 'LF'],
    ['\r\n', 'CRLF'],
  ])('two quotes that close each other by mistake cost their own rows (%j)', async (newline) => {
    const text = ['a,b', '1,x', '2,"open', '3,y', '"4,z', '5,w', ''].join(newline);
    const { rows, refused } = await read(text);
    expect(rows.map(({ line, cells }) => [line, cells['a']])).toEqual([
      [2, '1'],
      [4, '3'],
      [6, '5'],
    ]);
    expect(refused).toHaveLength(2);
  });

  test('a missing column is named, with the columns of the file', async () => {
    await expect(read('a,c\n1,2\n')).rejects.toThrow(
      'some.csv: expected a column "b", but got a, c.',
    );
    await expect(read('')).rejects.toThrow(
      'some.csv: expected a column "a", but got an empty file.',
    );
  });

  test('a missing file is named', async () => {
    const rows = csvRows(
      path.join(folder, 'none.csv'),
      ['a'],
      reportTo({ write: () => undefined }),
    );
    await expect(rows.next()).rejects.toThrow(/^There is no file .*none\.csv\.$/);
  });
});

/** The command: its formats, and the arguments that it refuses. */
import { describe, expect, test } from '@jest/globals';
import { asCsv } from '../../../subgraphs/leaves/as-csv.ts';
import { printLeaves } from '../../../subgraphs/leaves/print-leaves.ts';

describe('npm run leaves', () => {
  const text = printLeaves([]);

  test('prints text that says first what leaves, and last what is kept about people', () => {
    expect(text).toMatch(/^WHAT LEAVES AN ORGANISATION, TO WHOM AND WHY\n/);
    expect(
      text
        .split('\n')
        .filter((line) => /^[A-Z][A-Z ,]{5,}/.test(line))
        .at(-1),
    ).toBe('WHAT IS ABOUT PEOPLE, AND KEPT BY AN ORGANISATION');
  });

  test('marks what is about a person', () => {
    expect(text).toMatch(/^ {2}\* display name {2,}The name that they go by/m);
    expect(text).toMatch(/^ {4}title {2,}The proposal in one line/m);
  });

  test('has no mark of code, and no line too wide for a terminal', () => {
    expect(text).not.toMatch(/`|\bnull\b|undefined|\[object/);
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(110);
  });

  test('prints of one kind what organisations of that kind have', () => {
    expect(text).toContain('POLL (of one kind of organisation: union)');
    expect(printLeaves(['--kind', 'party'])).not.toMatch(/^POLL/m);
    expect(printLeaves(['--kind', 'union'])).toMatch(/^POLL/m);
  });

  test('prints JSON and CSV with the same rows', () => {
    const rows = JSON.parse(printLeaves(['--format', 'json'])) as object[];
    const lines = printLeaves(['--format=csv']).split('\r\n');
    expect(lines[0]).toBe(Object.keys(rows[0]!).join(','));
    expect(lines.length).toBe(rows.length + 1);
    expect(rows).toContainEqual(
      expect.objectContaining({
        'name in the programs': 'members.displayName',
        kept: 'While they are a member.',
      }),
    );
  });

  test.each([
    [['--format', 'pdf'], '--format: expected one of text, csv, json, but got "pdf".'],
    [['--format', 'toString'], '--format: expected one of text, csv, json, but got "toString".'],
    [
      ['--kind', 'club'],
      '--kind: expected one of party, union, think-tank, movement, but got "club".',
    ],
    [['--kinds', 'party'], "Unknown option '--kinds'."],
    [['party'], "Unexpected argument 'party'."],
  ])('refuses %j in a sentence, with the usage', (args, sentence) => {
    expect(() => printLeaves(args)).toThrow(`${sentence}\n\nUsage: npm run --silent leaves`);
  });
});

describe('CSV', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('makes text of the formula %j', (text) => {
    expect(asCsv(['why'], [{ why: text }])).toBe(`why\r\n'${text}`);
  });

  test('makes text of a formula behind a line break, within quotes', () => {
    expect(asCsv(['why'], [{ why: '\r=1' }])).toBe('why\r\n"\'\r=1"');
  });

  test('quotes commas, quotes and line breaks, and nothing else', () => {
    const row = { a: 'one, two', b: 'say "so"', c: 'first\nsecond', d: 'plain - text' };
    expect(asCsv(['a', 'b', 'c', 'd'], [row])).toBe(
      'a,b,c,d\r\n"one, two","say ""so""","first\nsecond",plain - text',
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import { reportTo } from '../../../import/csv/report.ts';
import { summaryOf } from '../../../import/summary.ts';

function aReport(isTTY: boolean) {
  const written: string[] = [];
  return { written, report: reportTo({ isTTY, write: (text: string) => written.push(text) }) };
}

describe('the output of an import', () => {
  test('has a line of progress for each tenth, where it is no terminal', () => {
    const { written, report } = aReport(false);
    for (let done = 0; done <= 1000; done += 1) report.progress('Reading', done, 1000);
    expect(written).toEqual(
      [10, 20, 30, 40, 50, 60, 70, 80, 90, 100].map((n) => `Reading: ${n} %\n`),
    );
  });

  test('has one line of progress on a terminal, which changes and is cleared at the end', () => {
    const { written, report } = aReport(true);
    for (let done = 0; done <= 1000; done += 1) report.progress('Reading', done, 1000);
    report.end();
    expect(written).toHaveLength(101);
    expect(written.every((text) => text.startsWith('\r'))).toBe(true);
    expect(written.at(-1)).toBe('\r\u001B[K');
  });

  test('has a line for each refused row, which is counted', () => {
    const { written, report } = aReport(true);
    report.progress('Reading', 50, 100);
    report.refuse('votes.csv', 17, 'vote: expected 1, 0 or -1, but got "2".');
    expect(written.slice(1)).toEqual([
      '\r\u001B[K',
      'votes.csv line 17: vote: expected 1, 0 or -1, but got "2".\n',
    ]);
    expect(report.refused()).toBe(1);
  });

  test('ends with how many rows are new, changed, unchanged and refused', () => {
    const imported = {
      source: 'bridge',
      ideas: { added: 1, changed: 2, unchanged: 3 },
      positions: { added: 5303, changed: 0, unchanged: 0 },
      votes: 5312,
    };
    expect(summaryOf(imported, 'labour', 1)).toBe(
      [
        'Imported the Polis conversation "bridge" for labour.',
        '  ideas      1 new, 2 changed, 3 unchanged',
        '  positions  5,303 new, 0 changed, 0 unchanged',
        '  votes      5,312 in these positions',
        '  refused    1 row',
        '',
      ].join('\n'),
    );
    expect(summaryOf(imported, 'labour', 0)).not.toContain('refused');
  });
});

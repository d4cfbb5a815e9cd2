/** Tables of text, as the guides show them. */
import type { Timing } from './timing.ts';

/** Rows of cells; the first is the head. */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join(' | ')} |`;
  const [head = [], ...body] = rows;
  const rule = `| ${widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(head), rule, ...body.map(line)].join('\n');
}

export const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0);

export const timingTable = (head: string, rows: Iterable<[string, Timing]>): string =>
  tableOf([
    [head, 'p50 ms', 'p99 ms', 'asked'],
    ...[...rows].map(([name, { p50, p99, count }]) => [name, ms(p50), ms(p99), String(count)]),
  ]);

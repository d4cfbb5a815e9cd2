/** A table as CSV (RFC 4180), with a header. */

/** What a spreadsheet would take for a formula begins with one of these. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * The rows as CSV.
 * @example asCsv(['why'], [{ why: '=1+1' }]) // 'why\r\n\'=1+1'
 */
export const asCsv = <Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Record<Column, string>>[],
): string =>
  [columns, ...rows.map((row) => columns.map((column) => row[column]))]
    .map((cells) => cells.map(cell).join(','))
    .join('\r\n');

/** One cell: an apostrophe before a formula makes it text, and quotes hold what would end the cell. */
function cell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

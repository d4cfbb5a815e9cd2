/** The rows of a CSV file, by the names in its header, each with its line number. */
import { createReadStream, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type InfoRecord, parse } from 'csv-parse';
import { StartFailure } from '../../platform/start-failure.ts';
import type { Report } from './report.ts';

/** One row. Its cells are by column; a column that the file does not have is undefined. */
export interface CsvRow {
  /** The line of the file that the row starts on. The header is on line 1. */
  line: number;
  cells: Record<string, string | undefined>;
}

/**
 * Reads a file row by row. It may have a byte order mark, CRLF, empty lines, and line breaks within quotes.
 * A row with more or fewer cells than the header is refused.
 * @param needed the columns that the file must have
 * @throws StartFailure when the file cannot be read or lacks a column.
 */
export async function* csvRows(
  file: string,
  needed: readonly string[],
  report: Report,
): AsyncGenerator<CsvRow> {
  const name = path.basename(file);
  const size = sizeOf(file);
  const state: ReadingState = { name, size, needed, report, header: null };
  let from: number | null = 1;
  while (from !== null) from = yield* rowsFrom(file, from, state);
  if (state.header === null) columnsOf([], needed, name);
}

/** The state of reading a file. */
interface ReadingState {
  name: string;
  size: number;
  needed: readonly string[];
  report: Report;
  header: string[] | null;
}

/**
 * The rows from a line on. Where a quote has no end, or ends in another row, its line is refused, and reading has to
 * continue after it. So a wrong quote costs its own row, and not the rows up to the next quote.
 * @returns the line to continue from; null at the end of the file
 */
async function* rowsFrom(
  file: string,
  from: number,
  state: ReadingState,
): AsyncGenerator<CsvRow, number | null> {
  const { name, size, needed, report } = state;
  const lines = lineCounter(from);
  let hasOpenQuote = false;
  for await (const { record, info } of records(file, from, () => {
    hasOpenQuote = true;
  })) {
    const line = lines.startOf(record, info);
    report.progress(`Reading ${name}`, info.bytes, size);
    if (state.header === null) state.header = columnsOf(record, needed, name);
    else if (record.length === state.header.length)
      yield { line, cells: cellsOf(state.header, record) };
    else {
      const { length } = state.header;
      report.refuse(name, line, `expected ${length} cells, but got ${record.length}.`);
      if (record.some((cell) => cell.includes('\n'))) return line + 1;
    }
  }
  if (!hasOpenQuote) return null;
  const line = lines.next();
  report.refuse(name, line, 'expected a quote at the end of the text, but got none.');
  return line + 1;
}

interface Parsed {
  record: string[];
  info: InfoRecord;
}

/** The records of a file from a line on. At the end it reports whether the last quote was never closed. */
async function* records(
  file: string,
  from: number,
  onOpenQuote: () => void,
): AsyncGenerator<Parsed> {
  let hasOpenQuote = false;
  const parser = createReadStream(file, { start: offsetOf(file, from) }).pipe(
    parse({
      bom: true,
      info: true,
      record_delimiter: ['\r\n', '\n'],
      // Mistakes in a row are reported in our own words, and the rows after it are read.
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip: () => {
        hasOpenQuote = true;
      },
    }),
  );
  yield* parser as AsyncIterable<Parsed>;
  if (hasOpenQuote) onOpenQuote();
}

/** The offset of a line, in bytes. */
function offsetOf(file: string, line: number): number {
  if (line === 1) return 0;
  const bytes = readFileSync(file);
  let offset = 0;
  for (let at = 1; at < line; at += 1) offset = bytes.indexOf('\n', offset) + 1 || bytes.length;
  return offset;
}

/** csv-parse counts the lines up to the end of a record, and counts a CRLF within quotes as two lines. */
function lineCounter(from: number) {
  let tooMany = 0;
  const before = from - 1;
  let last = before;
  return {
    startOf(record: readonly string[], { lines }: InfoRecord): number {
      tooMany += count(record, '\r\n');
      last = before + lines - tooMany;
      return last - count(record, '\n');
    },
    next: () => last + 1,
  };
}

const count = (cells: readonly string[], mark: string): number =>
  cells.reduce((sum, cell) => sum + cell.split(mark).length - 1, 0);

function sizeOf(file: string): number {
  try {
    const found = statSync(file);
    if (found.isDirectory()) throw new Error('it is a folder');
    return found.size;
  } catch (error) {
    throw new StartFailure(
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? `There is no file ${file}.`
        : `The file ${file} cannot be read: ${(error as Error).message}.`,
    );
  }
}

function columnsOf(header: readonly string[], needed: readonly string[], name: string): string[] {
  const columns = header.map((column) => column.trim());
  const missing = needed.find((column) => !columns.includes(column));
  if (missing === undefined) return columns;
  const got = columns.length > 0 ? columns.join(', ') : 'an empty file';
  throw new StartFailure(`${name}: expected a column "${missing}", but got ${got}.`);
}

const cellsOf = (header: readonly string[], record: readonly string[]): CsvRow['cells'] =>
  Object.fromEntries(header.map((column, at) => [column, record[at]]));

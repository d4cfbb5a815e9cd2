/** The rows of a CSV file, by the names in its header, each with the line that it starts on. */
import { createReadStream, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type InfoRecord, parse } from 'csv-parse';
import { StartFailure } from '../platform/start-failure.ts';
import type { Report } from './report.ts';

/** One row: its cells by column; a column that the file does not have is undefined. */
export interface CsvRow {
  /** The line of the file that the row starts on, the header's being 1. */
  line: number;
  cells: Record<string, string | undefined>;
}

/**
 * Reads a file row by row. A byte order mark, CRLF, empty lines and line breaks within quotes are understood.
 * A row with more or fewer cells than the header is refused.
 * @param needed the columns that must be there
 * @throws StartFailure when the file cannot be read or lacks a column.
 */
export async function* csvRows(
  file: string,
  needed: readonly string[],
  report: Report,
): AsyncGenerator<CsvRow> {
  const name = path.basename(file);
  const size = sizeOf(file);
  const read: Reading = { name, size, needed, report, header: null };
  let from: number | null = 1;
  while (from !== null) from = yield* rowsFrom(file, from, read);
  if (read.header === null) columnsOf([], needed, name);
}

/** What is known of a file while it is read. */
interface Reading {
  name: string;
  size: number;
  needed: readonly string[];
  report: Report;
  header: string[] | null;
}

/**
 * The rows from a line on. Where a quote has no end, or its end makes no row, that line is refused and the line
 * to go on from is answered: one bad mark costs its own row, and not those that it swallows.
 */
async function* rowsFrom(
  file: string,
  from: number,
  read: Reading,
): AsyncGenerator<CsvRow, number | null> {
  const { name, size, needed, report } = read;
  const lines = lineCounter(from);
  let endless = false;
  for await (const { record, info } of records(file, from, () => {
    endless = true;
  })) {
    const line = lines.startOf(record, info);
    report.progress(`Reading ${name}`, info.bytes, size);
    if (read.header === null) read.header = columnsOf(record, needed, name);
    else if (record.length === read.header.length)
      yield { line, cells: cellsOf(read.header, record) };
    else {
      const { length } = read.header;
      report.refuse(name, line, `expected ${length} cells, but got ${record.length}.`);
      if (record.some((cell) => cell.includes('\n'))) return line + 1;
    }
  }
  if (!endless) return null;
  const line = lines.next();
  report.refuse(name, line, 'expected a quote at the end of the text, but got none.');
  return line + 1;
}

interface Parsed {
  record: string[];
  info: InfoRecord;
}

/** The records of a file from a line on. Whoever reads them all is told then when the last of them has no end. */
async function* records(file: string, from: number, onEndless: () => void): AsyncGenerator<Parsed> {
  let endless = false;
  const parser = createReadStream(file, { start: offsetOf(file, from) }).pipe(
    parse({
      bom: true,
      info: true,
      record_delimiter: ['\r\n', '\n'],
      // What is wrong with a row is said in words of ours, and the rows after it are read.
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip: () => {
        endless = true;
      },
    }),
  );
  yield* parser as AsyncIterable<Parsed>;
  if (endless) onEndless();
}

/** Where a line begins, in bytes. */
function offsetOf(file: string, line: number): number {
  if (line === 1) return 0;
  const bytes = readFileSync(file);
  let offset = 0;
  for (let at = 1; at < line; at += 1) offset = bytes.indexOf('\n', offset) + 1 || bytes.length;
  return offset;
}

/** csv-parse tells the line that a record ends on, and counts a CRLF within quotes as two lines. */
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

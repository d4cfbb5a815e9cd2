/** The rows of a CSV file, by the names in its header, each with the line that it starts on. */
import { createReadStream, statSync } from 'node:fs';
import path from 'node:path';
import { type InfoRecord, parse } from 'csv-parse';
import { StartFailure } from '../process/start-failure.ts';
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
  const lines = lineCounter();
  let header: string[] | null = null;
  for await (const { record, info } of records(file, () =>
    report.refuse(name, lines.next(), 'expected a quote at the end of the text, but got none.'),
  )) {
    const line = lines.startOf(record, info);
    report.progress(`Reading ${name}`, info.bytes, size);
    if (header === null) header = columnsOf(record, needed, name);
    else if (record.length === header.length) yield { line, cells: cellsOf(header, record) };
    else report.refuse(name, line, `expected ${header.length} cells, but got ${record.length}.`);
  }
  if (header === null) columnsOf([], needed, name);
}

interface Parsed {
  record: string[];
  info: InfoRecord;
}

/** The records of a file. Whoever reads them all is told then when the last of them has no end. */
async function* records(file: string, onEndless: () => void): AsyncGenerator<Parsed> {
  let endless = false;
  const parser = createReadStream(file).pipe(
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

/** csv-parse tells the line that a record ends on, and counts a CRLF within quotes as two lines. */
function lineCounter() {
  let tooMany = 0;
  let last = 0;
  return {
    startOf(record: readonly string[], { lines }: InfoRecord): number {
      tooMany += count(record, '\r\n');
      last = lines - tooMany;
      return last - count(record, '\n');
    },
    next: () => last + 1,
  };
}

const count = (cells: readonly string[], mark: string): number =>
  cells.reduce((sum, cell) => sum + cell.split(mark).length - 1, 0);

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
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

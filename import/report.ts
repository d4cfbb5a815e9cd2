/** What an import says while it runs. */

/** Somewhere to write lines to; a terminal has a line that can be written over. */
export interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
}

/** Told of an import's progress and of the rows that it refuses. */
export interface Report {
  /** So much of a stage is done, in whatever unit. */
  progress(stage: string, done: number, total: number): void;
  /** A row is left out, and why: `votes.csv line 17: vote: expected 1, 0 or -1, but got "2".` */
  refuse(file: string, line: number, reason: string): void;
  /** How many rows were refused so far. */
  refused(): number;
  /** The last progress is said. */
  end(): void;
}

const STEPS = 10;
const CLEAR_LINE = '\r\u001B[K';

/** A report: on a terminal one line that changes, elsewhere a line for every tenth of a stage. */
export function reportTo(err: Output): Report {
  let refused = 0;
  let shown = '';

  const onTerminal = (line: string) => err.write(CLEAR_LINE + line);
  const onLines = (line: string) => err.write(`${line}\n`);
  const clear = () => {
    if (err.isTTY && shown) onTerminal('');
    shown = '';
  };

  return {
    progress(stage, done, total) {
      const share = total > 0 ? done / total : 1;
      const steps = err.isTTY ? 100 : STEPS;
      const percent = (Math.floor(share * steps) * 100) / steps;
      const line = `${stage}: ${percent} %`;
      if (line === shown || percent === 0) return;
      shown = line;
      (err.isTTY ? onTerminal : onLines)(line);
    },
    refuse(file, line, reason) {
      refused += 1;
      clear();
      onLines(`${file} line ${line}: ${reason}`);
    },
    refused: () => refused,
    end: clear,
  };
}

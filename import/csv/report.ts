/** The output of an import while it runs. */

/** A stream of lines. On a terminal, the last line can be overwritten. */
export interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
}

/** The progress of an import, and the rows that it refuses. */
export interface Report {
  /** Shows how much of a stage is done. `done` and `total` have the same unit. */
  progress(stage: string, done: number, total: number): void;
  /** Reports a row that is left out: `votes.csv line 17: vote: expected 1, 0 or -1, but got "2".` */
  refuse(file: string, line: number, reason: string): void;
  /** How many rows were refused so far. */
  refused(): number;
  /** Ends the report: a line of progress on a terminal is cleared. */
  end(): void;
}

const STEPS = 10;
const CLEAR_LINE = '\r\u001B[K';

/** A report on a stream: one line that changes on a terminal, elsewhere a line for each tenth of a stage. */
export function reportTo(err: Output): Report {
  let refused = 0;
  let lastLine = '';

  const onTerminal = (line: string) => err.write(CLEAR_LINE + line);
  const onLines = (line: string) => err.write(`${line}\n`);
  const clear = () => {
    if (err.isTTY && lastLine) onTerminal('');
    lastLine = '';
  };

  return {
    progress(stage, done, total) {
      const share = total > 0 ? done / total : 1;
      const steps = err.isTTY ? 100 : STEPS;
      const percent = (Math.floor(share * steps) * 100) / steps;
      const line = `${stage}: ${percent} %`;
      if (line === lastLine || percent === 0) return;
      lastLine = line;
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

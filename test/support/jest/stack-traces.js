/** Stack traces that name the lines of the sources. Node's own name no function there, and jest leaves such lines out. */
import { findSourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Formats the stack of an error as V8 does: for `Error.prepareStackTrace`. */
export const formatStack = (error, frames) =>
  [String(error), ...frames.map((frame) => `    at ${inSource(frame)}`)].join('\n');

/** A frame as V8 writes it, `run (file:///house/a.ts:3:7)`, with the place in the source of what was compiled. */
function inSource(frame) {
  const [file, line, column] = [
    frame.getFileName(),
    frame.getLineNumber(),
    frame.getColumnNumber(),
  ];
  const source = file?.endsWith('.ts') && findSourceMap(file)?.findOrigin(line, column);
  if (!source?.fileName) return String(frame);
  const place = `${fileURLToPath(source.fileName)}:${source.lineNumber}:${source.columnNumber}`;
  return String(frame).replace(`${file}:${line}:${column}`, place);
}

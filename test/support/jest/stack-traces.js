/** Stack traces that name the lines of the sources. Node's own name no function there, and jest leaves such lines out. */
import { findSourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Formats the stack of an error as V8 does: for `Error.prepareStackTrace`. */
export const formatStack = (error, frames) =>
  [String(error), ...frames.map((frame) => `    at ${inSource(frame)}`)].join('\n');

/**
 * Places of what was compiled, `file:///house/a.ts:3:7`, with those in the source. GraphQL reads the stack of each error
 * that an answer has: tests of refusals come by the same places thousands of times.
 */
const places = new Map();

/** A frame as V8 writes it, `run (file:///house/a.ts:3:7)`, with the place in the source of what was compiled. */
function inSource(frame) {
  const file = frame.getFileName();
  if (!file?.endsWith('.ts')) return String(frame);
  const compiled = `${file}:${frame.getLineNumber()}:${frame.getColumnNumber()}`;
  if (!places.has(compiled)) places.set(compiled, placeOf(frame));
  return String(frame).replace(compiled, places.get(compiled));
}

function placeOf(frame) {
  const [file, line, column] = [
    frame.getFileName(),
    frame.getLineNumber(),
    frame.getColumnNumber(),
  ];
  const source = findSourceMap(file)?.findOrigin(line, column);
  if (!source?.fileName) return `${file}:${line}:${column}`;
  return `${fileURLToPath(source.fileName)}:${source.lineNumber}:${source.columnNumber}`;
}

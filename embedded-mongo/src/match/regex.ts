import { BSONRegExp } from 'bson';
import { badValue } from '../errors.ts';
import { asText } from '../values/document.ts';

export const isRegex = (value: unknown): value is RegExp | BSONRegExp =>
  value instanceof RegExp || value instanceof BSONRegExp;

/** PCRE writes options for a whole expression as `(?i)` at its start, which JavaScript does not know. */
const INLINE_OPTIONS = /^\(\?([ims]+)\)/;

/**
 * The JavaScript expression for a pattern of a query: a regular expression of either class, or a string.
 * @param options MongoDB's own `i`, `m`, `s`, `u`, `x`; they replace those of the pattern
 */
export function toRegex(pattern: unknown, options?: unknown): RegExp {
  const own = partsOf(pattern);
  const wanted = options === undefined ? own.options : asText(options);
  const source = wanted.includes('x') ? withoutComments(own.source) : own.source;
  const inline = INLINE_OPTIONS.exec(source);
  const flags = new Set(`${wanted.replaceAll(/[^imsu]/g, '')}${inline?.[1] ?? ''}`);
  try {
    return new RegExp(source.slice(inline?.[0].length ?? 0), [...flags].join(''));
  } catch (cause) {
    throw badValue(`Regular expression is invalid: ${(cause as Error).message}`);
  }
}

function partsOf(pattern: unknown): { source: string; options: string } {
  if (pattern instanceof BSONRegExp) return { source: pattern.pattern, options: pattern.options };
  if (pattern instanceof RegExp) return { source: pattern.source, options: pattern.flags };
  if (typeof pattern === 'string') return { source: pattern, options: '' };
  throw badValue('$regex has to be a string');
}

/** The option `x`: white space and `# …` to the end of a line do not count, unless escaped. */
const withoutComments = (source: string): string =>
  source.replaceAll(/\\[\s\S]|#.*$|\s+/gm, (part) => (part.startsWith('\\') ? part : ''));

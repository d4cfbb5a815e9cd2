/** What leaves with cards: the lines of the feed, and the headers of responses. */
import { RESPONSE_HEADERS } from '../../schema/feed-headers.ts';
import { endLine, entryLine, logLine, PURPOSE_OF_LINES } from '../feed/protocol/lines.ts';
import type { Leaf } from './leaf.ts';
import { inWords } from './plain.ts';

const FEED = { thing: 'the feed itself', way: 'feed', personal: false } as const;

/** A line for each field of a line of the feed, and for each header. */
export const aroundCards = (): Leaf[] => [
  ...linesOf('the first line', logLine.shape),
  ...linesOf('a line for each change', entryLine.shape),
  ...linesOf('the last line', endLine.shape),
  ...Object.entries(RESPONSE_HEADERS).map(([name, says]): Leaf => ({
    ...FEED,
    part: 'the head of an answer to whoever wrote something',
    field: name,
    name,
    says,
    whom: 'the gateway, and through it, encrypted, whoever wrote',
    why: PURPOSE_OF_LINES,
  })),
];

const linesOf = (
  part: string,
  shape: Readonly<Record<string, { description?: string | undefined }>>,
) =>
  Object.entries(shape).map(([name, { description = '' }]): Leaf => ({
    ...FEED,
    part,
    field: inWords(name),
    name,
    says: description,
    whom: "the coalition's server",
    why: PURPOSE_OF_LINES,
  }));

/** What a flood asks for. */
import { readFileSync } from 'node:fs';
import { fileOfHouse } from '../../platform/root.ts';
import { spreadTwice } from '../unit/gateway/fragment-bombs.ts';

const GUIDE = fileOfHouse('docs/guides/limits.md');

/** The dearest queries that are allowed, as the guide has them. */
export const dearestQueries = (): string[] =>
  [...readFileSync(GUIDE, 'utf8').matchAll(/^```text\n(.+?)```$/gms)].map(
    ([, query = '']) => query,
  );

/** They, and what is refused as soon as it is read (the cases A1 and A13). */
export const floodQueries = (): string[] => [
  spreadTwice(60),
  `{ ${Array.from({ length: 160 }, (_, at) => `a${at}: policyIdeas { totalCount }`).join(' ')} }`,
  ...dearestQueries(),
];

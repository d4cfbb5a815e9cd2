import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { digestOfSources } from '../../../bin/codegen-sources.js';
import { fileOfHouse } from '../../../platform/root.ts';

/** The digest where one file says something else. */
const withChange = (changed: string, from: string, to: string): string =>
  digestOfSources((file) => {
    const text = readFileSync(fileOfHouse(file), 'utf8');
    return file === changed ? text.replace(from, to) : text;
  });

const IDEA = 'subgraphs/organisation/ideas/idea.ts';

test.each([
  ['a contract', 'schema/types/idea.graphql', 'title', 'heading'],
  ['how contracts are put together', 'schema/assembly/card.ts', "'shareable'", "'shown'"],
  ['the table of things', 'schema/things.ts', "typename: 'Comment'", "typename: 'Remark'"],
  ['the name of a row', IDEA, 'IdeaRow', 'PolicyIdeaRow'],
])('the types are made again when %s changes', (_what, file, from, to) => {
  expect(withChange(file, from, to)).not.toBe(digestOfSources());
});

test('they are not when a subgraph changes otherwise', () => {
  expect(withChange(IDEA, 'import ', 'import  ')).toBe(digestOfSources());
});

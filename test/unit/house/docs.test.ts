import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { fileOfHouse } from '../../../platform/root.ts';

const schema = buildSchema(readFileSync(fileOfHouse('schema/api.graphql'), 'utf8'));

const documents = readdirSync(fileOfHouse('docs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`)
  .concat('README.md');

const textOf = (file: string) => readFileSync(fileOfHouse(file), 'utf8');

const blocks = documents.flatMap((file) =>
  [...textOf(file).matchAll(/```graphql\n([\s\S]*?)```/g)].map(
    ([, query]) => [file, query] as const,
  ),
);

describe('the documentation', () => {
  test('shows queries', () => {
    expect(blocks.length).toBeGreaterThan(2);
  });

  test.each(blocks)('of %s has only queries that are valid: %s', (_file, query) => {
    expect(validate(schema, parse(query ?? ''))).toEqual([]);
  });

  test.each(documents)('of %s has only links to files that exist', (file) => {
    const links = [...textOf(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
      ([, link]) => link ?? '',
    );
    const missing = links.filter((link) => !existsSync(new URL(link, fileOfHouse(file))));
    expect(missing).toEqual([]);
  });
});

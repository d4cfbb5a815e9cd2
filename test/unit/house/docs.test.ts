import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { fileOfHouse } from '../../../platform/root.ts';
import { FILES, textOf } from '../../support/files-of-house.ts';

const schema = buildSchema(textOf('schema/api.graphql'));

const pages = FILES.filter((file) => file.endsWith('.md'));

const blocks = pages.flatMap((file) =>
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

  test.each(pages)('of %s has only links to files that exist', (file) => {
    const links = [...textOf(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
      ([, link]) => link ?? '',
    );
    const missing = links.filter((link) => !existsSync(new URL(link, fileOfHouse(file))));
    expect(missing).toEqual([]);
  });
});

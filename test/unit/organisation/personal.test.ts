/** What rows say of people is declared, so that it can be shown, handed over and erased. */
import { describe, expect, test } from '@jest/globals';
import type { Schema, SchemaType } from 'mongoose';
import { ALL_MODULES, schemas } from '../../support/kinds.ts';

const declared = ALL_MODULES.flatMap(({ personal = [] }) => personal);

/** The paths of a schema, those within lists of objects too. */
function pathsOf(schema: Schema, before = ''): [string, SchemaType][] {
  return Object.entries(schema.paths).flatMap(([name, path]): [string, SchemaType][] => {
    const own: [string, SchemaType] = [before + name, path];
    return path.schema ? [own, ...pathsOf(path.schema, `${before}${name}.`)] : [own];
  });
}

/** A key of a person says so, and one that is called like one has to. */
const isPersonKey = (name: string, path: SchemaType): boolean =>
  Boolean((path.options as { isPersonKey?: boolean }).isPersonKey) ||
  /(^|\.)(person|by)$/.test(name);

const collections = [...schemas()];

describe.each(collections)('the collection %s', (collection, schema) => {
  const paths = pathsOf(schema);
  const rows = declared.filter((one) => one.collection === collection);

  test('declares every key of a person that its rows have', () => {
    const keys = paths.filter(([name, path]) => isPersonKey(name, path)).map(([name]) => name);
    const missing = keys.filter((key) => !rows.some((one) => one.keys.includes(key)));
    expect(missing).toEqual([]);
  });

  test('declares nothing that its rows do not have', () => {
    const names = paths.map(([name]) => name);
    const unknown = rows
      .flatMap(({ keys, fields }) => [...keys, ...fields])
      .filter((field) => !names.includes(field));
    expect(unknown).toEqual([]);
  });
});

test('what is declared is of a collection that there is', () => {
  const names = collections.map(([name]) => name);
  expect(
    declared.map(({ collection }) => collection).filter((one) => !names.includes(one)),
  ).toEqual([]);
});

test('a declaration says what for, how long, and what an erasure leaves', () => {
  for (const { purpose, kept, erasure } of declared)
    for (const sentence of [purpose, kept, erasure]) expect(sentence).toMatch(/^[A-Z].*\.$/);
});

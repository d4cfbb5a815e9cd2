/** What rows say of people is declared, so that it can be reported, handed over and erased. */
import { describe, expect, test } from '@jest/globals';
import mongoose, { type SchemaType } from 'mongoose';
import { readOrganisations } from '../../../directory/organisations.ts';
import { changeLogOf } from '../../../subgraphs/coalition/affiliates/change-log.ts';
import { cardModel } from '../../../subgraphs/coalition/catalogue/card-model.ts';
import { compose } from '../../../subgraphs/framework/module.ts';
import { CARD_LISTS } from '../../../subgraphs/generated/card-lists.ts';
import { ALL_MODULES } from '../../support/kinds.ts';
import { covers, DECLARED } from '../../support/personal.ts';

/** The schemas of all collections; nothing is connected to. */
function schemas(): Map<string, mongoose.Schema> {
  const db = mongoose.createConnection();
  const [organisation] = readOrganisations();
  compose(ALL_MODULES).tables(db, organisation!);
  changeLogOf(db);
  cardModel(db, CARD_LISTS);
  return new Map(Object.values(db.models).map((model) => [model.collection.name, model.schema]));
}

/** The paths of a schema that hold values, those within lists of objects too. */
function pathsOf(schema: mongoose.Schema, before = ''): [string, SchemaType][] {
  return Object.entries(schema.paths).flatMap(([name, path]): [string, SchemaType][] =>
    path.schema ? pathsOf(path.schema, `${before}${name}.`) : [[before + name, path]],
  );
}

const isPersonKey = ({ options }: SchemaType): boolean =>
  Boolean((options as { isPersonKey?: boolean }).isPersonKey);

const collections = [...schemas()].map(([collection, schema]) => ({
  collection,
  paths: pathsOf(schema),
  rows: DECLARED.filter((one) => one.collection === collection),
}));

describe.each(collections)('the collection $collection', ({ paths, rows }) => {
  test('declares the keys of people that its rows have, and no other', () => {
    const keys = paths.filter(([, path]) => isPersonKey(path)).map(([name]) => name);
    expect(rows.flatMap((one) => one.keys).toSorted()).toEqual(keys.toSorted());
  });

  test('counts the ids of people among what is about them', () => {
    for (const { keys, fields } of rows)
      expect(keys.filter((key) => !covers(fields, key))).toEqual([]);
  });

  test('declares nothing that its rows do not have', () => {
    const isThere = (declared: string) => paths.some(([name]) => covers([declared], name));
    const declared = rows.flatMap(({ fields, impersonal }) => [...fields, ...impersonal]);
    expect(declared.filter((path) => !isThere(path))).toEqual([]);
  });
});

const ofPeople = collections.filter(({ rows }) => rows.length > 0);

test.each(ofPeople)('each field of $collection is declared: about people, or not', (one) => {
  const fields = one.rows.flatMap((row) => row.fields);
  const impersonal = one.rows.flatMap((row) => row.impersonal);
  const isClear = (path: string) => covers(fields, path) !== covers(impersonal, path);
  expect(one.paths.map(([path]) => path).filter((path) => !isClear(path))).toEqual([]);
});

test('what is declared is of a collection that there is', () => {
  const names = collections.map(({ collection }) => collection);
  expect(DECLARED.filter(({ collection }) => !names.includes(collection))).toEqual([]);
});

test('a declaration says what for, how long, and what an erasure leaves', () => {
  for (const { purpose, kept, erasure } of DECLARED)
    for (const sentence of [purpose, kept, erasure]) expect(sentence).toMatch(/^[A-Z].*\.$/);
});

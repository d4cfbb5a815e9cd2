import { expect, test } from '@jest/globals';
import { print } from 'graphql';
import { citationsOf } from '../../../../schema/assembly/citations.ts';
import { definitionsOf } from '../../../../schema/assembly/definitions.ts';

const citing = (declaration: string) =>
  citationsOf({
    idType: 'petal',
    typename: 'Petal',
    noun: 'petal',
    card: null,
    contract: 'organisation',
    definitions: definitionsOf(`type Petal ${declaration} { id: ID! }`),
  });

test('a type that is cited says what cites it, in the words of its declaration', () => {
  const [extension] = citing('@cited(by: "bouquets that it is part of")');
  expect(print(extension!)).toMatch(/^extend type Petal \{/);
  expect(print(extension!)).toMatch('first: bouquets that it is part of.');
  expect(print(extension!)).toMatch('types: [CardType!]');
});

test('any other type says nothing of it', () => {
  expect(citing('')).toEqual([]);
});

test('a declaration without words is refused', () => {
  expect(() => citing('@cited')).toThrow(
    '@cited on Petal: expected by: what cites it, such as "campaigns that fight for it", but got nothing.',
  );
});

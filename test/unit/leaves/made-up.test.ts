/** What a new Module or contract has appears by itself, and what must not be is said loudly. */
import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import type { AnyModule } from '../../../subgraphs/framework/module.ts';
import type { CardSource } from '../../../subgraphs/feed/publish/card-source.ts';
import { asText } from '../../../subgraphs/leaves/as-text.ts';
import { reportOn } from '../../../subgraphs/leaves/report.ts';
import { type ServedContracts, servedBy } from '../../../subgraphs/leaves/served.ts';

const DIARIES = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@policy"])
  type Query { "A diary." diary: Diary }
  "What someone wrote for themselves."
  type Diary @policy(policies: [["diary:own"]]) { "How they felt." mood: String }
`);

const diaries: AnyModule<CardSource> = {
  purpose: 'So that people remember.',
  tables: () => ({}),
  loaders: () => ({}),
  nodes: {},
  resolvers: {},
  rules: { 'diary:own': { who: 'whoever wrote the diary', holds: () => false } },
  personal: [
    {
      collection: 'diaries',
      keys: ['person'],
      fields: ['person', 'mood'],
      impersonal: [],
      answers: ['Diary'],
      purpose: 'To remember how a day was.',
      kept: 'A year.',
      erasure: 'Nothing.',
    },
  ],
};

const own = servedBy([]);
const withDiaries = (module: AnyModule<CardSource> = diaries): ServedContracts => ({
  ...own,
  documents: [...own.documents, DIARIES],
  modules: [...own.modules, module],
});

test('a new Module with a personal field appears without any other edit', () => {
  const { leaves, kept } = reportOn(withDiaries());
  expect(leaves.find(({ name }) => name === 'Diary.mood')).toMatchObject({
    field: 'mood',
    says: 'How they felt.',
    way: 'answer',
    whom: 'whoever wrote the diary',
    why: 'To remember how a day was.',
    personal: true,
  });
  expect(leaves.find(({ name }) => name === 'Query.diary')?.personal).toBe(true);
  expect(kept.at(-1)?.collection).toBe('diaries');
  expect(asText(reportOn(withDiaries()))).toMatch(/ {2}Diaries\n {4}found by +person\n/);
});

test('what is declared to be about a person and would be on a card is said before all else', () => {
  const [rows] = diaries.personal ?? [];
  const leaky = { ...diaries, personal: [{ ...rows!, collection: 'ideas', fields: ['title'] }] };
  const text = asText(reportOn(withDiaries(leaky)));
  expect(text).toMatch(
    /\n!!! ABOUT A PERSON, AND SHOWN TO EVERYONE: "title" on the card of a policy idea\./,
  );
  expect(text.indexOf('!!!')).toBeLessThan(text.indexOf('POLICY IDEA'));
  expect(text).toMatch(/ {2}\* title /);
});

/** Where a description says how much something may hold, it says the same as the schema of the row. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import {
  buildSchema,
  getNamedType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLObjectType,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import type { Schema, SchemaType } from 'mongoose';
import { organisationSchema } from '../../../directory/organisations.ts';
import { fileOfHouse } from '../../../platform/root.ts';
import { THINGS } from '../../../schema/things.ts';
import { MOST_CITES } from '../../../subgraphs/cards/card.ts';
import { LONGEST_REASON } from '../../../subgraphs/coalition/affiliates/affiliate-input.ts';
import { MAX_WORDS } from '../../../subgraphs/coalition/similar/reason.ts';
import { MAX_TEXT_LENGTH } from '../../../subgraphs/coalition/similar/similar-ideas.ts';
import { keyFields } from '../../../subgraphs/framework/idempotency/keyed-request.ts';
import { LONGEST_SEARCH } from '../../../subgraphs/framework/lists/filter.ts';
import { MOST_KM } from '../../../subgraphs/framework/lists/near.ts';
import { LARGEST_PAGE } from '../../../schema/limits.ts';
import { MOST_EXPERIENCES } from '../../../subgraphs/kinds/think-tank/papers/paper.ts';
import { pollFields } from '../../../subgraphs/kinds/union/polls/poll.ts';
import { moderationFields } from '../../../subgraphs/organisation/comments/comment.ts';
import { schemas } from '../../support/kinds.ts';

const api = buildSchema(readFileSync(fileOfHouse('schema/api.graphql'), 'utf8'));
type Fielded = GraphQLObjectType | GraphQLInputObjectType;

/** What contracts call by another name than a card does. */
const ON_CARDS: Readonly<Record<string, string>> = {
  name: 'title',
  question: 'title',
  aim: 'summary',
};

/** A bound in prose: "at most 5", "3 to 200 characters", "1,000 at most". What is the least, the input says alone. */
const BOUND = /(?:at most|\d to) (\d[\d,]*)|(\d[\d,]*) (?:characters )?at most/gi;

/** The most that a description allows, of each sort. */
const saidIn = (description: string | null | undefined): number[] =>
  [...(description ?? '').matchAll(BOUND)].map(([, after, before]) =>
    Number((after ?? before ?? '').replaceAll(',', '')),
  );

/** The most that the schema of a row allows, of each sort. */
function heldBy(path: SchemaType): number[] {
  const { maxlength, maxItems, max } = path.options as Record<string, number | undefined>;
  return [maxlength, maxItems, max].filter((most) => most !== undefined);
}

const byCollection = schemas();
const rowOf = (type: GraphQLObjectType): Schema | undefined => {
  const thing = THINGS.find(({ typename }) => typename === type.name);
  return thing && byCollection.get(`${thing.idType}s`);
};

/** Each type and input that is of a row, with the row's schema: things, what is said of new ones, and their parts. */
function typesOfRows(): [Fielded, Schema][] {
  const mutations = Object.values(api.getMutationType()?.getFields() ?? {});
  const inputs = mutations.flatMap(({ args, type }): [Fielded, Schema][] => {
    const payload = getNamedType(type) as GraphQLObjectType;
    const input = getNamedType(args[0]!.type) as GraphQLInputObjectType;
    const rows = Object.values(payload.getFields()).flatMap((field) => {
      const answered = getNamedType(field.type);
      return (isObjectType(answered) && rowOf(answered)) || [];
    });
    return rows.map((row) => [input, row]);
  });
  const things = THINGS.flatMap(({ typename }): [Fielded, Schema][] => {
    const type = api.getType(typename) as GraphQLObjectType;
    const row = rowOf(type);
    return row ? [[type, row]] : [];
  });
  return [...things, ...inputs].flatMap(([type, row]) => withParts(type, row));
}

const withParts = (type: Fielded, row: Schema): [Fielded, Schema][] => [
  [type, row],
  ...Object.values(type.getFields()).flatMap((field) => {
    const part = getNamedType(field.type);
    const schema = pathOf(row, field.name)?.schema;
    return schema && (isObjectType(part) || isInputObjectType(part)) ? withParts(part, schema) : [];
  }),
];

const pathOf = (row: Schema, field: string): SchemaType | undefined =>
  row.path(field) ?? row.path(ON_CARDS[field] ?? field);

/** What each field allows that is of a row, by its coordinate. */
const OF_ROWS = new Map(
  typesOfRows().flatMap(([type, row]) =>
    Object.keys(type.getFields()).flatMap((name): [string, number[]][] => {
      const path = pathOf(row, name);
      return path ? [[`${type.name}.${name}`, heldBy(path)]] : [];
    }),
  ),
);

const { id, name, summary } = organisationSchema.shape;
const { maxLength: longestSummary } = summary.unwrap().unwrap();

/** What else has a bound, by its coordinate; `*` is any name. */
const ELSEWHERE: readonly [RegExp, number | null][] = Object.entries({
  '*.*(first:)': LARGEST_PAGE,
  '*.*(last:)': LARGEST_PAGE,
  '*Filter.text': LONGEST_SEARCH,
  'Query.search(text:)': LONGEST_SEARCH,
  'Query.areas(text:)': LONGEST_SEARCH,
  'Query.nodes(ids:)': LARGEST_PAGE,
  'Query.similarIdeas(text:)': MAX_TEXT_LENGTH,
  'Likeness.words': MAX_WORDS,
  '*Input.idempotencyKey': keyFields.key.maxlength,
  'NearInput.radiusKm': MOST_KM,
  'NearInput.latitude': 90,
  'NearInput.longitude': 180,
  'ModerateCommentInput.reason': moderationFields.reason.maxlength,
  'PollOption.text': pollFields.options.maxlength,
  'ClaimInput.experiences': MOST_EXPERIENCES,
  'RecordPaperInput.claims': MOST_CITES,
  'Paper.anchoring': 1,
  'AffiliateInput.id': id.maxLength,
  'AffiliateInput.name': name.maxLength,
  'AffiliateInput.summary': longestSummary,
  'SuspendInput.reason': LONGEST_REASON,
  'DisaffiliateInput.reason': LONGEST_REASON,
}).map(([at, most]) => [
  new RegExp(`^${at.replace(/[.()]/g, '\\$&').replaceAll('*', '\\w+')}$`),
  most,
]);

/** What the code holds at a coordinate. */
const heldAt = (at: string): unknown[] => [
  ...(OF_ROWS.get(at) ?? []),
  ...ELSEWHERE.flatMap(([pattern, most]) => (pattern.test(at) ? [most] : [])),
];

/** The fields and arguments of the API whose descriptions say how much they may hold. */
const BOUNDED: [at: string, said: number[]][] = Object.values(api.getTypeMap())
  .filter((type) => isObjectType(type) || isInputObjectType(type))
  .flatMap((type) =>
    Object.values<GraphQLField<unknown, unknown> | GraphQLInputField>(type.getFields()).flatMap(
      (field) => [
        { at: `${type.name}.${field.name}`, ...field },
        ...('args' in field ? field.args : []).map((arg) => ({
          at: `${type.name}.${field.name}(${arg.name}:)`,
          ...arg,
        })),
      ],
    ),
  )
  .map(({ at, description }): [string, number[]] => [at, saidIn(description)])
  .filter(([, said]) => said.length > 0);

test.each(BOUNDED)('%s says what is held: %j', (at, said) => {
  expect({ at, held: heldAt(at) }).toEqual({ at, held: expect.arrayContaining(said) });
});

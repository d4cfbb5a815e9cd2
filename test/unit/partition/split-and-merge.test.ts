import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { OwnerAnswer } from '../../../gateway/partition/owner.ts';
import { aPartition, idOf } from './a-partition.ts';
import type { Asked } from './a-partition.ts';

const SERVING = ['labour', 'unite', 'progress', 'momentum', 'compass'];
const WITHOUT_OWNER = [
  'nosuch:idea:01JBXYZ0000000000000000000',
  'fabians',
  'malformed',
  null,
  undefined,
];

type Health = 'well' | 'down' | 'silent' | 'short' | 'failed';
type Row = 'there' | 'absent' | 'broken field' | 'broken';

/** The state of each owner and of its rows: all that an answer depends on. */
interface World {
  health: Record<string, Health>;
  rows: Record<string, Row>;
}

const anyHealth = fc.constantFrom<Health>(
  'well',
  'well',
  'well',
  'down',
  'silent',
  'short',
  'failed',
);
const anyRow = fc.constantFrom<Row>('there', 'there', 'absent', 'broken field', 'broken');
const owned = fc.constantFrom(
  ...SERVING.flatMap((owner) => [0, 1, 2, 3].map((n) => idOf(owner, n))),
);
const anyWorld: fc.Arbitrary<World> = fc.record({
  health: fc.record(Object.fromEntries(SERVING.map((owner) => [owner, anyHealth]))),
  rows: fc.dictionary(owned, anyRow),
});

const ownerOfId = (id: string | null | undefined) => {
  const owner = id?.split(':')[0];
  return owner !== undefined && SERVING.includes(owner) ? owner : null;
};

/** The ids in a request to an owner: of its representations, or its plain ids. */
const sentTo = ({ variables }: Asked) =>
  ((variables!['representations'] ?? variables!['ids']) as (string | { id: string })[]).map(
    (item) => (typeof item === 'string' ? item : item.id),
  );

/** The answer of an owner, by the indexes of the items that it was sent. */
const broken = (id: string, path: (string | number)[]) => ({
  message: `broken ${id}`,
  path,
  extensions: { code: 'NOT_FOUND' },
});

function answerIn({ health: healths, rows }: World, key: string, request: Asked): OwnerAnswer {
  const ids = sentTo(request);
  const list = ids.map((id) => {
    const isNull = ['absent', 'broken'].includes(rows[id] ?? 'there');
    return isNull ? null : { body: rows[id] === 'broken field' ? null : `body of ${id}` };
  });
  const errors = ids.flatMap((id, index) => {
    if (rows[id] === 'broken') return [broken(id, [key, index])];
    if (rows[id] === 'broken field') return [broken(id, [key, index, 'body'])];
    return [];
  });
  switch (healths[request.owner]) {
    case 'down':
      throw new Error('down');
    case 'silent':
      return {};
    case 'short':
      return { data: { [key]: [...list, null] } };
    case 'failed':
      return { data: null, errors: [{ message: 'failed', extensions: { code: 'NOT_FOUND' } }] };
    default:
      return { data: { [key]: list }, ...(errors.length > 0 && { errors }) };
  }
}

/** The value and the error expected for one id, worked out without any splitting. */
function expectedFor({ health: healths, rows }: World, id: string | null | undefined) {
  const owner = ownerOfId(id);
  if (owner === null || !id) return { value: null, error: null };
  const state = healths[owner];
  if (state === 'failed') return { value: null, error: 'failed' };
  if (state !== 'well')
    return { value: null, error: `The organisation "${owner}" is unavailable.` };
  const row = rows[id] ?? 'there';
  if (row === 'there') return { value: { body: `body of ${id}` }, error: null };
  if (row === 'absent') return { value: null, error: null };
  const value = row === 'broken field' ? { body: null } : null;
  return { value, error: `broken ${id}` };
}

const fields = [
  {
    key: '_entities',
    query:
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Idea { body } } }',
    withoutOwner: WITHOUT_OWNER,
    variables: (ids: unknown[]) => ({
      representations: ids.map((id) => ({ __typename: 'Idea', ...(id !== undefined && { id }) })),
    }),
    // Where an entity is null, the field selected on it is null.
    errorPath: (index: number) => ['_entities', index, 'body'],
  },
  {
    key: 'nodes',
    query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { body } }',
    withoutOwner: WITHOUT_OWNER.filter((id) => id !== 'malformed'),
    variables: (ids: unknown[]) => ({ ids: ids.map((id) => id ?? null) }),
    errorPath: (index: number, value: unknown) =>
      value === null ? ['nodes', index] : ['nodes', index, 'body'],
  },
];

test.each(fields)(
  'the merged list has, for each id, what its owner answers: $key',
  async ({ key, query, withoutOwner, variables, errorPath }) => {
    const ids = fc.array(
      fc.oneof({ weight: 4, arbitrary: owned }, fc.constantFrom(...withoutOwner)),
      {
        maxLength: 40,
      },
    );
    await fc.assert(
      fc.asyncProperty(anyWorld, ids, async (world, all) => {
        const { asked, fetch } = aPartition({
          serving: SERVING,
          ask: async (request) => answerIn(world, key, request),
        });
        const { data, errors = [] } = await fetch({ query, variables: variables(all) });

        const expected = all.map((id) => expectedFor(world, id));
        expect(data[key]).toEqual(expected.map(({ value }) => value));
        const wanted = expected.flatMap(({ value, error }, index) =>
          error === null ? [] : [[...errorPath(index, value), error].join()],
        );
        const got = errors.map(({ path, message }) => [...(path ?? []), message].join());
        expect(got.toSorted()).toEqual(wanted.toSorted());

        const owners = all.flatMap((id) => ownerOfId(id) ?? []);
        expect(asked.map(({ owner }) => owner)).toEqual([...new Set(owners)]);
        for (const request of asked)
          expect(sentTo(request)).toEqual([
            ...new Set(all.filter((id) => ownerOfId(id) === request.owner)),
          ]);
      }),
      { numRuns: 100 },
    );
  },
);

/**
 * Mutations with an idempotency key are done one time. A repeat is answered from what there is now: of an answer only ids
 * are kept, and who may see what they stand for is decided again.
 */
import {
  getNamedType,
  type GraphQLField,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';
import { z } from 'zod';
import { needCaller } from '../access/need-caller.ts';
import { refused } from '../errors.ts';
import { resolverOf } from '../field-resolvers.ts';
import { checkInput, text } from '../input.ts';
import type { Asking } from '../request.ts';
import { type AnsweredId, keyFields } from './keyed-request.ts';
import type { Attempt, KeyedRequests } from './keyed-requests.ts';

/** Where requests with keys are kept, and how what they changed is found again. */
export interface Repeats<C> {
  requests: KeyedRequests;
  /** Makes the ids of new rows in a request. */
  withIds(context: C, newId: Attempt['newId']): C;
  /** What has this id, as far as the caller may see it. */
  find(id: string, context: C): Promise<object | null>;
}

type Payload = Readonly<Record<string, unknown>>;
type Mutate<C> = GraphQLFieldResolver<unknown, C, Record<string, unknown>>;

const keyInput = z.object({ idempotencyKey: text(keyFields.key) });

/**
 * Gives the mutations of a schema their keys, in place.
 * @example doOneTime(schema, { requests: keyedRequestsIn(db), withIds, find })
 */
export function doOneTime<C extends Asking>(schema: GraphQLSchema, repeats: Repeats<C>): void {
  const fields = schema.getMutationType()?.getFields() ?? {};
  for (const field of Object.values<GraphQLField<unknown, C>>(fields))
    field.resolve = repeatable(field, resolverOf(field), repeats);
}

function repeatable<C extends Asking>(
  field: GraphQLField<unknown, C>,
  mutate: Mutate<C>,
  repeats: Repeats<C>,
): Mutate<C> {
  return async (root, args, context, info) => {
    const { idempotencyKey = null, ...input } = args['input'] as Payload;
    if (idempotencyKey === null) return mutate(root, { input }, context, info);
    const { idempotencyKey: key } = checkInput(keyInput, { idempotencyKey });
    const { person } = needCaller(context.caller);
    const begun = await repeats.requests.begin({ person, mutation: field.name, key, input });
    switch (begun.is) {
      case 'TO_DO':
        return attempted(begun.attempt, async (newId) =>
          mutate(root, { input }, repeats.withIds(context, newId), info),
        );
      case 'DONE':
        context.isReplay = true;
        return answerAgain(field, begun.answered, (id) => repeats.find(id, context));
      case 'UNDER_WAY':
        return refused(
          'IDEMPOTENCY_CONCURRENT_REQUEST',
          'This request is being done: ask again in a second, with the same key.',
          'input.idempotencyKey',
        );
      default:
        return refused(
          'IDEMPOTENCY_KEY_PARAMETER_MISMATCH',
          'This key came with another input before: give each request a key of its own.',
          'input.idempotencyKey',
        );
    }
  };
}

/** Does it, and keeps what became of it. */
async function attempted(
  attempt: Attempt,
  mutate: (newId: Attempt['newId']) => Promise<unknown>,
): Promise<unknown> {
  let payload: Payload;
  try {
    payload = (await mutate(attempt.newId)) as Payload;
  } catch (error) {
    // What is refused by a sentence was refused before anything was written.
    await (error instanceof GraphQLError ? attempt.release() : attempt.interrupt());
    throw error;
  }
  const { userErrors, ...changed } = payload;
  if ((userErrors as readonly unknown[]).length > 0) await attempt.release();
  else await attempt.finish(idsOf(changed));
  return payload;
}

const idsOf = (changed: Payload): AnsweredId[] =>
  Object.entries(changed).map(([field, value]) => ({ field, id: idOf(value) }));

/** The id of a row, or the value where it is an id itself. */
function idOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  const { _id, id = _id } = (value ?? {}) as { _id?: string; id?: string };
  return id ?? null;
}

async function answerAgain<C>(
  { type }: GraphQLField<unknown, C>,
  answered: readonly AnsweredId[],
  find: (id: string) => Promise<object | null>,
): Promise<Payload> {
  const payload = getNamedType(type);
  const fields = isObjectType(payload) ? payload.getFields() : {};
  const again = answered.map(async ({ field, id }) => {
    const isRow = isObjectType(fields[field] && getNamedType(fields[field].type));
    return [field, isRow && id !== null ? await find(id) : id] as const;
  });
  return { ...Object.fromEntries(await Promise.all(again)), userErrors: [] };
}

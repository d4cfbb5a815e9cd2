/** Counts what an operation costs, refuses one that costs too much, and lets its caller pay for it. */
import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { Context } from './federation.ts';
import type { BucketState } from './rate/buckets.ts';
import { rateHeaders } from './rate/rate-errors.ts';
import type { CostRules } from './cost/cost-rules.ts';
import { costOf } from './cost/operation-cost.ts';

/** The most that one operation may cost. A page of 100 with a page of 100 in each row is half of this. */
const MOST_COST = 20_000;

/** What is paid for a request beside its cost: to know who asks, and to ask an owner, is work even where it gives nothing. */
const REQUEST = 20;

/** What is paid for a text that this process has not read yet: to parse, to validate and to plan it is work, too. */
const readingCost = (text: string): number => Math.min(MOST_READING, text.length * FOR_A_CHARACTER);
const MOST_READING = 10_000;
const FOR_A_CHARACTER = 2;

/** What is paid for introspection, of which an answer is long. It has no cost, as it asks for no rows. */
const INTROSPECTION = 1_000;
const INTROSPECTS = /\b__(schema|type)\b/;

/** What an operation costs so far. */
interface Bill {
  /** The most that it can cost; null until that is counted. */
  requested: number | null;
  /** What is paid beside that. */
  beside: number;
}

/** A plugin that counts costs, has them paid, and says them in `extensions.cost`, as Shopify does. */
export const limitCost = (rules: CostRules): ApolloServerPlugin<Context> => ({
  async requestDidStart() {
    const bill: Bill = { requested: null, beside: REQUEST };
    return {
      async didResolveSource({ source }) {
        if (INTROSPECTS.test(source)) bill.beside += INTROSPECTION;
      },
      async parsingDidStart({ source }) {
        bill.beside += readingCost(source);
      },
      async didResolveOperation({ schema, document, operation, request, contextValue }) {
        if (!operation) return;
        const { variables = {} } = request;
        bill.requested = costOf({ schema, document, operation, variables }, rules);
        if (bill.requested > MOST_COST) throw tooDear(bill.requested);
        await contextValue.admission?.pay(bill.requested + bill.beside);
      },
      willSendResponse: (context) => sayCost(context, bill),
    };
  },
});

const tooDear = (cost: number): GraphQLError =>
  new GraphQLError(
    `This request could cost ${cost}: expected at most ${MOST_COST}. Each object that its lists could have counts 1: ask for fewer in each list, or for fewer lists within lists.`,
    { extensions: { code: 'MAX_COST_EXCEEDED', http: { status: 400 } } },
  );

/** Settles the bill, and says in the answer what it was, and what the caller has left. */
async function sayCost(
  { contextValue: { admission, observation }, response }: Answering,
  { requested, beside }: Bill,
): Promise<void> {
  if (requested === null) return void (await admission?.settle(beside));
  if (response.body.kind !== 'single') return;
  const { singleResult } = response.body;
  const counted = singleResult.extensions?.['cost'];
  const actual = actualCost(counted, 'data' in singleResult ? requested : 0);
  observation.cost = { requested, actual };
  const level = await admission?.settle(actual + beside);
  // What is left is of one caller, and an answer that caches keep is for all.
  const left =
    admission && level && !isPublic(response) ? { bucket: admission.bucket, level } : null;
  singleResult.extensions = {
    // Read now: other plugins wrote theirs in the meantime.
    ...singleResult.extensions,
    cost: {
      requestedQueryCost: requested,
      actualQueryCost: actual,
      ...(left && { throttleStatus: throttleStatus(left) }),
    },
  };
  for (const [name, value] of left ? rateHeaders(left) : []) response.http.headers.set(name, value);
}

const isPublic = ({ http }: Answering['response']): boolean =>
  http.headers.get('cache-control')?.startsWith('public') ?? false;

type Answering = Parameters<NonNullable<GraphQLRequestListener<Context>['willSendResponse']>>[0];

/** What the executor counted; else what was asked for. */
const actualCost = (counted: unknown, requested: number): number =>
  (counted as { actualQueryCost?: number } | undefined)?.actualQueryCost ?? requested;

const throttleStatus = ({ bucket: { points, seconds }, level: { available } }: BucketState) => ({
  maximumAvailable: points,
  currentlyAvailable: available,
  restoreRate: points / seconds,
});

/** What this executor does not run is refused in a sentence: at the start, or before anything is asked. */
import type { QueryPlan } from '@apollo/query-planner';
import { describe, expect, test } from '@jest/globals';
import { buildSchema, OperationTypeNode } from 'graphql';
import { executorGateway } from '../../../gateway/executor/executor-gateway.ts';
import { compilePlan } from '../../../gateway/executor/plan/compile-plan.ts';
import { composed } from './an-executor.ts';

const send = () => Promise.reject(new Error('Nobody is asked.'));

const compile = (node: object) =>
  compilePlan({ kind: 'QueryPlan', node } as unknown as QueryPlan, {
    schema: buildSchema('type Query { plain: String }'),
    send,
    operation: OperationTypeNode.QUERY,
  });

describe('a plan', () => {
  test.each([
    ['Defer', { kind: 'Defer', primary: {}, deferred: [] }],
    ['Condition', { kind: 'Condition', condition: 'a' }],
    ['Novel', { kind: 'Sequence', nodes: [{ kind: 'Novel' }] }],
  ])('with a "%s" node is refused', (kind, node) => {
    expect(() => compile(node)).toThrow(
      `Expected a plan that can be run, but got one with a "${kind}" node.`,
    );
  });

  test('with an argument from a context is refused', () => {
    const contextRewrites = [{ kind: 'KeyRenamer', path: ['..', 'locale'], renameKeyTo: 'a' }];
    const fetch = { kind: 'Fetch', serviceName: 'only', operation: '{ plain }', contextRewrites };
    expect(() => compile(fetch)).toThrow('Expected a plan without @fromContext.');
  });
});

test('a supergraph with a context stops the start', async () => {
  const supergraphSdl = composed({
    only: `
      type Query { thing: Thing }
      type Thing @key(fields: "id") @context(name: "thing") { id: ID! locale: String! part: Part }
      type Part @key(fields: "id") { id: ID! text(of: String @fromContext(field: "$thing { locale }")): String }`,
  });
  const start = async () => executorGateway({ supergraphSdl, send }).load({ apollo: {} });
  await expect(start()).rejects.toThrow(/specs\.apollo\.dev\/context\/v0\.1 .+ is unsupported/);
});

/**
 * `npm run bench -- dearest [--seconds N] [--seed S]`: searches for the queries within the limits that take the most CPU,
 * of the gateway and of all organisations together, and says what they cost. The queries stand in docs/guides/limits.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { buildSchema } from 'graphql';
import { chanceOf } from '../../development/sample/chance.ts';
import { readOrganisations } from '../../directory/organisations.ts';
import { fileOfHouse } from '../../platform/root.ts';
import { aStart, UNLIMITED } from '../support/start.ts';
import { post } from '../support/post.ts';
import { randomQuery } from './dearest/random-query.ts';
import { cpuMsOf, cpuMsOfGroup } from './measuring/cpu.ts';
import { tableOf } from './measuring/tables.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '120' },
    seed: { type: 'string', default: 'dearest' },
    out: { type: 'string' },
  },
});

const AGAIN = 3;

interface Measured {
  query: string;
  cost: number;
  /** CPU of the gateway the first time, when it parses, validates and plans. */
  firstMs: number;
  gatewayMs: number;
  allMs: number;
}

const house = await aStart(UNLIMITED);
try {
  const found = await search();
  const dearest = found.toSorted((one, other) => other.allMs - one.allMs).slice(0, 10);
  const rows = dearest.map(({ query, cost, firstMs, gatewayMs, allMs }) => [
    query.length > 60 ? `${query.slice(0, 57)}…` : query,
    String(cost),
    firstMs.toFixed(0),
    gatewayMs.toFixed(0),
    allMs.toFixed(0),
  ]);
  process.stdout.write(
    `seed ${values.seed}: ${found.length} queries\n${tableOf([['query', 'cost', 'gateway, first ms', 'gateway ms', 'all ms'], ...rows])}\n`,
  );
  if (values.out) writeFileSync(values.out, `${JSON.stringify(found, null, 2)}\n`);
} finally {
  await house.close();
}

async function search(): Promise<Measured[]> {
  const chance = chanceOf(values.seed);
  const schema = buildSchema(readFileSync(fileOfHouse('schema/api.graphql'), 'utf8'));
  const matter = { schema, ids: readOrganisations().map(({ id }) => id), words: await someWords() };
  const until = Date.now() + Number(values.seconds) * 1000;
  const idle = await idleRate();
  const found: Measured[] = [];
  while (Date.now() < until) {
    const measured = await measure(randomQuery(matter, chance), idle);
    if (measured) found.push(measured);
  }
  return found;
}

/** With the databases. */
function allCpuMs(): number {
  return cpuMsOfGroup(house.program.pid);
}

/** The CPU of the house while nothing is asked, in milliseconds a millisecond. */
async function idleRate(): Promise<number> {
  const [began, before] = [Date.now(), allCpuMs()];
  await setTimeout(5_000);
  return (allCpuMs() - before) / (Date.now() - began);
}

/** What a query takes once it is planned; null where it is refused. */
async function measure(query: string, idle: number): Promise<Measured | null> {
  const gateway = house.table.get('gateway')?.pid ?? 0;
  const unplanned = cpuMsOf(gateway);
  const first = await post(`${house.gateway}/graphql`, { query });
  const firstMs = cpuMsOf(gateway) - unplanned;
  const cost = first.answer.extensions?.['cost'] as { requestedQueryCost: number } | undefined;
  if (!cost || first.answer.data === undefined) return null;
  const began = Date.now();
  const before = [cpuMsOf(gateway), allCpuMs()] as const;
  for (let nth = 0; nth < AGAIN; nth += 1) await post(`${house.gateway}/graphql`, { query });
  return {
    query,
    cost: cost.requestedQueryCost,
    firstMs,
    gatewayMs: (cpuMsOf(gateway) - before[0]) / AGAIN,
    allMs: (allCpuMs() - before[1] - idle * (Date.now() - began)) / AGAIN,
  };
}

async function someWords(): Promise<string[]> {
  const { data } = await house.ask<{ policyIdeas: { nodes: { title: string }[] } }>(
    '{ policyIdeas(first: 100) { nodes { title } } }',
  );
  return (data?.policyIdeas.nodes ?? []).flatMap(({ title }) => title.match(/\w+/g) ?? []);
}

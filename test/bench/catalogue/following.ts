/** The coalition with all feeds: how fast they are read, read anew, and what lists and waiting cost meanwhile. */
import { setTimeout as after } from 'node:timers/promises';
import { newSigningKey } from '../../../identity/signing-keys.ts';
import type { BenchDatabase } from './database.ts';
import { sayUsage } from './growth.ts';
import { operations } from './operations.ts';
import { type Role, startRole } from './role.ts';
import type { Size } from './size.ts';
import { ms, tableOf, timingTable } from './tables.ts';
import { timed, type Timing } from './timing.ts';
import { wordsOf } from './words.ts';

type Say = (text: string) => void;
type Addresses = Map<string, string>;

interface Rebuilt {
  seconds: number;
  pages: Timing;
  fullPages: boolean;
  before: number;
  fewest: number;
}

const IDLE_S = 20;

export async function measureFollowing(
  size: Size,
  database: BenchDatabase,
  say: Say,
): Promise<void> {
  const feeds = startRole('feeds');
  try {
    const addresses = await feeds.call<Addresses>('start', size);
    await measureFollower(size, database, addresses, say);
    await measureHouse(size, database, addresses, say);
  } finally {
    await feeds.end();
  }
}

async function measureFollower(
  size: Size,
  { address, engine }: BenchDatabase,
  addresses: Addresses,
  say: Say,
): Promise<void> {
  const role = startRole('catalogue');
  try {
    await role.call('open', { ...size, address });
    const seconds = await role.call<number>('follow', addresses);
    const rate = (size.cards / seconds).toFixed(0);
    say(`\nAll feeds read over HTTP: ${seconds.toFixed(1)} s, ${rate} cards a second`);
    await sayUsage(say, { 'the catalogue and its follower': role, 'the engine': engine });
    const rebuilt = await role.call<Rebuilt>('rebuild');
    const { pages, fullPages, before, fewest } = rebuilt;
    say(
      `\nAll read from the start again: ${rebuilt.seconds.toFixed(1)} s. Meanwhile ${pages.count} pages of ideas: p50 ${ms(pages.p50)} ms, ` +
        `p99 ${ms(pages.p99)} ms, ${fullPages ? 'all full' : 'some not full'}; cards that were served: ${before} before, never fewer than ${fewest}`,
    );
    await sayUsage(say, { 'the catalogue and its follower': role, 'the engine': engine });
    say(
      `\n${timingTable('the newest ideas', await role.call<Map<string, Timing>>('peers', addresses))}`,
    );
  } finally {
    await role.end();
  }
}

async function measureHouse(
  size: Size,
  { address, engine }: BenchDatabase,
  addresses: Addresses,
  say: Say,
): Promise<void> {
  const gatewayKeys = { keys: [await newSigningKey()] };
  const [coalition, gateway] = [startRole('coalition'), startRole('gateway')];
  try {
    const started = await coalition.call<{ port: number; seconds: number }>('start', {
      ...size,
      address,
      addresses,
      gatewayKeys,
    });
    say(`\nThe coalition's process starts on this catalogue in ${started.seconds.toFixed(1)} s`);
    await sayIdle(say, { 'the coalition, all feeds followed': coalition, 'the engine': engine });
    await sayUsage(say, { 'the coalition, all feeds followed': coalition, 'the engine': engine });
    const url = await gateway.call<string>('start', {
      ...size,
      addresses,
      coalition: `http://127.0.0.1:${started.port}`,
      gatewayKeys,
    });
    const rows: [string, Timing][] = [];
    for (const [name, query] of operations(wordsOf(size))) {
      await ask(url, query);
      rows.push([name, await timed(() => ask(url, query))]);
    }
    say(`\n${timingTable('through the gateway, over HTTP', rows)}`);
  } finally {
    await Promise.all([coalition.end(), gateway.end()]);
  }
}

async function ask(url: string, query: string): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { errors } = (await response.json()) as { errors?: unknown };
  if (errors) throw new Error(`Expected an answer, but got ${JSON.stringify(errors)}.`);
}

/** Says what processes cost while nobody asks anything. */
async function sayIdle(say: Say, roles: Readonly<Record<string, Role | null>>): Promise<void> {
  const there = Object.entries(roles).flatMap(([name, role]) => (role ? [{ name, role }] : []));
  const cpu = () => Promise.all(there.map(async ({ role }) => (await role.usage()).cpuSeconds));
  await cpu();
  const before = await cpu();
  await after(IDLE_S * 1_000);
  // What measuring itself cost is in both: one collection of garbage.
  const [asked, twice] = [await cpu(), await cpu()];
  const rows = there.map(({ name }, at) => {
    const measuring = (twice[at] ?? 0) - (asked[at] ?? 0);
    const worked = (asked[at] ?? 0) - (before[at] ?? 0) - measuring;
    return [name, ((1_000 * worked) / IDLE_S).toFixed(1)];
  });
  say(`\n${tableOf([['idle', 'CPU ms a second'], ...rows])}`);
}

/** The coalition as it is served, with all feeds: how soon it starts, what it costs at rest, and lists through the gateway. */
import { COALITION } from '../../../directory/organisations.ts';
import { newSigningKey } from '../../../identity/signing-keys.ts';
import type { BenchDatabase } from './database.ts';
import { sayUsage } from './growth.ts';
import { sayIdle } from './idle.ts';
import { operations } from './operations.ts';
import { startRole } from '../measuring/role.ts';
import type { Size } from './size.ts';
import { timingTable } from '../measuring/tables.ts';
import { timed, type Timing } from '../measuring/timing.ts';
import { wordsOf } from './words.ts';

/** By then every question that was begun at the start is over. */
const SETTLED_S = 25;

const SIMILAR =
  '{ similarIdeas(text: "Free buses for everyone") { edges { score node { title } } } }';

export async function measureHouse(
  size: Size,
  { address, engine }: BenchDatabase,
  addresses: ReadonlyMap<string, string>,
  say: (text: string) => void,
): Promise<void> {
  const gatewayKeys = { keys: [await newSigningKey()] };
  const [coalition, gateway] = [startRole('catalogue/coalition'), startRole('measuring/gateway')];
  const all = { 'the coalition, all feeds followed': coalition, 'the engine': engine };
  try {
    const began = performance.now();
    const since = () => `${((performance.now() - began) / 1_000).toFixed(1)} s`;
    const place = { ...size, address, addresses, gatewayKeys };
    const port = await coalition.call<number>('start', place);
    const serves = since();
    const url = await gateway.call<string>('start', {
      organisations: size.organisations,
      addresses: new Map([...addresses, [COALITION, `http://127.0.0.1:${port}`]]),
      gatewayKeys,
    });
    await ask(url, SIMILAR);
    say(
      `\nThe coalition's process serves lists after ${serves}, and similar ideas after ${since()}`,
    );
    await sayIdle(say, all, SETTLED_S);
    await sayUsage(say, all);
    const rows: [string, Timing][] = [];
    for (const [name, query] of [
      ...operations(wordsOf(size)),
      ['similar ideas', SIMILAR] as const,
    ]) {
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

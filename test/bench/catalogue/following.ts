/** The coalition with all feeds: how fast they are read for the first time and again, and what lists and waiting cost meanwhile. */
import type { BenchDatabase } from './database.ts';
import { sayUsage } from './growth.ts';
import { startRole } from '../measuring/role.ts';
import type { Size } from './size.ts';
import { ms, timingTable } from '../measuring/tables.ts';
import type { Timing } from '../measuring/timing.ts';
import { measureHouse } from './whole-house.ts';

type Say = (text: string) => void;
type Addresses = Map<string, string>;

interface Rebuilt {
  seconds: number;
  pages: Timing;
  fullPages: boolean;
  before: number;
  fewest: number;
}

export async function measureFollowing(
  size: Size,
  database: BenchDatabase,
  say: Say,
): Promise<void> {
  const feeds = startRole('catalogue/feeds');
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
  const role = startRole('catalogue/catalogue');
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

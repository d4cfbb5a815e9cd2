/** What a coalition without a catalogue does for a list: asks every organisation for a page, and merges them. */
import { Pool } from 'undici';

interface Row {
  createdAt: string;
}

const PAGE = 20;

/** Over connections that are kept. */
export function askAround(addresses: readonly string[]) {
  const pools = addresses.map((address) => new Pool(address, { connections: 2 }));
  return {
    async ask(): Promise<Row[]> {
      const pages = await Promise.all(
        pools.map(async (pool) => {
          const { body } = await pool.request({ path: '/newest', method: 'GET' });
          return (await body.json()) as Row[];
        }),
      );
      return pages
        .flat()
        .toSorted((one, other) => (one.createdAt < other.createdAt ? 1 : -1))
        .slice(0, PAGE);
    },
    close: () => Promise.all(pools.map((pool) => pool.close())),
  };
}

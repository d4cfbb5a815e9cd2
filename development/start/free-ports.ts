/** Ports that nothing uses. */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Where they are drawn from: below the ports that operating systems give to connections going out (32768 and up
 * on Linux, 49152 and up elsewhere), so that none of those takes one between now and its use.
 */
const RANGE = { from: 20_000, below: 32_768 };

/** As many different ports of the loopback address as asked for, drawn at random, free at this moment. */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  while (found.size < count) {
    const port = randomInt(RANGE.from, RANGE.below);
    if (!found.has(port) && (await isFree(port))) found.add(port);
  }
  return [...found];
}

/** This port where nothing uses it, else the other. */
export const rather = async (port: number, other: number): Promise<number> =>
  port < 65_536 && (await isFree(port)) ? port : other;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

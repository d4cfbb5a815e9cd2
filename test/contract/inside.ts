/** What no answer may show: the inside of the house. */
import { expect } from '@jest/globals';
import type { TestHouse } from '../support/house.ts';
import { ORGANISATIONS } from './people.ts';

const INSIDE = [
  /\bat .+:\d+:\d+/,
  /node_modules|node:internal|file:\/\//,
  /\bstack(trace)?\b/i,
  /mongo|mongoose|bson|e11000|cast to|\bzod\b|undici|fastify/i,
  /econn(refused|reset)|socket|fetch failed/i,
  /127\.0\.0\.1|localhost|https?:\/\/[^ ]*:\d+/i,
  /serviceName|groundswell-/,
];

/** Expects an answer's text to show nothing of stacks, addresses, drivers and servers. */
export function expectNothingInside(house: TestHouse, text: string): void {
  for (const inside of INSIDE) expect(text).not.toMatch(inside);
  for (const owner of [...ORGANISATIONS, 'coalition']) {
    const port = house.addressOf(owner).split(':').at(-1)!;
    expect(text).not.toMatch(new RegExp(`\\b${port}\\b`));
  }
}

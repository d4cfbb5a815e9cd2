/**
 * `npm run bench -- catalogue [part…] [--cards N] [--organisations N] [--seed S]`: what a large catalogue costs. 100,000
 * cards of 500 organisations on the embedded engine, and 1,000,000 on the server of `MONGODB_URI` where that is set.
 * The parts are `resting`, `growth` and `following`; without one it measures all.
 */
import { parseArgs } from 'node:util';
import { aBenchDatabase } from './catalogue/database.ts';
import { measureFollowing } from './catalogue/following.ts';
import { measureGrowth } from './catalogue/growth.ts';
import { measureResting } from './catalogue/resting.ts';
import { source } from './catalogue/texts.ts';
import type { Size } from './catalogue/size.ts';

const onServer = process.env['MONGODB_URI'];
const PARTS = { resting: measureResting, growth: measureGrowth, following: measureFollowing };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cards: { type: 'string', default: onServer ? '1000000' : '100000' },
    organisations: { type: 'string', default: '500' },
    seed: { type: 'string', default: 'groundswell' },
  },
});
const wholeFrom = (name: 'cards' | 'organisations', least: number): number => {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= least) return number;
  throw new RangeError(
    `--${name}: expected a whole number from ${least} on, but got "${values[name]}".`,
  );
};
const size: Size = {
  organisations: wholeFrom('organisations', 1),
  cards: wholeFrom('cards', 100),
  seed: values.seed,
};

const isPart = (name: string): name is keyof typeof PARTS => Object.hasOwn(PARTS, name);
const chosen = positionals.length > 0 ? positionals : Object.keys(PARTS);
const parts = chosen.map((name) => {
  if (isPart(name)) return PARTS[name];
  throw new RangeError(`Expected ${Object.keys(PARTS).join(', ')}, but got "${name}".`);
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const count = (number: number): string => number.toLocaleString('en');

say(
  `${count(size.cards)} cards of ${count(size.organisations)} organisations, seed "${size.seed}", texts of ${source}; ` +
    `${onServer ? 'a MongoDB server' : 'the embedded engine'}, Node ${process.version}`,
);
for (const measure of parts) {
  const database = await aBenchDatabase();
  try {
    await measure(size, database, say);
  } finally {
    await database.close();
  }
}

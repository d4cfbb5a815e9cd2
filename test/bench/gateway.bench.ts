/**
 * `npm run bench -- gateway [operation…] [--requests N] [--rounds N]`: CPU of a gateway's process for one request,
 * beside other gateways in the same run, over owners that answer recorded bytes. Gateways take turns in blocks of
 * requests, forth and back (A B C … C B A); a figure is the median of the blocks.
 * `npm run bench -- gateway memory [--operations N]`: what ours holds after so many operations that all differ.
 */
import { parseArgs } from 'node:util';
import { startContestants } from './gateway/contestants.ts';
import { compareCosts } from './gateway/compare-costs.ts';
import { measureMemory } from './gateway/memory.ts';
import { OPERATIONS } from './gateway/operations.ts';

const MEMORY = 'memory';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    requests: { type: 'string', default: '600' },
    rounds: { type: 'string', default: '3' },
    operations: { type: 'string', default: '100000' },
  },
});
const wholeFrom1 = (name: keyof typeof values): number => {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new RangeError(`--${name}: expected a whole number from 1 on, but got "${values[name]}".`);
};
const rounds = { requests: wholeFrom1('requests'), rounds: wholeFrom1('rounds') };
const operations = wholeFrom1('operations');
const names = [...OPERATIONS.map(({ name }) => name), MEMORY];
for (const name of positionals)
  if (!names.includes(name))
    throw new RangeError(`Expected one of "${names.join('", "')}", but got "${name}".`);
const compared = OPERATIONS.filter(
  ({ name }) => positionals.length === 0 || positionals.includes(name),
);

const say = (text: string): void => void process.stdout.write(`${text}\n`);
if (compared.length > 0) {
  say(
    `Node ${process.version}, ${rounds.rounds} rounds forth and back of ${rounds.requests} requests`,
  );
  const { contestants, end } = await startContestants();
  try {
    await compareCosts(compared, contestants, rounds, say);
  } finally {
    await end();
  }
}
if (positionals.includes(MEMORY)) await measureMemory(operations, say);

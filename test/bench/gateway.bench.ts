/**
 * `npm run bench -- gateway [operation…] [--requests N] [--rounds N]`: CPU of a gateway's process for one request,
 * beside other gateways in the same run, over owners that answer recorded bytes. Gateways take turns in blocks of
 * requests, forth and back (A B C … C B A); a figure is the median of the blocks.
 */
import { parseArgs } from 'node:util';
import { startContestants } from './gateway/contestants.ts';
import { clientOf } from './gateway/load.ts';
import { measure } from './gateway/measure.ts';
import { OPERATIONS } from './gateway/operations.ts';
import { needSameAnswers } from './gateway/same-answers.ts';
import { ms, tableOf } from './measuring/tables.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    requests: { type: 'string', default: '600' },
    rounds: { type: 'string', default: '3' },
  },
});
const wholeFrom1 = (name: 'requests' | 'rounds'): number => {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new RangeError(`--${name}: expected a whole number from 1 on, but got "${values[name]}".`);
};
const rounds = { requests: wholeFrom1('requests'), rounds: wholeFrom1('rounds') };
const names = OPERATIONS.map(({ name }) => name);
for (const name of positionals)
  if (!names.includes(name))
    throw new RangeError(`Expected one of ${names.join(', ')}, but got "${name}".`);
const chosen = OPERATIONS.filter(
  ({ name }) => positionals.length === 0 || positionals.includes(name),
);

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const { contestants, end } = await startContestants();
const clients = new Map(contestants.map((contestant) => [contestant, clientOf(contestant)]));
say(
  `${rounds.rounds} rounds forth and back of ${rounds.requests} requests, Node ${process.version}`,
);
try {
  for (const operation of chosen) {
    const length = await needSameAnswers(operation, clients);
    const measured = await measure(operation, clients, rounds);
    const cpuOf = (name: string): number =>
      [...measured].find(([contestant]) => contestant.name === name)?.[1].cpuMs ?? Number.NaN;
    say(`\n${operation.name}: answers of ${length} bytes`);
    say(
      tableOf([
        ['gateway', 'CPU ms', 'to bare', 'to Hive, native', 'p50 ms', 'p99 ms'],
        ...[...measured].map(([{ name }, { cpuMs, timing }]) => [
          name,
          cpuMs.toFixed(2),
          (cpuMs / cpuOf('bare')).toFixed(2),
          (cpuMs / cpuOf('Hive, native')).toFixed(2),
          ms(timing.p50),
          ms(timing.p99),
        ]),
      ]),
    );
  }
} finally {
  await Promise.all([...clients.values()].map((client) => client.close()));
  await end();
}

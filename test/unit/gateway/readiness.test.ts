import { expect, test } from '@jest/globals';
import { gatewayReadiness, type ServerState } from '../../../gateway/readiness.ts';

/** The answers of `/ready`, one for each state that the coalition has in turn. */
async function answers(isFirstStart: boolean, ...states: ServerState[]) {
  const coalition = [...states];
  const ready = gatewayReadiness(
    async () => ({ labour: 'unreachable', coalition: coalition.shift() ?? 'unreachable' }),
    isFirstStart,
  );
  const said = [];
  for (const _ of states) said.push(await ready());
  return said.map(({ ready: is, answers: what }) => [is, what]);
}

const OWN_PAGES = "organisations' own pages only";

test('a first start is ready once the coalition is, and stays so without it', async () => {
  expect(await answers(true, 'unreachable', 'not ready', 'ready', 'unreachable')).toEqual([
    [false, OWN_PAGES],
    [false, OWN_PAGES],
    [true, 'everything'],
    [true, OWN_PAGES],
  ]);
});

test('one that has a directory of an earlier run is ready without the coalition, and says for what', async () => {
  expect(await answers(false, 'unreachable', 'ready')).toEqual([
    [true, OWN_PAGES],
    [true, 'everything'],
  ]);
});

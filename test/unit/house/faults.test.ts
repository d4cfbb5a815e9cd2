import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { COALITION } from '../../../directory/organisations.ts';
import { chanceOf } from '../../../development/sample/chance.ts';
import type { Feed, Member } from '../../support/faults/a-coalition.ts';
import type { FaultProxy } from '../../support/faults/fault-proxy.ts';
import { drawFault } from '../../support/faults/faults.ts';

/** A coalition in which everyone is well, or nobody; what happened to it is in `done`. */
function aCoalition(isWell: boolean) {
  const done: string[] = [];
  const doing = (what: string) => () => void done.push(what);
  const way: FaultProxy = {
    port: 1,
    isUsed: () => isWell,
    reset: doing('reset'),
    stall: doing('stall'),
    heal: doing('heal'),
    close: async () => undefined,
  };
  const member = (of: string): Member => {
    const [kill, start, pause, resume] = ['kill', 'start', 'pause', 'resume'].map(doing);
    const process = { name: of, port: 1, ready: async () => undefined, isWell: () => isWell };
    return { of, database: way, process: { ...process, kill, start, pause, resume } as never };
  };
  const members = ['labour', 'unite', COALITION].map(member);
  const feeds: Feed[] = [{ reader: COALITION, of: 'labour', way }];
  return { members, feeds, done };
}

test('what is drawn of those that are well happens once it is asked for', () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      const { done, ...coalition } = aCoalition(true);
      const fault = drawFault(coalition, chanceOf(seed));
      expect(fault).toMatchObject({ kind: expect.any(String), what: expect.any(String) });
      expect(done).toEqual([]);
      // The others take their time.
      if (fault?.kind !== 'cut' && fault?.kind !== 'reset') return;
      void fault.happen();
      expect(done).toEqual(['reset']);
    }),
  );
});

test('what would do nothing, as to one that is down already, is no fault', () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      expect(drawFault(aCoalition(false), chanceOf(seed))).toBeNull();
    }),
  );
});

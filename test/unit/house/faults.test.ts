import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { COALITION } from '../../../directory/organisations.ts';
import { chanceOf } from '../../../development/sample/chance.ts';
import type { FeedLink, Member } from '../../support/faults/a-coalition.ts';
import type { FaultProxy } from '../../support/faults/fault-proxy.ts';
import { drawFault } from '../../support/faults/faults.ts';

/** A coalition whose processes are all healthy, or none; `done` has what happened to them. */
function aCoalition(isHealthy: boolean) {
  const done: string[] = [];
  const doing = (what: string) => () => void done.push(what);
  const proxy: FaultProxy = {
    port: 1,
    isUsed: () => isHealthy,
    reset: doing('reset'),
    stall: doing('stall'),
    heal: doing('heal'),
    close: async () => undefined,
  };
  const member = (of: string): Member => {
    const [kill, start, pause, resume] = ['kill', 'start', 'pause', 'resume'].map(doing);
    const process = { name: of, port: 1, ready: async () => undefined, isHealthy: () => isHealthy };
    return { of, database: proxy, process: { ...process, kill, start, pause, resume } as never };
  };
  const members = ['labour', 'unite', COALITION].map(member);
  const links: FeedLink[] = [{ reader: COALITION, of: 'labour', proxy }];
  return { members, links, done };
}

test('a fault of healthy processes happens when it is called for, and not before', () => {
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

test('no fault is drawn that would do nothing, as to a process that is down', () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      expect(drawFault(aCoalition(false), chanceOf(seed))).toBeNull();
    }),
  );
});

/** A log in memory, each access to which is a step. */
import type { Card } from '../../../../subgraphs/cards/card.ts';
import type { LogEntry } from '../../../../subgraphs/feed/protocol/log-entry.ts';
import type { LogStore } from '../../../../subgraphs/feed/publish/log.ts';
import type { Step } from './steps.ts';

export function createMemoryLog() {
  const entries = new Map<number, LogEntry<Card>>();
  const state = { closed: 0, compacted: 0 };

  const head = (): number => Math.max(0, ...entries.keys());

  function insert(first: number, added: readonly LogEntry<Card>[]): number {
    for (const [at, entry] of added.entries()) {
      if (entries.has(first + at)) return at;
      entries.set(first + at, entry);
    }
    return added.length;
  }

  function inspect(things: readonly string[]) {
    const headers = [...entries].flatMap(([offset, { thing, version, card }]) =>
      things.includes(thing) ? [{ offset, thing, version, tombstone: card === null }] : [],
    );
    return { ...state, headers };
  }

  const thingsBetween = (above: number, upTo: number): string[] =>
    [...entries]
      .filter(([offset]) => offset > above && offset <= upTo)
      .map(([, { thing }]) => thing);

  const raise = (name: keyof typeof state, upTo: number): void => {
    state[name] = Math.max(state[name], upTo);
  };

  return {
    entries,
    state,
    head,

    /** The entries in the order of their offsets. */
    inOrder: () => [...entries].sort(([one], [other]) => one - other),

    /** The log as one process sees it. */
    storeOf: (step: Step): LogStore<Card> => ({
      head: () => step('head', head, 'READS'),
      put: (first, added) => step(`insert ${first}`, () => insert(first, added)),
      inspect: (things) => step('inspect', () => inspect(things), 'READS'),
      close: (upTo) => step(`close ${upTo}`, () => raise('closed', upTo)),
      thingsBetween: (above, upTo) => step('things', () => thingsBetween(above, upTo), 'READS'),
      drop: (offsets) =>
        step(`drop ${offsets.join()}`, () => offsets.forEach((one) => void entries.delete(one))),
      markCompacted: (upTo) => step(`compacted ${upTo}`, () => raise('compacted', upTo)),
    }),
  };
}

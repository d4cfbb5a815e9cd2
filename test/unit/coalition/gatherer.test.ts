import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Gathered } from '../../../subgraphs/coalition/ask-cards.ts';
import { createGatherer } from '../../../subgraphs/coalition/gatherer.ts';
import { aCard, aCatalogue, anOrganisationNamed, followed } from './followed.ts';

const IDS = ['labour', 'unite'];

let clock = 1_000_000;
beforeEach(() => {
  clock = 1_000_000;
  jest.spyOn(Date, 'now').mockImplementation(() => clock);
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** A gatherer of two organisations, of which `unite` answers as told. */
function aGatherer(unite?: (since: number) => Promise<Gathered>) {
  const organisations = followed(() => clock);
  const catalogue = aCatalogue();
  const asker = {
    ask: (id: string, since: number) => {
      const answer = organisations.ask(id, since);
      return id === 'unite' && unite ? unite(since) : answer;
    },
  };
  const gatherer = createGatherer(IDS.map(anOrganisationNamed), asker, catalogue);
  return {
    organisations,
    catalogue,
    freshen: () => gatherer.freshen(),
    /** The state of each organisation for a list of now. */
    states: async () => (await gatherer.freshen()).map(({ state }) => state),
    timesAsked: (id: string) =>
      organisations.asked.filter(({ organisation }) => organisation === id).length,
  };
}

/** An answer that does not come until a test lets it fail. */
function anAnswer() {
  let fail = () => {};
  const promise = new Promise<Gathered>((_resolve, reject) => {
    fail = () => reject(new Error('It does not answer.'));
  });
  return { promise, fail: () => fail() };
}

const failing = () => Promise.reject(new Error('It does not answer.'));

describe('lists that are asked for', () => {
  test('one after the other ask each organisation each time', async () => {
    const { freshen, timesAsked } = aGatherer();
    await freshen();
    await freshen();
    expect(timesAsked('unite')).toBe(2);
  });

  test('while one is gathered share the next gathering, however many they are', async () => {
    const { freshen, timesAsked } = aGatherer();
    await Promise.all(Array.from({ length: 50 }, () => freshen()));
    expect(timesAsked('unite')).toBe(2);
    expect(timesAsked('labour')).toBe(2);
  });

  test('ask for what was written since the last answer, and for a minute before it', async () => {
    const { freshen, organisations } = aGatherer();
    await freshen();
    const answeredAt = clock;
    clock += 60_000;
    await freshen();
    const since = organisations.asked.filter(({ organisation }) => organisation === 'labour');
    expect(since.map((one) => one.since)).toEqual([0, answeredAt - 60_000]);
  });

  test('write nothing for cards that the overlap brings again', async () => {
    const { freshen, organisations, catalogue } = aGatherer();
    organisations.write('labour', 'a');
    organisations.write('unite', 'b');
    for (let times = 0; times < 5; times += 1) await freshen();
    expect(catalogue.writes).toHaveLength(2);
  });

  test('write a card again when it has changed, and only that one', async () => {
    const { freshen, organisations, catalogue } = aGatherer();
    organisations.write('labour', 'a');
    organisations.write('labour', 'b');
    await freshen();
    organisations.write('labour', 'b');
    await freshen();
    expect(catalogue.writes.map((write) => write.split('@')[0])).toEqual([
      'labour:a',
      'labour:b',
      'labour:b',
    ]);
  });

  test('never let an older card take the place of a newer one', async () => {
    const older: Gathered = {
      asOf: clock,
      cards: [aCard('unite', 'a', 10), aCard('unite', 'b', 30)],
    };
    const { freshen, catalogue } = aGatherer(() => Promise.resolve(older));
    await catalogue.apply([aCard('unite', 'a', 20)]);
    await freshen();
    expect(Object.fromEntries(catalogue.held)).toEqual({ 'unite:a': 20, 'unite:b': 30 });
  });
});

describe('an organisation that does not answer', () => {
  test('costs a list its first failure, and the next list nothing', async () => {
    const hung = anAnswer();
    const { freshen, states, timesAsked } = aGatherer(() => hung.promise);
    const first = freshen();
    hung.fail();
    await first;
    // Long after: it is asked again, and hangs, and nobody waits.
    clock += 60_000;
    expect(await states()).toEqual(['LIVE', 'UNKNOWN']);
    expect(await states()).toEqual(['LIVE', 'UNKNOWN']);
    expect(timesAsked('labour')).toBe(3);
  });

  test('is not asked twice at the same time', async () => {
    const answers = [failing(), anAnswer().promise];
    let asked = 0;
    const { freshen } = aGatherer(() => answers[asked++] ?? failing());
    await freshen();
    clock += 60_000;
    await freshen();
    await freshen();
    await freshen();
    expect(asked).toBe(2);
  });

  test('is left alone for twice as long each time, from 250 ms up to 2 s', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0.999_999);
    const asks: number[] = [];
    const { freshen } = aGatherer(() => {
      asks.push(clock);
      return failing();
    });
    for (const end = clock + 10_000; clock < end; clock += 10) await freshen();
    const waits = asks.slice(1).map((at, before) => at - asks[before]!);
    expect(waits.slice(0, 6)).toEqual([250, 500, 1_000, 2_000, 2_000, 2_000]);
  });

  test('is tried again after a time that differs by chance, so that not all come at once', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0);
    const asks: number[] = [];
    const { freshen } = aGatherer(() => {
      asks.push(clock);
      return failing();
    });
    for (const end = clock + 1_000; clock < end; clock += 5) await freshen();
    expect(asks[1]! - asks[0]!).toBe(125);
  });

  test('holds up nothing of the others', async () => {
    const { freshen, organisations, catalogue } = aGatherer(failing);
    await freshen();
    organisations.write('labour', 'a');
    await freshen();
    expect([...catalogue.held.keys()]).toEqual(['labour:a']);
  });
});

describe('an organisation is', () => {
  test('UNKNOWN before it ever answered', async () => {
    const { states } = aGatherer(failing);
    expect(await states()).toEqual(['LIVE', 'UNKNOWN']);
  });

  test('LIVE when it answered for this list', async () => {
    const { freshen } = aGatherer();
    expect(await freshen()).toMatchObject([
      { organisation: { id: 'labour' }, state: 'LIVE', asOf: expect.any(Date) },
      { organisation: { id: 'unite' }, state: 'LIVE', asOf: expect.any(Date) },
    ]);
  });

  test('STALE, as of its last answer, when it answered before and not now, and LIVE once it does again', async () => {
    let ask: () => Promise<Gathered> = () => Promise.resolve({ asOf: clock, cards: [] });
    const { states, freshen } = aGatherer(() => ask());
    const [, before] = await freshen();
    ask = failing;
    const [, after] = await freshen();
    expect(after).toEqual({ ...before, state: 'STALE' });
    ask = () => Promise.resolve({ asOf: clock, cards: [] });
    clock += 60_000;
    // It is asked on the side of this list, and so is live for the next one.
    expect(await states()).toEqual(['LIVE', 'STALE']);
    expect(await states()).toEqual(['LIVE', 'LIVE']);
  });

  test('STALE when the catalogue could not take its cards, and they are asked for again', async () => {
    const { organisations, catalogue, freshen, timesAsked } = aGatherer();
    await freshen();
    organisations.write('unite', 'a');
    jest.spyOn(catalogue, 'apply').mockRejectedValueOnce(new Error('The database is away.'));
    expect((await freshen())[1]).toMatchObject({ state: 'STALE' });
    clock += 60_000;
    await freshen();
    await freshen();
    expect([...catalogue.held.keys()]).toEqual(['unite:a']);
    expect(timesAsked('unite')).toBe(4);
  });
});

import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createPlaces, type Place } from '../../../../gateway/rate/places.ts';

const limits = { requestsOfCaller: 2, requests: 4, costOfCaller: 2_000, cost: 10_000 };

/** A place that is there. */
function placeIn(places: ReturnType<typeof createPlaces>, caller: string): Place {
  const place = places.enter(caller);
  if (typeof place === 'string') throw new Error(`There is no place: ${place}.`);
  return place;
}

test('a caller has so many places, and all together so many', () => {
  const places = createPlaces(limits);
  const first = placeIn(places, 'a');
  placeIn(places, 'a');
  expect(places.enter('a')).toBe('caller');
  placeIn(places, 'b');
  placeIn(places, 'b');
  expect(places.enter('c')).toBe('all');
  first.leave();
  first.leave();
  placeIn(places, 'c');
  expect(places.enter('d')).toBe('all');
});

test('a dear request weighs as much as its caller may have under way, and leaves room for others', () => {
  const places = createPlaces(limits);
  const dear = placeIn(places, 'a');
  expect(dear.weigh(90_000)).toBeNull();
  const next = placeIn(places, 'a');
  expect(next.weigh(1)).toBe('caller');
  expect(placeIn(places, 'b').weigh(3_000)).toBeNull();
  dear.leave();
  expect(next.weigh(1)).toBeNull();
});

test('where all have too much under way, small requests of each caller are let in', () => {
  const places = createPlaces({ ...limits, costOfCaller: 5_000 });
  for (const caller of ['a', 'b']) expect(placeIn(places, caller).weigh(5_000)).toBeNull();
  const other = placeIn(places, 'c');
  expect(other.weigh(2_001)).toBe('all');
  expect(other.weigh(900)).toBeNull();
  expect(placeIn(places, 'c').weigh(1_100)).toBeNull();
});

test('what a request weighs is free when its work is done, and its place when its client has the answer', () => {
  const places = createPlaces(limits);
  const done = placeIn(places, 'a');
  expect(done.weigh(2_000)).toBeNull();
  done.unload();
  expect(placeIn(places, 'a').weigh(2_000)).toBeNull();
  expect(places.enter('a')).toBe('caller');
});

test('a request whose client has left weighs nothing', () => {
  const places = createPlaces({ ...limits, cost: 2_000 });
  const left = placeIn(places, 'a');
  left.leave();
  expect(left.weigh(2_000)).toBeNull();
  expect(placeIn(places, 'b').weigh(2_000)).toBeNull();
});

test('after any requests have come and gone, all places are free', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          caller: fc.constantFrom('a', 'b', 'c'),
          cost: fc.nat(12_000),
          leavesFirst: fc.boolean(),
        }),
      ),
      (requests) => {
        const places = createPlaces(limits);
        const entered = requests.flatMap(({ caller, cost, leavesFirst }) => {
          const place = places.enter(caller);
          if (typeof place === 'string') return [];
          if (leavesFirst) place.leave();
          place.weigh(cost);
          return [place];
        });
        for (const place of entered) place.leave();
        const again = ['a', 'a', 'b', 'b'].map((caller) => placeIn(places, caller));
        expect(again.map((place) => place.weigh(1_000))).toEqual([null, null, null, null]);
      },
    ),
  );
});

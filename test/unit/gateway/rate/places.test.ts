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

test('a request that is alone may cost more than the share of its caller, and is then alone', () => {
  const places = createPlaces(limits);
  const dear = placeIn(places, 'a');
  expect(dear.weigh(9_000)).toBeNull();
  const next = placeIn(places, 'a');
  expect(next.weigh(1)).toBe('caller');
  dear.leave();
  expect(next.weigh(1)).toBeNull();
});

test('where all have too much under way, a small request of a caller who has nothing else is let in', () => {
  const places = createPlaces(limits);
  expect(placeIn(places, 'a').weigh(9_500)).toBeNull();
  const other = placeIn(places, 'b');
  expect(other.weigh(1_001)).toBe('all');
  expect(other.weigh(900)).toBeNull();
  expect(placeIn(places, 'b').weigh(900)).toBe('all');
});

test('after any requests have come and gone, all places are free', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ caller: fc.constantFrom('a', 'b', 'c'), cost: fc.nat(12_000) })),
      (requests) => {
        const places = createPlaces(limits);
        const entered = requests.flatMap(({ caller, cost }) => {
          const place = places.enter(caller);
          if (typeof place === 'string') return [];
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

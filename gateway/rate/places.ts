/**
 * Places for requests that are under way. What a caller may hold of them is a small share of the whole, so that no caller
 * takes the places of others. What finds none is refused at once: no queue grows.
 */

/** What there may be at once. */
export interface PlaceLimits {
  /** Requests of one caller. */
  readonly requestsOfCaller: number;
  /** Requests in all. */
  readonly requests: number;
  /** The cost of all requests of one caller. A request that is alone may cost more, and weighs as much as this. */
  readonly costOfCaller: number;
  /** The cost of all requests. */
  readonly cost: number;
}

/** Who has too much under way. */
export type Full = 'caller' | 'all';

/** A request that has its place. */
export interface Place {
  /** Says what it costs. Where that is too much beside what is under way, the answer says whose, and it is to be refused. */
  weigh(cost: number): Full | null;
  /** Its work is done: what it weighs is free again, while its answer may still be on its way to a slow client. */
  unload(): void;
  /** It has its answer, or its client has left. */
  leave(): void;
}

/** So much of each caller is let in beside any flood. */
const SMALL = 2_000;

interface UnderWay {
  requests: number;
  cost: number;
}

export function createPlaces(limits: PlaceLimits) {
  const all: UnderWay = { requests: 0, cost: 0 };
  const callers = new Map<string, UnderWay>();

  return {
    /** Where there is no place, the answer says whose places are taken. */
    enter(caller: string): Place | Full {
      const own = callers.get(caller) ?? { requests: 0, cost: 0 };
      if (own.requests >= limits.requestsOfCaller) return 'caller';
      if (all.requests >= limits.requests) return 'all';
      callers.set(caller, own);
      own.requests += 1;
      all.requests += 1;
      return placeOf(caller, own);
    },
  };

  function placeOf(caller: string, own: UnderWay): Place {
    let held = 0;
    let isHeld = true;
    const unload = (): void => {
      own.cost -= held;
      all.cost -= held;
      held = 0;
    };
    return {
      weigh(cost) {
        // Its client has left, and took the place along.
        if (!isHeld) return null;
        const weight = Math.min(cost, limits.costOfCaller);
        if (own.cost + weight > limits.costOfCaller) return 'caller';
        if (own.cost + weight > SMALL && all.cost + weight > limits.cost) return 'all';
        held += weight;
        own.cost += weight;
        all.cost += weight;
        return null;
      },
      unload,
      leave() {
        if (!isHeld) return;
        unload();
        isHeld = false;
        own.requests -= 1;
        all.requests -= 1;
        if (own.requests === 0) callers.delete(caller);
      },
    };
  }
}

export type Places = ReturnType<typeof createPlaces>;

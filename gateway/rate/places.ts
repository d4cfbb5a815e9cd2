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
  /** The cost of all requests of one caller. A request that is alone may cost more. */
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
  /** It has its answer, or its client has left. */
  leave(): void;
}

/** What is let in beside any flood: it is small, and its caller has nothing else under way. */
const SMALL = 1_000;

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
    return {
      weigh(cost) {
        if (own.cost > 0 && own.cost + cost > limits.costOfCaller) return 'caller';
        const isModest = cost <= SMALL && own.cost === 0;
        if (!isModest && all.cost + cost > limits.cost) return 'all';
        held += cost;
        own.cost += cost;
        all.cost += cost;
        return null;
      },
      leave() {
        if (!isHeld) return;
        isHeld = false;
        own.requests -= 1;
        own.cost -= held;
        all.requests -= 1;
        all.cost -= held;
        if (own.requests === 0) callers.delete(caller);
      },
    };
  }
}

export type Places = ReturnType<typeof createPlaces>;

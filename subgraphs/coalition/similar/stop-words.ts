/** English words that are not indexed: they tell nothing of what an idea is about. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above after again against all also am an and any are as at be because been before being below
  between both but by can could d did do does doing don down during each etc every few for from further get got
  had has have having he her here hers him his how i if in into is it its itself just let ll m many may me might
  more most much must my no nor not now of off on once only or other our ours out over own re s same shall she
  should so some such t than that the their theirs them then there these they this those through to too under
  until up us ve very was we were what when where which while who whom why will with would you your
  yours`.split(/\s+/),
);

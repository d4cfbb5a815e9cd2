import type { OwnerAnswer } from './owner.ts';
import type { Path, Place, Share } from './place.ts';

/** What an owner answers for a place; null where it answers nothing. */
export function valueAt({ data }: OwnerAnswer, { asked }: Place): unknown {
  return asked.reduce<unknown>(step, data) ?? null;
}

/**
 * Whether an answer is one to what was asked: each field is there, each list as long as was sent.
 * Fields may be missing only where an error says why.
 */
export function isAnswerTo({ places }: Share, { data, errors }: OwnerAnswer): boolean {
  const isExplained = Array.isArray(errors) && errors.length > 0;
  if (errors !== undefined && errors !== null && !Array.isArray(errors)) return false;
  if (data === undefined || data === null) return isExplained;
  const sent = new Map<string, number>();
  for (const { field } of places) sent.set(field.key, (sent.get(field.key) ?? 0) + 1);
  return places.every(({ field, asked }) => {
    const value = step(data, field.key);
    if (value === null || value === undefined)
      return isExplained || (value === null && asked.length === 1);
    return asked.length === 1 || (Array.isArray(value) && value.length === sent.get(field.key));
  });
}

/** Writes a value into what the gateway is given, where every step but the last is there already. */
export function put(data: Record<string, unknown>, seat: Path, value: unknown): void {
  const target = seat.slice(0, -1).reduce<unknown>(step, data);
  const last = seat.at(-1);
  if (Array.isArray(target) && typeof last === 'number') target[last] = value;
  else if (target === data && typeof last === 'string') data[last] = value;
}

/** A deep copy of JSON: the gateway writes into every object that it is given. */
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== 'object' || value === null) return value;
  // fromEntries defines, where an assignment would run the setter of a key "__proto__".
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner)]));
}

function step(at: unknown, key: string | number): unknown {
  if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
  return (at as Record<string | number, unknown>)[key];
}

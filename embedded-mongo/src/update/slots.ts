/** The fields and elements that the path of an update names, with `$`, `$[]` and `$[name]` resolved. */
import { badValue, ServerError } from '../errors.ts';
import { isDoc, type Doc } from '../values/document.ts';
import { getOwn, isIndex, pathOf, setOwn } from '../values/paths.ts';

type Holder = Doc | unknown[];

/** A field of an object or an element of an array. */
export interface Slot {
  readonly holder: Holder;
  readonly key: string | number;
}

/** What the positional steps of paths stand for. */
export interface Positions {
  /** The element that made the query match; -1 where none did. */
  matched(arrayPath: readonly string[]): number;
  /** Whether an element passes the array filter of this name. */
  passes(name: string, element: unknown): boolean;
}

/** How far behind the end of an array may be written, as on the server. */
const MAX_PADDING = 1_500_000;

export const read = ({ holder, key }: Slot): unknown => getOwn(holder, key);

export function write({ holder, key }: Slot, value: unknown): void {
  if (Array.isArray(holder)) {
    if (Number(key) - holder.length > MAX_PADDING)
      throw badValue(`can't backfill more than ${MAX_PADDING} elements`);
    while (holder.length < Number(key)) holder.push(null);
  }
  setOwn(holder, key, value);
}

/** Removes a field. An element of an array becomes null instead, so that the others keep their index. */
export function erase({ holder, key }: Slot): void {
  if (Array.isArray(holder)) holder[Number(key)] = null;
  else delete holder[key];
}

/**
 * @param root a copy of the document; with `create`, missing objects on the path are created in it
 * @throws ServerError with `create`, where the path leads through a value that cannot have fields
 */
export function slotsAt(root: Doc, dotted: string, positions: Positions, create: boolean): Slot[] {
  const steps = pathOf(dotted);
  let holders: unknown[] = [root];
  for (const [i, step] of steps.entries()) {
    const walked = steps.slice(0, i);
    const slots = holders.flatMap((holder) => slotsIn(holder, step, { walked, positions, create }));
    if (i === steps.length - 1) return slots;
    holders = slots.flatMap((slot) => descend(slot, create));
  }
  return [];
}

function descend(slot: Slot, create: boolean): unknown[] {
  const held = read(slot);
  if (held !== undefined) return [held];
  if (!create) return [];
  const made = {};
  write(slot, made);
  return [made];
}

interface Walk {
  readonly walked: readonly string[];
  readonly positions: Positions;
  readonly create: boolean;
}

function slotsIn(holder: unknown, step: string, walk: Walk): Slot[] {
  if (step === '$' || step.startsWith('$[')) return elementSlots(holder, step, walk);
  if (Array.isArray(holder)) return indexSlots(holder, step, walk);
  if (isDoc(holder)) return [{ holder, key: step }];
  if (walk.create) throw notViable(step, holder, walk);
  return [];
}

function indexSlots(holder: unknown[], step: string, walk: Walk): Slot[] {
  if (isIndex(step))
    return walk.create || Number(step) < holder.length ? [{ holder, key: Number(step) }] : [];
  if (walk.create) throw notViable(step, holder, walk);
  return [];
}

function elementSlots(holder: unknown, step: string, { walked, positions }: Walk): Slot[] {
  if (step === '$') return [matchedSlot(holder, walked, positions)];
  if (!Array.isArray(holder)) {
    throw badValue(
      `The path '${walked.join('.')}' must exist in the document in order to apply array updates.`,
    );
  }
  const name = step.slice('$['.length, -']'.length);
  return holder.flatMap((element, key) =>
    name === '' || positions.passes(name, element) ? [{ holder, key }] : [],
  );
}

function matchedSlot(holder: unknown, walked: readonly string[], positions: Positions): Slot {
  const key = Array.isArray(holder)
    ? positions.matched(walked.filter((step) => !step.startsWith('$')))
    : -1;
  if (Array.isArray(holder) && key >= 0) return { holder, key };
  throw badValue('The positional operator did not find the match needed from the query.');
}

function notViable(step: string, holder: unknown, { walked }: Walk): ServerError {
  const element = `{${walked.at(-1) ?? ''}: ${JSON.stringify(holder ?? null)}}`;
  return new ServerError('PathNotViable', `Cannot create field '${step}' in element ${element}`);
}

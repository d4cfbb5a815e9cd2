import type { GraphQLFormattedError } from 'graphql';
import { valueAt } from './answer.ts';
import type { OwnerAnswer } from './owner.ts';
import type { Path, Place, Share } from './place.ts';

// An owner may answer with 8 MB of errors; these many reach the gateway, and of those that name
// no place, each of which is repeated at every missing place, only the first few.
const MAX_ERRORS = 1_000;
const MAX_ADRIFT = 10;
const MAX_MESSAGE_CHARACTERS = 1_000;

/** Without the quotes and stops of the sentence around it. */
const ADDRESS =
  /\b[a-z][a-z\d+.-]*:\/\/\S+?(?=["'’”)\].,;:!?]*(?:\s|$))|\b(?:\d{1,3}\.){3}\d{1,3}:\d+/gi;
const WITHHELD = new Set(['stacktrace', 'serviceName', 'exception', 'organisation']);

/**
 * The paths that are null in the client's answer when a seat stays empty. For a root field or an item of its list
 * that is the seat; an entity is merged into an object that is there already, so it is each field selected on it.
 */
export type Missing = (place: Place, seat: Path) => readonly Path[];

/** Why an owner answered nothing: it was asked in vain, or not asked. */
export type Silence = 'unavailable' | 'suspended';

const SILENT = {
  unavailable: { code: 'ORGANISATION_UNAVAILABLE', state: 'unavailable' },
  suspended: { code: 'ORGANISATION_SUSPENDED', state: 'suspended' },
} as const;

/** One error for each path that is null because its owner answered nothing. */
export function silentErrors(
  { owner, places }: Share,
  missing: Missing,
  silence: Silence,
): GraphQLFormattedError[] {
  const { code, state } = SILENT[silence];
  const error = {
    message: `The organisation "${owner}" is ${state}.`,
    extensions: { code, organisation: owner },
  };
  return places.flatMap((place) => errorsAt(error, place, [], missing));
}

/** The errors that an owner answered, at the paths that the fetch knows. */
export function answeredErrors(
  { owner, places }: Share,
  answer: OwnerAnswer,
  missing: Missing,
): GraphQLFormattedError[] {
  if (!answer.errors?.length) return [];
  const byPath = new Map(places.map((place) => [pathKey(place.asked), place]));
  const explained = new Set<Place>();
  const mapped: GraphQLFormattedError[] = [];
  const adrift: GraphQLFormattedError[] = [];
  for (const answered of answer.errors.slice(0, MAX_ERRORS)) {
    const error = told(owner, answered);
    const path = pathOf(answered);
    const place = byPath.get(pathKey(path.slice(0, 2))) ?? byPath.get(pathKey(path.slice(0, 1)));
    if (!place) {
      adrift.push(path.length > 0 ? { ...error, path } : error);
      continue;
    }
    explained.add(place);
    mapped.push(...errorsAt(error, place, path.slice(place.asked.length), missing));
  }
  const unexplained = places.filter(
    (place) => !explained.has(place) && valueAt(answer, place) === null,
  );
  const [first] = answer.errors;
  // A null that rose to the top took the other fields with it: what caused it is why they are missing.
  if (!answer.data && adrift.length === 0 && unexplained.length > 0)
    adrift.push(told(owner, first));
  return [...mapped, ...adriftErrors(adrift.slice(0, MAX_ADRIFT), places, unexplained, missing)];
}

/** An error of a whole field belongs to what is missing of it; one of no field, to all that is missing. */
function adriftErrors(
  adrift: readonly GraphQLFormattedError[],
  places: readonly Place[],
  unexplained: readonly Place[],
  missing: Missing,
): GraphQLFormattedError[] {
  const keys = new Set(places.map(({ field }) => field.key));
  return adrift.flatMap(({ path: [key] = [], ...error }) => {
    const isOfField = typeof key === 'string' && keys.has(key);
    const nulls = unexplained.filter(({ field }) => !isOfField || field.key === key);
    return nulls.length > 0
      ? nulls.flatMap((place) => errorsAt(error, place, [], missing))
      : [error];
  });
}

function errorsAt(
  error: GraphQLFormattedError,
  place: Place,
  rest: Path,
  missing: Missing,
): GraphQLFormattedError[] {
  return place.seats.flatMap((seat) =>
    (rest.length > 0 ? [[...seat, ...rest]] : missing(place, seat)).map((path) => ({
      ...error,
      path,
    })),
  );
}

/** An owner's error as it may be told: plain extensions, nothing of its inside, and who said it. */
function told(owner: string, error: unknown): GraphQLFormattedError {
  const { message, extensions } = isObject(error) ? error : {};
  return {
    message:
      typeof message === 'string' ? withoutAddresses(message) : 'An error without a message.',
    extensions: { ...plain(extensions), organisation: owner },
  };
}

function plain(extensions: unknown): Record<string, unknown> {
  if (!isObject(extensions)) return {};
  const kept = Object.entries(extensions).filter(
    ([key, value]) => !WITHHELD.has(key) && !holdsAddress(value),
  );
  return Object.fromEntries(kept);
}

function holdsAddress(value: unknown): boolean {
  const text = JSON.stringify(value) ?? '';
  return text.length > MAX_MESSAGE_CHARACTERS || withoutAddresses(text) !== text;
}

function withoutAddresses(text: string): string {
  return text.slice(0, MAX_MESSAGE_CHARACTERS).replace(ADDRESS, '(address withheld)');
}

function pathOf(error: unknown): Path {
  const path: unknown = isObject(error) ? error['path'] : undefined;
  if (!Array.isArray(path)) return [];
  return path.every((key) => typeof key === 'string' || typeof key === 'number') ? path : [];
}

const pathKey = (path: Path) => JSON.stringify(path);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Who passes several guards at once: alternatives, of which one has to be met with all that stands in it. */
import type { Alternatives, Condition, Requirement } from '../framework/access/requirement.ts';

/** Who sees something, as alternatives; an alternative that asks nothing is everyone. */
export type Audience = Alternatives;

export const EVERYONE: Audience = [[]];
export const NOBODY: Audience = [];

const keyOf = (condition: Condition): string => Object.values(condition).join(' ');

/** Whoever passes one of these. */
export const either = (audiences: readonly Audience[]): Audience => smallest(audiences.flat());

/** Whoever passes all of these. */
export const both = (audiences: readonly Audience[]): Audience =>
  audiences.reduce(
    (one, other) => smallest(one.flatMap((some) => other.map((more) => [...some, ...more]))),
    EVERYONE,
  );

/** Whoever meets the guards of a type or field; everyone where there are none. */
export const audienceOf = (requirement: Requirement | undefined): Audience =>
  both(requirement ?? []);

/** Whether two have the same alternatives, in whatever order. */
export const isSame = (one: Audience, other: Audience): boolean =>
  [
    [one, other],
    [other, one],
  ].every(([some = [], more = []]) =>
    some.every((conditions) => more.some((less) => isImplied(less, conditions))),
  );

/** Without conditions said twice, and without alternatives that ask for more than another does. */
function smallest(alternatives: Audience): Audience {
  const distinct = alternatives.map(distinctOf);
  return distinct.filter(
    (one, at) =>
      !distinct.some(
        (other, index) => isImplied(other, one) && (index < at || !isImplied(one, other)),
      ),
  );
}

/** Whether who meets `more` meets `less`. */
const isImplied = (less: readonly Condition[], more: readonly Condition[]): boolean =>
  less.every((condition) => more.some((other) => keyOf(other) === keyOf(condition)));

/** Only who signed in holds a right. */
function distinctOf(conditions: readonly Condition[]): readonly Condition[] {
  const byKey = new Map(conditions.map((condition) => [keyOf(condition), condition]));
  const all = [...byKey.values()];
  return all.some(({ kind }) => kind === 'right')
    ? all.filter(({ kind }) => kind !== 'signed in')
    : all;
}

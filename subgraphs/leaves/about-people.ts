/** Which fields of contracts are about a person, by what the Modules declare and by where fields lead. */
import type { PersonalRows } from '../framework/personal.ts';
import type { Audience } from './audience.ts';
import { type ContractField, type ContractType, isRoot } from './contract-fields.ts';

/** What a field says of a person: what is declared of the rows that it is from, or that it is of whoever asks. */
export type AboutPerson = Pick<PersonalRows, 'purpose'> | 'whoever asks' | null;

/** @returns what a field, with the audience that it has, says of a person */
export function aboutPeople(
  types: ReadonlyMap<string, ContractType>,
  declared: readonly PersonalRows[],
): (field: ContractField, audience: Audience) => AboutPerson {
  const rows = new Map(declared.flatMap((one) => one.answers.map((answer) => [answer, one])));

  /** What a type is about: what is declared of it, or of what it cannot be without. */
  function ofType(name: string): PersonalRows | undefined {
    const needed = types
      .get(name)
      ?.fields.find((field) => field.isNeeded && rows.has(field.answers));
    return rows.get(name) ?? (needed && !isRoot(name) ? rows.get(needed.answers) : undefined);
  }

  /** What a field leads to: through what has no id of its own, as a page of guests leads to guests. */
  function ledTo(name: string, passed: readonly string[] = []): PersonalRows | undefined {
    const type = types.get(name);
    const found = ofType(name);
    if (found || !type || type.isEntity || passed.includes(name)) return found;
    for (const { coordinate, answers } of type.fields) {
      const next = rows.get(coordinate) ?? ledTo(answers, [...passed, name]);
      if (next) return next;
    }
    return undefined;
  }

  return (field, audience) => {
    const found = rows.get(field.coordinate) ?? ofType(field.type) ?? ledTo(field.answers);
    if (found) return found;
    return !field.type.startsWith('Mutation') && isOfCaller(audience) ? 'whoever asks' : null;
  };
}

/** What needs a caller and no right is of that caller. */
const isOfCaller = (audience: Audience): boolean =>
  audience.some(
    (conditions) => conditions.every(({ kind }) => kind === 'signed in') && conditions.length > 0,
  );

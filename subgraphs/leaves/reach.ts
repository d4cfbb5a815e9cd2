/**
 * Who comes to see a type or a field: who passes its guards, and where it has no id of its own, those of the fields that
 * lead there. So what a moderator decided is for moderators, though nothing guards the type by itself.
 */
import type { Guards } from '../framework/access/requirement.ts';
import { type Audience, audienceOf, both, either, EVERYONE, isSame, NOBODY } from './audience.ts';
import { type ContractField, type ContractType, isRoot } from './contract-fields.ts';

/** @returns who sees a field, by the types of the contracts and their guards */
export function reachOf(
  types: ReadonlyMap<string, ContractType>,
  guards: Guards,
): (field: ContractField) => Audience {
  const reached = new Map<string, Audience>();
  const ofField = ({ type, coordinate }: ContractField): Audience =>
    both([reached.get(type) ?? NOBODY, audienceOf(guards.get(coordinate))]);
  const all = [...types.values()].flatMap(({ fields }) => fields);
  const entering = (name: string) => all.filter(({ answers }) => answers === name);

  /** Who sees a type, as far as the walk has found by now. An edge is there where its node is. */
  function ofType({ name, isEntity, fields }: ContractType): Audience {
    const needed = isRoot(name) ? [] : fields.filter(({ isNeeded }) => isNeeded);
    return both([
      isEntity || isRoot(name) ? EVERYONE : either(entering(name).map(ofField)),
      ...[name, ...needed.map(({ answers }) => answers)].map((one) => audienceOf(guards.get(one))),
    ]);
  }

  // Types lead to each other in circles: what is found for one adds to another, until nothing is added any more.
  for (let grows = true; grows;) {
    grows = false;
    for (const type of types.values()) {
      const audience = ofType(type);
      if (isSame(audience, reached.get(type.name) ?? NOBODY)) continue;
      reached.set(type.name, audience);
      grows = true;
    }
  }
  return ofField;
}

/** What leaves the home of people who act at another organisation: the caller, as that organisation sees them. */
import { type Caller, callerSchema } from '../../identity/caller.ts';
import { asSeenBy, PURPOSE_AWAY } from '../../identity/pseudonym.ts';
import { OF_APPLICATIONS, OF_EVERYONE } from '../../identity/rights.ts';
import type { Leaf } from './leaf.ts';
import { firstSentence, inWords } from './plain.ts';
import { Role } from '../../schema/generated/enums.ts';

/** A caller with all that one can have, and the same away from home: what differs does not leave. */
const AT_HOME: Caller = {
  home: 'home',
  person: 'home:member:1',
  roles: [...Role],
  application: [...OF_APPLICATIONS],
  scopes: [...OF_EVERYONE],
};
const AWAY = asSeenBy('away', AT_HOME, 'a key');

/** A line for each field of a caller. */
export const callersAway = (): Leaf[] =>
  Object.entries(callerSchema.shape).map(([name, { description }]): Leaf => {
    const leaves = howItLeaves(name as keyof Caller);
    return {
      thing: 'someone who acts away from home',
      part: '',
      field: inWords(name),
      name: `caller.${name}`,
      says: `${firstSentence(description)} ${leaves.how}`,
      way: 'caller',
      whom: leaves.isEmpty
        ? 'nobody'
        : "the organisation that is asked or written to, and the coalition's server",
      why: PURPOSE_AWAY,
      personal: !leaves.isEmpty,
    };
  });

function howItLeaves(name: keyof Caller): { how: string; isEmpty: boolean } {
  const [home, away] = [AT_HOME[name], AWAY[name]];
  if (Array.isArray(away) && away.length === 0)
    return { how: 'It is emptied before it leaves.', isEmpty: true };
  if (JSON.stringify(home) === JSON.stringify(away)) return { how: 'As it is.', isEmpty: false };
  const how = 'Only as a pseudonym, which is another one at each organisation.';
  return { how, isEmpty: false };
}

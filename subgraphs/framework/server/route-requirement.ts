/** What a route asks of whoever asks it, as the guards of fields say it. */
import { type Right, RIGHTS } from '../../../identity/rights.ts';
import { StartFailure } from '../../../platform/start-failure.ts';
import { type Route, routeName } from '../../../schema/routes.ts';
import type { Condition, Requirement } from '../access/requirement.ts';

const all = (condition: Condition): Requirement => [[[condition]]];

/** @throws StartFailure where it names a right that there is not */
export function requirementOf({ who, ...route }: Route): Requirement {
  if (who === 'ANYONE') return [];
  if (who === 'SIGNED_IN') return all({ kind: 'signed in' });
  const { right } = who;
  if (Object.hasOwn(RIGHTS, right)) return all({ kind: 'right', right: right as Right });
  throw new StartFailure(`The route "${routeName(route)}": expected a right, but got "${right}".`);
}

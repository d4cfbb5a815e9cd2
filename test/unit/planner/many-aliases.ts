/** Fields that are expensive to plan, under six aliases: a request has no room for many more. */
import { parse, visit } from 'graphql';
import { MOST_SELECTIONS } from '../../../gateway/limits.ts';
import { CARD, EVERY_TYPE, found, listed, ring } from './hostile-queries.ts';

/** One field of a query, alone and under several aliases. */
interface Aliased {
  aliases: number;
  alone: string;
  together: string;
}

/** More aliases cost the planner more time, but it plans them one after the other. */
const MOST_ALIASES = 6;

function aliased(field: string): Aliased {
  const fitting = Math.floor(MOST_SELECTIONS / selectionsIn(field));
  const aliases = Math.min(MOST_ALIASES, fitting);
  const all = Array.from({ length: aliases }, (_, at) => `a${at}: ${field}`);
  return { aliases, alone: `{ ${field} }`, together: `{ ${all.join(' ')} }` };
}

/** How many selections a field has, itself included. The gateway limits those of a request. */
function selectionsIn(field: string): number {
  let selections = 0;
  const count = (): void => void (selections += 1);
  visit(parse(`{ ${field} }`), { Field: count, InlineFragment: count });
  return selections;
}

export const ALIASED: Readonly<Record<string, Aliased>> = {
  'lists of rings': aliased(listed('policyIdeas', ring(2))),
  cards: aliased(found(`card { ${CARD} organisation { ${listed('policyIdeas', ring(1))} } }`)),
  'searches for every node': aliased(found(`node { id ${EVERY_TYPE} }`)),
  nodes: aliased(`node(id: "x") { id ${EVERY_TYPE} }`),
};

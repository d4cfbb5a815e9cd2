/** Guards taken out one by one. */
import { AT_HOME, OF_EVERYONE, OF_ROLE, OF_TIER } from '../../identity/rights.ts';
import { type Right, RIGHTS } from '../../identity/rights.ts';
import { type Contract, CONTRACTS } from '../../schema/contract-names.ts';
import { contractDocument } from '../../schema/contracts.ts';
import type { CallerOf } from '../../subgraphs/framework/server/callers-at.ts';
import type { Decides } from '../../subgraphs/framework/server/serve.ts';
import type { CallerName } from './callers.ts';
import { directivesOf, GUARDS, type Placed } from './directives.ts';
import { Role } from '../../schema/generated/enums.ts';

/** One guard less. */
export interface Mutant {
  /** What is other than it should be: `without @policy at Member.area`. */
  title: string;
  /** Where that shows. */
  coordinates: readonly string[];
  /** The contracts that have these. */
  contracts: readonly Contract[];
  /** Who is likely to notice first. */
  first: CallerName;
  /** Takes the guard out of a server that runs, and answers how it is put back. */
  apply(access: Decides): () => void;
}

interface Guard extends Placed {
  contract: Contract;
}

/** All guards of all contracts. */
const guards: readonly Guard[] = CONTRACTS.flatMap((contract) =>
  directivesOf(contractDocument(contract)).map((placed) => ({ contract, ...placed })),
);

/** Where these guards stand. */
const placesOf = (some: readonly Guard[]): Pick<Mutant, 'coordinates' | 'contracts'> => ({
  coordinates: [...new Set(some.map(({ coordinate }) => coordinate))],
  contracts: [...new Set(some.map(({ contract }) => contract))],
});

const naming = (name: string): Guard[] => guards.filter(({ names }) => names.includes(name));

/** Each directive of each contract, taken out. */
const directives = (): Mutant[] =>
  guards.map((guard) => ({
    title: `without @${guard.directive} at ${guard.coordinate}`,
    ...placesOf([guard]),
    first: 'visitor',
    apply: (access) => taken(access, guard),
  }));

/** Takes out what a server reads of a directive: the directives at one place are in the order of `GUARDS`. */
function taken(access: Decides, { contract, coordinate, directive }: Guard): () => void {
  const there = guards.filter((one) => one.contract === contract && one.coordinate === coordinate);
  const requirement = access.guards.get(coordinate) as unknown[] | undefined;
  if (requirement?.length !== there.length)
    throw new Error(`Expected ${there.length} guards at ${coordinate}, as its SDL has.`);
  const order = GUARDS.filter((name) => there.some((one) => one.directive === name));
  const at = order.findIndex((name) => name === directive);
  const [removed] = requirement.splice(at, 1);
  return () => void requirement.splice(at, 0, removed);
}

/** Each rule of a row, always true. */
const rules = (): Mutant[] =>
  [...new Set(guards.flatMap(({ names }) => names))]
    .filter((name) => !(name in RIGHTS))
    .map((name) => ({
      title: `${name} is always true`,
      ...placesOf(naming(name)),
      first: 'visitor',
      apply: ({ rules: all }) =>
        replaced(all as Record<string, object>, name, { ...all[name], holds: () => true }),
    }));

/** Puts a value in place of another, and answers how that is undone. */
function replaced<Key extends PropertyKey, Value>(
  of: Record<Key, Value>,
  key: Key,
  value: Value,
): () => void {
  const before = of[key];
  of[key] = value;
  return () => {
    of[key] = before;
  };
}

const CALLER_OF: Readonly<Record<Role, CallerName>> = {
  ORGANISER: 'organiser',
  MODERATOR: 'moderator',
  EDITOR: 'editor',
  ADMINISTRATOR: 'administrator',
  DATA_READER: 'data reader',
};

const rights = Object.keys(RIGHTS) as Right[];
/** Rights that not all who signed in at home have anyway. */
const scarce = rights.filter((right) => !OF_EVERYONE.includes(right) && !AT_HOME.includes(right));

const given = (right: Right, to: string, first: CallerName, apply: Mutant['apply']): Mutant => ({
  title: `${right} is given to ${to}`,
  ...placesOf(naming(right)),
  first,
  apply,
});

const added = (list: readonly Right[], right: Right) => () => {
  const all = list as Right[];
  all.push(right);
  return () => void all.pop();
};

/** Each right given to one more role. */
const toRoles = (): Mutant[] =>
  scarce.flatMap((right) =>
    Role.filter((role) => !OF_ROLE[role].includes(right)).map((role) =>
      given(right, role, CALLER_OF[role], () =>
        replaced(OF_ROLE as Record<Role, readonly Right[]>, role, [...OF_ROLE[role], right]),
      ),
    ),
  );

/** Each right given to everyone at home, to everyone, and to a tier. */
const toMany = (): Mutant[] => [
  ...scarce.map((right) => given(right, 'people at home', 'not joined', added(AT_HOME, right))),
  ...rights
    .filter((right) => !OF_EVERYONE.includes(right))
    .map((right) =>
      given(right, 'people everywhere', 'member elsewhere', added(OF_EVERYONE, right)),
    ),
  ...scarce
    // The coalition has nobody on record, so there a tier would give nothing.
    .filter((right) => !OF_TIER.NETWORK.includes(right) && right !== 'affiliates:manage')
    .map((right) => given(right, 'a tier', 'network', added(OF_TIER.NETWORK, right))),
];

/** What a server finds out of who asks. It shows where people see what is theirs. */
const asking = (title: string, first: CallerName, weaker: (of: CallerOf) => CallerOf): Mutant => ({
  title,
  ...placesOf(guards),
  first,
  apply: (access) => replaced(access, 'callerOf', weaker(access.callerOf)),
});

/** Less of it. */
const callers = (): Mutant[] => [
  asking(
    "the gateway's word is enough at home",
    'administrator without a token',
    () => async (asserted) => asserted,
  ),
  asking(
    'a page may do all that its person may',
    'page that comments',
    (callerOf) =>
      async (...asked) => {
        const caller = await callerOf(...asked);
        return caller && { ...caller, scopes: null };
      },
  ),
];

/** Every mutant there is. */
export const mutants = (): Mutant[] => [
  ...callers(),
  ...directives(),
  ...rules(),
  ...toRoles(),
  ...toMany(),
];

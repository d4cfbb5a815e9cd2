/** Guards taken out one by one, and the matrix that has to notice each. */
import { type DocumentNode, visit } from 'graphql';
import {
  AT_HOME,
  OF_EVERYONE,
  OF_ROLE,
  OF_TIER,
  type Right,
  RIGHTS,
  type Role,
  ROLES,
} from '../../identity/rights.ts';
import { log } from '../../platform/log.ts';
import { type Contract, CONTRACTS, contractDocument } from '../../schema/contracts.ts';
import { MODULES } from '../../subgraphs/generated/organisation.ts';
import { thinkTank } from '../../subgraphs/kinds/think-tank/kind.ts';
import type { TestDatabase } from '../support/database.ts';
import { CALLER_NAMES, type CallerName } from './callers.ts';
import { seedRows } from './mutations.ts';
import { matrixOf } from './matrix.ts';
import { type Standing, type Tried, TRIED } from './organisations.ts';
import { seedWorld } from './world.ts';

/** One guard less. */
export interface Mutant {
  /** What is other than it should be: `without @policy at Member.area`. */
  title: string;
  /** The contracts that have to notice. */
  contracts: readonly Contract[];
  /** Who is likely to notice first. */
  first: CallerName;
  /** Takes the guard out, and answers how it is put back. */
  apply(): () => void;
  /** Whether it shows in servers that are started with it alone: the SDL and rules are read at the start. */
  atStart: boolean;
  /** The SDL of a contract without the guard, where that is where it stands. */
  documentOf?: (contract: Contract) => DocumentNode;
}

const GUARDS = ['authenticated', 'requiresScopes', 'policy'];
const nothing = () => () => undefined;

/** Each directive of each contract, taken out. */
const directives = (): Mutant[] =>
  CONTRACTS.flatMap((contract) => {
    const document = contractDocument(contract);
    return guardsOf(document).map(({ place, coordinate, directive }) => ({
      title: `without @${directive} at ${coordinate}`,
      contracts: [contract],
      first: 'visitor',
      apply: nothing,
      atStart: true,
      documentOf: (asked) =>
        asked === contract ? without(document, place) : contractDocument(asked),
    }));
  });

interface Guard {
  /** Which directive of the document it is. */
  place: number;
  coordinate: string;
  directive: string;
}

/** The guards of a document, in its order. */
function guardsOf(document: DocumentNode): Guard[] {
  const found: Guard[] = [];
  let place = 0;
  visit(document, {
    Directive: (node, _key, _parent, _path, ancestors) => {
      const names = ancestors.flatMap((one) => ('name' in one && one.name ? [one.name.value] : []));
      if (GUARDS.includes(node.name.value))
        found.push({ place, coordinate: names.join('.'), directive: node.name.value });
      place += 1;
    },
  });
  return found;
}

function without(document: DocumentNode, gone: number): DocumentNode {
  let place = 0;
  return visit(document, { Directive: () => (place++ === gone ? null : undefined) });
}

/** Each rule of a row, always true. */
const rules = (): Mutant[] =>
  [...MODULES, ...thinkTank.modules].flatMap(({ rules: all = {} }) =>
    Object.entries(all).map(([name, rule]) => ({
      title: `${name} is always true`,
      contracts: ['organisation', 'think-tank'] as const,
      first: 'visitor' as const,
      atStart: true,
      apply: () => replaced(all as Record<string, unknown>, name, { ...rule, holds: () => true }),
    })),
  );

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

const KINDS = TRIED.flatMap(({ contracts }) => contracts);
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

/** Each right given to one more role, to everyone at home, to everyone, and to a tier. */
const table = (): Mutant[] => {
  const given = (right: Right, to: string, first: CallerName, apply: Mutant['apply']): Mutant => ({
    title: `${right} is given to ${to}`,
    contracts: KINDS,
    first,
    apply,
    atStart: false,
  });
  const added = (list: readonly Right[], right: Right) => () => {
    const all = list as Right[];
    all.push(right);
    return () => void all.pop();
  };
  return [
    ...scarce.flatMap((right) =>
      ROLES.filter((role) => !OF_ROLE[role].includes(right)).map((role) =>
        given(right, role, CALLER_OF[role], () =>
          replaced(OF_ROLE as Record<Role, readonly Right[]>, role, [...OF_ROLE[role], right]),
        ),
      ),
    ),
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
};

/** Every mutant there is. */
export const mutants = (): Mutant[] => [...directives(), ...rules(), ...table()];

/** Organisations with their worlds, that mutants are tried on. */
export async function anArena(databases: TestDatabase) {
  // A resolver without the guard that it counts on fails, which is what is looked for.
  (log as unknown as { level: string }).level = 'silent';
  const matrices = new Map(
    TRIED.flatMap(({ contracts }) => contracts).map((c) => [c, matrixOf(c)]),
  );
  const standing = new Map<Tried, Standing>();
  for (const tried of TRIED) {
    const organisation = await tried.start(databases);
    await seedWorld(tried.home, organisation.db);
    await seedRows(organisation.db, tried.home);
    standing.set(tried, organisation);
  }

  /** What the matrix notices first at an organisation, or null. */
  const noticed = async (tried: Tried, { ask }: Standing, mutant: Mutant) => {
    const callers = [mutant.first, ...CALLER_NAMES.filter((name) => name !== mutant.first)];
    const wanted = tried.contracts.filter((contract) => mutant.contracts.includes(contract));
    for (const caller of callers)
      for (const contract of wanted) {
        const matrix = matrices.get(contract);
        const wrong =
          (await matrix?.wrongWrites(ask, tried.home, caller))?.[0] ??
          (await matrix?.wrongReads(ask, tried.home, caller))?.[0];
        if (wrong) return wrong;
      }
    return null;
  };

  return {
    /** What the matrix notices of a mutant; null when it survives. */
    async notices(mutant: Mutant): Promise<string | null> {
      const undo = mutant.apply();
      try {
        for (const [tried, organisation] of standing) {
          if (!tried.contracts.some((contract) => mutant.contracts.includes(contract))) continue;
          const { atStart, documentOf } = mutant;
          const asked = atStart ? await tried.start(databases, documentOf) : organisation;
          const found = await noticed(tried, asked, mutant);
          if (atStart) await asked.close();
          if (found) return found;
        }
        return null;
      } finally {
        undo();
      }
    },
    close: async () => {
      for (const organisation of standing.values()) await organisation.close();
    },
  };
}

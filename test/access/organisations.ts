/** An organisation of each kind with the world in it, the coalition, and the contracts that are tried on each. */
import type { DocumentNode } from 'graphql';
import { COALITION } from '../../directory/organisations.ts';
import type { Contract } from '../../schema/contracts.ts';
import { movement } from '../../subgraphs/kinds/movement/kind.ts';
import { party } from '../../subgraphs/kinds/party/kind.ts';
import { thinkTank } from '../../subgraphs/kinds/think-tank/kind.ts';
import { union } from '../../subgraphs/kinds/union/kind.ts';
import type { TestDatabase } from '../support/database.ts';
import { aCoalition } from '../support/coalition.ts';
import { anOrganisation, type TestOrganisation } from '../support/organisation.ts';

/** A server that is asked. */
export type Standing = Pick<TestOrganisation, 'ask' | 'commands' | 'db' | 'close'>;

export interface Tried {
  home: string;
  /** The commons are tried where they can answer what a kind guards, by `node`: at the think-tank. */
  contracts: readonly Contract[];
  start(
    databases: TestDatabase,
    documentOf?: (contract: Contract) => DocumentNode,
  ): Promise<Standing>;
}

export const TRIED: readonly Tried[] = [
  {
    home: 'progress',
    contracts: ['organisation', 'think-tank'],
    start: (databases, documentOf) =>
      anOrganisation(thinkTank, 'progress', databases.address('progress'), documentOf),
  },
  {
    home: 'unite',
    contracts: ['union'],
    start: (databases, documentOf) =>
      anOrganisation(union, 'unite', databases.address('unite'), documentOf),
  },
  {
    home: 'labour',
    contracts: ['party'],
    start: (databases, documentOf) =>
      anOrganisation(party, 'labour', databases.address('labour'), documentOf),
  },
  {
    home: 'peoples-assembly',
    contracts: ['movement'],
    start: (databases, documentOf) =>
      anOrganisation(
        movement,
        'peoples-assembly',
        databases.address('peoples-assembly'),
        documentOf,
      ),
  },
  {
    home: COALITION,
    contracts: ['coalition'],
    start: (databases, documentOf) => aCoalition(databases.address(COALITION), { documentOf }),
  },
];

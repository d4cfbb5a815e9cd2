/** What a kind of organisation is: the commons, and what only it has. */
import type { Connection } from 'mongoose';
import type { Contract } from '../../schema/contracts.ts';
import type { RowRules } from '../framework/access/access.ts';
import type { Context } from './context.ts';
import type { FindNode } from '../framework/context.ts';
import type { CardSource } from '../feed/publish/card-source.ts';

/**
 * What a kind of organisation adds to the commons.
 * `T` are its tables, `L` its loaders; its resolvers get them beside those of the commons.
 */
export interface Kind<T extends object, L extends object> {
  contract: Contract;
  /** Resolvers, typed by the generated types of the contract. */
  resolvers: object;
  /** Its tables in a database. */
  tables(db: Connection): T;
  /** Its loaders, for one request. */
  loaders(tables: T): L;
  /** The rules of rows that its contract names in its policies, beside those of the commons. */
  rules?: RowRules<KindContext<T, L>>;
  /** How its types are found by id. */
  nodes: Readonly<Record<string, FindNode<KindContext<T, L>>>>;
  /** What it shares with the coalition. */
  cards(tables: T): CardSource[];
}

/** The context of a kind's resolvers. */
export type KindContext<T extends object, L extends object> = Omit<Context, 'tables' | 'load'> & {
  tables: Context['tables'] & T;
  load: Context['load'] & L;
};

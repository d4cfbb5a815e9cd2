/**
 * A Module is all that a server has of one subject: its rows, how they are found and read, who may, and what is done to
 * them. An organisation is a list of Modules. The framework composes them and knows none.
 */
import type { Connection } from 'mongoose';
import type { Organisation } from '../../directory/organisations.ts';
import type { Caller } from '../../identity/caller.ts';
import type { IdType } from '../../schema/things.ts';
import type { FindNode } from './context.ts';
import type { PersonalRows } from './personal.ts';
import type { RouteHandler, RouteHandlers } from './routes.ts';
import type { RowRules } from './row-rules.ts';

/**
 * One Module. `Context` is what its resolvers are given, with its own tables and loaders in it; `Source` is the outbox of
 * one of its collections.
 * @example export const module: Module<Context, CardSource> = { tables, loaders, nodes: { petal: … }, resolvers, … }
 */
export interface Module<Context extends { tables: object }, Source = never> {
  /** What it is for, in a sentence to people: why its rows are kept and shown. */
  purpose: string;
  /** Its tables in the database of an organisation. */
  tables(db: Connection, organisation: Organisation): object;
  /** Its loaders, for one request. */
  loaders(tables: Context['tables'], caller: Caller | null): object;
  /** How its things are found, by the type in their ids. */
  nodes: Readonly<Partial<Record<IdType, FindNode<Context>>>>;
  /** Resolvers by type and field, typed by the generated types of its contract. */
  resolvers: Resolvers;
  /** How it answers the routes of its contract. */
  routes?: RouteHandlers<Context>;
  /** The rules of rows that its contract names in its policies. */
  rules?: RowRules<Context>;
  /** The outboxes of what it shares with the coalition. */
  shares?(tables: Context['tables']): readonly Source[];
  /** What its rows say of people. */
  personal?: readonly PersonalRows[];
  /** Makes good what a crash left behind, before the server listens. */
  repair?(tables: Context['tables']): Promise<void>;
}

/** A Module, whatever its context. */
export type AnyModule<Source = unknown> = Module<never, Source>;

/** Resolvers by type. */
export type Resolvers = Readonly<Record<string, object | undefined>>;

/** Several Modules as one: what each has beside what the others have. */
export interface Composed<Source, Context> {
  tables(db: Connection, organisation: Organisation): object;
  loaders(tables: object, caller: Caller | null): object;
  nodes: Readonly<Partial<Record<IdType, FindNode<never>>>>;
  rules: RowRules<Context>;
  routes: Readonly<Record<string, RouteHandler<Context>>>;
  shares(tables: object): Source[];
  personal: readonly PersonalRows[];
  repair(tables: object): Promise<void>;
}

/**
 * Composes Modules. Each is given a context with the tables and loaders of all, so with those that it asks for.
 * @throws Error when two of them have a table, loader, node, rule or route of the same name
 */
export function compose<Source, Context>(
  modules: readonly AnyModule<Source>[],
): Composed<Source, Context> {
  return {
    tables: (db, organisation) => joined(modules.map((one) => one.tables(db, organisation))),
    loaders: (tables, caller) => joined(modules.map((one) => one.loaders(tables as never, caller))),
    nodes: joined(modules.map(({ nodes }) => nodes)),
    rules: joined(modules.map(({ rules = {} }) => rules)) as RowRules<Context>,
    routes: joined(modules.map(({ routes = {} }) => routes)) as Composed<Source, Context>['routes'],
    shares: (tables) => modules.flatMap((one) => one.shares?.(tables as never) ?? []),
    personal: modules.flatMap(({ personal = [] }) => personal),
    async repair(tables) {
      await Promise.all(modules.map(async (one) => one.repair?.(tables as never)));
    },
  };
}

function joined<Part extends object>(parts: readonly Part[]): Part {
  const all: Record<string, unknown> = {};
  for (const [name, value] of parts.flatMap((part) => Object.entries(part))) {
    if (Object.hasOwn(all, name)) throw new Error(`Two Modules have "${name}".`);
    all[name] = value;
  }
  return all as Part;
}

/** The resolvers of several Modules: of each type, the fields that any of them gives it. */
export function mergeResolvers(all: readonly Resolvers[]): Resolvers {
  const merged: Record<string, object> = {};
  for (const [type, fields] of all.flatMap((one) => Object.entries(one)))
    merged[type] = { ...merged[type], ...fields };
  return merged;
}

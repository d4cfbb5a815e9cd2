/**
 * The routes: what owners serve over plain HTTP, beside GraphQL. One row each. The gateway carries a request to its owner,
 * and the framework of subgraphs hands it to the Module that answers it: docs/guides/routes.md.
 */
import type { Contract } from './contract-names.ts';

/** Who may ask: anyone, whoever has signed in, or who holds a right of identity/rights.ts at the owner. */
export type WhoMay = 'ANYONE' | 'SIGNED_IN' | { readonly right: string };

/** What there is to know of a route. */
export interface Route {
  /** The contract whose owners serve it. */
  readonly contract: Contract;
  /** GET is HEAD as well. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/organisations/:owner/`, or below `/coalition/`. It may have parameters: `things/:id`. */
  readonly path: string;
  /** Other public paths of it, each with all of its parameters, `:owner` included: `/calendars/:owner`. */
  readonly aliases: readonly string[];
  readonly who: WhoMay;
  /** How long the body of a request may be, in bytes; 0 where it has none. */
  readonly mostBytesIn: number;
  /** How long an answer may be, in bytes. */
  readonly mostBytesOut: number;
}

const KILOBYTE = 1024;

// A table is read by its columns.
// prettier-ignore
export const ROUTES = [
  { contract: 'organisation', method: 'GET', path: 'about', aliases: [], who: 'ANYONE', mostBytesIn: 0, mostBytesOut: 64 * KILOBYTE },
] as const satisfies readonly Route[];

type Row = (typeof ROUTES)[number];

/** A route as Modules name it: `GET about`. */
export type RouteName = `${Row['method']} ${Row['path']}`;

export const routeName = ({ method, path }: Pick<Route, 'method' | 'path'>): string =>
  `${method} ${path}`;

/** Where clients find a route: its paths at the gateway. */
export const publicPaths = ({ contract, path, aliases }: Route): readonly string[] => [
  contract === 'coalition' ? `/coalition/${path}` : `/organisations/:owner/${path}`,
  ...aliases,
];

/** Where owners serve a route. */
export const ownerPath = ({ contract, path }: Pick<Route, 'contract' | 'path'>): string =>
  `/${contract}/${path}`;

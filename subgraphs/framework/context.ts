/** What the resolvers of every server are given: one a request, and nothing global. */
import type { Connection } from 'mongoose';
import type { Organisation } from '../../directory/organisations.ts';
import type { Caller } from '../../identity/caller.ts';
import type { Right } from '../../identity/rights.ts';
import type { IdType } from '../../schema/things.ts';
import type { AffiliateIds } from './affiliates.ts';
import type { readOnce } from './loaders.ts';
import type { Asking } from './request.ts';

/** What is the same for every kind of server: whose rows it has, and who asks. */
export interface Request extends Asking {
  /** The organisations whose rows are in this server's database. */
  owners: readonly Organisation[];
}

/** What the resolvers of an organisation are given, whatever its types of things. */
export interface OrganisationContext extends Request {
  /** The organisation that serves. */
  organisation: Organisation;
  /** The organisations of the coalition now: only of one of these can a linked thing be. */
  affiliates: AffiliateIds;
  /** Makes the id of a new row: another attempt of the same request, by its idempotency key, makes the same. */
  newId(type: IdType): string;
  /** What has this id, by the type in it; null when it is not there, or not for the caller to see. */
  find(type: IdType, id: string): Promise<object | null>;
  /** Whether the caller holds a right here. */
  may(right: Right): Promise<boolean>;
  /** Reads a list once for all the places in a request that ask for the same page of it. */
  readOnce: ReturnType<typeof readOnce>;
}

/** Makes a Module's tables in a database. */
export type MakeTables = (db: Connection, organisation: Organisation) => object;

/** Makes a Module's loaders for one request. */
export type MakeLoaders = (tables: never, caller: Caller | null) => object;

/**
 * The context of a Module's resolvers: its own tables and loaders beside those of the Modules that it stands on.
 * @example type Context = ContextWith<typeof tables, typeof loaders, MembersContext>
 */
export type ContextWith<
  Tables extends MakeTables,
  Loaders extends MakeLoaders,
  Below extends OrganisationContext = OrganisationContext,
> = Below & { tables: ReturnType<Tables>; load: ReturnType<Loaders> };

/** How a thing of some type is found, whoever asks; null when it is not there. */
export type FindNode<C> = (id: string, context: C) => Promise<object | null>;

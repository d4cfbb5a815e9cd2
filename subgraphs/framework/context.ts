/** What the resolvers of every server are given: one a request, and nothing global. */
import type { Organisation } from '../../directory/organisations.ts';
import type { IdType } from '../../schema/things.ts';
import type { Affiliates } from './affiliates.ts';
import type { Asking } from './request.ts';

/** What is the same for every kind of server: whose rows it has, and who asks. */
export interface Request extends Asking {
  /** The organisations whose rows are in this server's database. */
  known: readonly Organisation[];
}

/** What the resolvers of an organisation are given, whatever its types of things. */
export interface OrganisationContext extends Request {
  /** The organisation that serves. */
  organisation: Organisation;
  /** The organisations of the coalition now: only of one of these can a linked thing be. */
  affiliates: Affiliates;
  /** What has this id, by the type in it; null when it is not there, or not for the caller to see. */
  find(type: IdType, id: string): Promise<object | null>;
}

/** How a thing of some type is found, whoever asks; null when it is not there. */
export type FindNode<C> = (id: string, context: C) => Promise<object | null>;

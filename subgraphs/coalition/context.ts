/** What the coalition's resolvers are given. */
import type { FastifyRequest } from 'fastify';
import type { Organisation } from '../../directory/organisations.ts';
import { AFTER_HEADER } from '../../schema/feed-headers.ts';
import type { Asking } from '../commons/asking.ts';
import type { Request } from '../commons/context.ts';
import { byId, pagesBy } from '../commons/loaders.ts';
import type { Card } from '../commons/shared.ts';
import type { Catalogue } from './catalogue.ts';
import type { CitationArgs } from './citations.ts';
import type { Follower } from './follow/follower.ts';
import type { Freshness } from './follow/freshness.ts';
import { readPositions } from './follow/positions.ts';

/** Something whose owner answers for it: here only its id is known. */
export interface Identified {
  _id: string;
}

export interface Context extends Request {
  /** The affiliate with this id. */
  organisation(id: string): Organisation | undefined;
  /** The catalogue, with what the reader wrote in it, or a second later without. */
  catalogue(): Promise<Catalogue>;
  /** How fresh each organisation's rows in it are, for this request. */
  freshness(): Promise<Freshness[]>;
  load: ReturnType<typeof loadersOf>;
}

/** Cards by id. What is of no affiliate (any longer) is not there. */
const loadersOf = (
  catalogue: Context['catalogue'],
  affiliates: ReadonlyMap<string, Organisation>,
) => {
  const affiliated = <Row extends { organisation: string }>(rows: Row[]) =>
    rows.filter(({ organisation }) => affiliates.has(organisation));
  return {
    idea: byId(async (ids) => affiliated(await (await catalogue()).ideasByIds(ids))),
    event: byId(async (ids) => affiliated(await (await catalogue()).eventsByIds(ids))),
    campaign: byId(async (ids) => affiliated(await (await catalogue()).campaignsByIds(ids))),
    /** The page of what cites a thing, by its id. */
    citations: pagesBy<Card, CitationArgs>(async (ids, args) =>
      (await catalogue()).citations.pages(ids, args, [...affiliates.values()]),
    ),
  };
};

/** Makes the context of a request. */
export function contextFactory(
  known: readonly Organisation[],
  stored: Catalogue,
  follower: Pick<Follower, 'reach' | 'freshness'>,
): (asking: Asking, headers: FastifyRequest['headers']) => Context {
  const organisations = new Map(known.map((organisation) => [organisation.id, organisation]));
  return (asking, headers) => {
    const positions = readPositions(headers[AFTER_HEADER]);
    let reached: Promise<ReadonlySet<string>> | undefined;
    const reach = () => (reached ??= follower.reach(positions));
    const catalogue = () => reach().then(() => stored);
    return {
      known,
      ...asking,
      organisation: (id) => organisations.get(id),
      catalogue,
      freshness: async () => behind(follower.freshness(), await reach()),
      load: loadersOf(catalogue, organisations),
    };
  };
}

/** What its reader wrote and does not see yet is missing from an organisation's rows, however fresh they are. */
const behind = (freshness: Freshness[], missing: ReadonlySet<string>): Freshness[] =>
  freshness.map((one) =>
    one.state === 'LIVE' && missing.has(one.organisation.id) ? { ...one, state: 'BEHIND' } : one,
  );

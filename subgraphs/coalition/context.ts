/** What the coalition's resolvers are given. */
import type { FastifyRequest } from 'fastify';
import type { Affiliate, Directory } from '../../directory/directory.ts';
import { AFTER_HEADER } from '../../schema/feed-headers.ts';
import type { Asking } from '../framework/request.ts';
import type { Request } from '../framework/context.ts';
import { byId, pagesBy } from '../framework/loaders.ts';
import type { Card } from '../cards/card.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import type { CitationArgs } from './catalogue/citations.ts';
import type { Affiliation } from './affiliates/affiliation.ts';
import type { OpenDirectory } from './affiliates/open-directory.ts';
import type { Follower } from '../feed/follow/follower.ts';
import type { Freshness } from '../feed/follow/freshness.ts';
import { readPositions } from '../feed/follow/positions.ts';

/** Something whose owner answers for it: here only its id is known. */
export interface Identified {
  _id: string;
}

/** What the directory was when a request came. */
export interface Affiliates {
  /** Those whose rows are shown. */
  known: readonly Affiliate[];
  /** Those that are suspended too, by their ids. */
  affiliates: ReadonlyMap<string, Affiliate>;
}

export interface Context extends Omit<Request, 'known'>, Affiliates {
  /** The affiliate with this id, suspended or not. */
  organisation(id: string): Affiliate | undefined;
  /** The catalogue, with what the reader wrote in it, or a second later without. */
  catalogue(): Promise<Catalogue>;
  /** How fresh each organisation's rows in it are, for this request. */
  freshness(): Promise<Freshness[]>;
  load: ReturnType<typeof loadersOf>;
  /** What administrators do to the directory. */
  affiliation: Affiliation;
  /** What was done to it. */
  directoryChanges: OpenDirectory['changes'];
}

/** Cards by id. What is of no affiliate, or of one that is suspended, is not there. */
const loadersOf = (catalogue: Context['catalogue'], known: readonly Affiliate[]) => {
  const active = new Set(known.map(({ id }) => id));
  const affiliated = <Row extends { organisation: string }>(rows: Row[]) =>
    rows.filter(({ organisation }) => active.has(organisation));
  return {
    idea: byId(async (ids) => affiliated(await (await catalogue()).ideasByIds(ids))),
    event: byId(async (ids) => affiliated(await (await catalogue()).eventsByIds(ids))),
    campaign: byId(async (ids) => affiliated(await (await catalogue()).campaignsByIds(ids))),
    /** The page of what cites a thing, by its id. */
    citations: pagesBy<Card, CitationArgs>(async (ids, args) =>
      (await catalogue()).citations.pages(ids, args, known),
    ),
  };
};

/** The affiliates of the directory at one moment. */
const affiliatesIn = ({ affiliates }: Directory): Affiliates => ({
  known: affiliates.filter(({ status }) => status === 'ACTIVE'),
  affiliates: new Map(affiliates.map((one) => [one.id, one])),
});

/** The same, looked at once for each state of the directory. */
function affiliatesOnce(): (directory: Directory) => Affiliates {
  const seen = new WeakMap<Directory, Affiliates>();
  return (directory) => {
    const found = seen.get(directory) ?? affiliatesIn(directory);
    seen.set(directory, found);
    return found;
  };
}

/** Makes the context of a request. */
export function contextFactory(
  directory: Pick<OpenDirectory, 'now' | 'changes'>,
  affiliation: Affiliation,
  stored: Catalogue,
  follower: Pick<Follower, 'reach' | 'freshness'>,
): (asking: Asking, headers: FastifyRequest['headers']) => Context {
  const affiliatesOf = affiliatesOnce();
  return (asking, headers) => {
    const { known, affiliates } = affiliatesOf(directory.now());
    const positions = readPositions(headers[AFTER_HEADER]);
    let reached: Promise<ReadonlySet<string>> | undefined;
    const reach = () => (reached ??= follower.reach(positions));
    let fresh: Promise<Freshness[]> | undefined;
    const catalogue = () => reach().then(() => stored);
    return {
      known,
      affiliates,
      ...asking,
      organisation: (id) => affiliates.get(id),
      catalogue,
      freshness: () => (fresh ??= reach().then((missing) => behind(follower.freshness(), missing))),
      load: loadersOf(catalogue, known),
      affiliation,
      directoryChanges: directory.changes,
    };
  };
}

/** What its reader wrote and does not see yet is missing from an organisation's rows, however fresh they are. */
const behind = (freshness: Freshness[], missing: ReadonlySet<string>): Freshness[] =>
  freshness.map((one) =>
    one.state === 'LIVE' && missing.has(one.organisation.id) ? { ...one, state: 'BEHIND' } : one,
  );

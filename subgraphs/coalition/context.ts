/** What the coalition's resolvers are given. */
import type { FastifyRequest } from 'fastify';
import type { Affiliate, Directory } from '../../directory/directory.ts';
import { REQUIRED_OFFSETS_HEADER } from '../../schema/feed-headers.ts';
import type { Asking } from '../framework/request.ts';
import type { Request } from '../framework/context.ts';
import { CARD_TYPES, type CardType, type IdTypeOfCard, thingOfCard } from '../../schema/things.ts';
import type { CatalogueContext } from '../cards/catalogue-context.ts';
import { byId } from '../framework/loaders.ts';
import { pagesBy } from '../framework/lists/pages-by.ts';
import type { Card } from '../cards/card.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import type { CitationArgs } from './catalogue/citations.ts';
import type { Affiliation } from './affiliates/affiliation.ts';
import type { DirectoryStore } from './affiliates/directory-store.ts';
import type { Follower } from '../feed/follow/follower.ts';
import type { Freshness } from '../feed/follow/freshness.ts';
import { readRequiredOffsets } from '../feed/follow/required-offsets.ts';

/** What the directory was when a request came. */
export interface Affiliates {
  /** Those that are not suspended: their rows are in lists. */
  active: readonly Affiliate[];
  /** The ids of these. */
  activeIds: ReadonlySet<string>;
  /** Those that are suspended too, by their ids. */
  affiliates: ReadonlyMap<string, Affiliate>;
}

export interface Context
  extends Omit<Request, 'owners'>, Affiliates, Pick<CatalogueContext, 'cards'> {
  /** The catalogue, with what the reader wrote in it, or a second later without. */
  catalogue(): Promise<Catalogue>;
  /** How fresh each organisation's rows in it are, for this request. */
  freshness(): Promise<Freshness[]>;
  load: ReturnType<typeof loadersOf>;
  /** What administrators do to the directory. */
  affiliation: Affiliation;
  /** What the directory has on record of an affiliate. */
  directoryRecord: DirectoryStore['record'];
  /** What was done to it. */
  directoryChanges: DirectoryStore['changes'];
}

type CardLoader = ReturnType<typeof byId<Card>>;

/** Cards by id, of each type by the type in its ids. What is of no affiliate, or of one that is suspended, is not there. */
function loadersOf(catalogue: Context['catalogue'], { active, activeIds }: Affiliates) {
  const ofType = (type: CardType): CardLoader =>
    byId(async (ids) => {
      const found = await (await catalogue()).byIds(type, ids);
      return found.filter(({ organisation }) => activeIds.has(organisation));
    });
  return {
    ...(Object.fromEntries(
      CARD_TYPES.map((type) => [thingOfCard(type).idType, ofType(type)]),
    ) as Record<IdTypeOfCard, CardLoader>),
    /** The page of what cites a thing, by its id. */
    citations: pagesBy<Card, CitationArgs>(async (ids, args) =>
      (await catalogue()).citations.pages(ids, args, active),
    ),
  };
}

/** The cards of these ids, in their order; one that is not there is left out. */
async function cardsThere(loader: CardLoader, ids: readonly string[]): Promise<Card[]> {
  const found = await loader.loadMany([...ids]);
  return found.flatMap((card) => {
    if (card instanceof Error) throw card;
    return card ?? [];
  });
}

/** The affiliates of the directory at one moment. */
function affiliatesIn({ affiliates }: Directory): Affiliates {
  const active = affiliates.filter(({ status }) => status === 'ACTIVE');
  return {
    active,
    activeIds: new Set(active.map(({ id }) => id)),
    affiliates: new Map(affiliates.map((one) => [one.id, one])),
  };
}

/** The same, memoized for each state of the directory. */
function memoizedAffiliates(): (directory: Directory) => Affiliates {
  const seen = new WeakMap<Directory, Affiliates>();
  return (directory) => {
    const found = seen.get(directory) ?? affiliatesIn(directory);
    seen.set(directory, found);
    return found;
  };
}

/** Makes the context of a request. */
export function coalitionContexts(
  directory: Pick<DirectoryStore, 'now' | 'record' | 'changes'>,
  affiliation: Affiliation,
  stored: Catalogue,
  follower: Pick<Follower, 'reach' | 'freshness'>,
): (asking: Asking, headers: FastifyRequest['headers']) => Context {
  const affiliatesOf = memoizedAffiliates();
  return (asking, headers) => {
    const now = affiliatesOf(directory.now());
    const required = readRequiredOffsets(headers[REQUIRED_OFFSETS_HEADER]);
    let reached: Promise<ReadonlySet<string>> | undefined;
    const reach = () => (reached ??= follower.reach(required));
    let fresh: Promise<Freshness[]> | undefined;
    const catalogue = () => reach().then(() => stored);
    const load = loadersOf(catalogue, now);
    return {
      ...now,
      ...asking,
      catalogue,
      freshness: () => (fresh ??= reach().then((missing) => behind(follower.freshness(), missing))),
      load,
      cards: (type, ids) => cardsThere(load[thingOfCard(type).idType], ids),
      affiliation,
      directoryRecord: directory.record,
      directoryChanges: directory.changes,
    };
  };
}

/** What its reader wrote and does not see yet is missing from an organisation's rows, however fresh they are. */
const behind = (freshness: Freshness[], missing: ReadonlySet<string>): Freshness[] =>
  freshness.map((one) =>
    one.state === 'LIVE' && missing.has(one.organisation.id) ? { ...one, state: 'BEHIND' } : one,
  );

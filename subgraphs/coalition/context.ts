/** What the coalition's resolvers are given. */
import type { Organisation } from '../../directory/organisations.ts';
import type { Asking } from '../commons/asking.ts';
import type { Request } from '../commons/context.ts';
import { byId, pagesBy } from '../commons/loaders.ts';
import type { Card } from '../commons/shared.ts';
import type { Catalogue } from './catalogue.ts';
import type { CitationArgs } from './citations.ts';
import type { Freshness, Gatherer } from './gatherer.ts';

/** Something whose owner answers for it: here only its id is known. */
export interface Identified {
  _id: string;
}

export interface Context extends Request {
  /** The affiliate with this id. */
  organisation(id: string): Organisation | undefined;
  /** The catalogue, with all in it that was acknowledged before this request. */
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
  gatherer: Gatherer,
): (asking: Asking) => Context {
  const organisations = new Map(known.map((organisation) => [organisation.id, organisation]));
  return (asking) => {
    let fresh: Promise<Freshness[]> | undefined;
    const freshness = () => (fresh ??= gatherer.freshen());
    const catalogue = () => freshness().then(() => stored);
    return {
      known,
      ...asking,
      organisation: (id) => organisations.get(id),
      catalogue,
      freshness,
      load: loadersOf(catalogue, organisations),
    };
  };
}

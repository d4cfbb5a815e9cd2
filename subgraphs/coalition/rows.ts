/** What stands for the coalition's types between resolvers; what stands for a thing is its card. */
import type { Affiliate } from '../../directory/directory.ts';
import type { Card } from '../cards/card.ts';
import type { Freshness } from '../feed/follow/freshness.ts';
import type { List } from '../framework/lists/list.ts';
import type { Edge, Page } from '../framework/lists/page.ts';
import type { ChangeRow } from './affiliates/change-log.ts';
import type { Reason, SimilarIdea, SimilarIdeasRow as Similar } from './similar/similar-cards.ts';

export type OrganisationRow = Affiliate;
export type DirectoryChangeRow = ChangeRow;
export type FreshnessRow = Freshness;

export type CardRow = Card;
export type SearchConnectionRow = List<Card>;
export type SearchEdgeRow = Edge<Card>;
export type CitationConnectionRow = Page<Card>;
export type CitationEdgeRow = Edge<Card>;

export type SimilarIdeasRow = Similar;
export type SimilarIdeaEdgeRow = SimilarIdea;
export type LikenessRow = Reason;

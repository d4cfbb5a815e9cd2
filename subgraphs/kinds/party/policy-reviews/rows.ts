/** What stands for types of the contract between resolvers that are no rows. */
import type { Edge, Page } from '../../../framework/lists/page.ts';
import type { TakenUpIdeaRow } from './review.ts';

export type TakenUpIdeaConnectionRow = Page<TakenUpIdeaRow>;
export type TakenUpIdeaEdgeRow = Edge<TakenUpIdeaRow>;

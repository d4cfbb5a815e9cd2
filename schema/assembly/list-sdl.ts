/** The SDL of a list: what is the same for each, with the names and nouns of one. */
import type { Facet, Nouns } from './facets.ts';

/** What a list has of its own. */
export interface ListParts extends Nouns {
  /** The type of what is listed: `PolicyIdea`. */
  typename: string;
  /** The name of the list, on an organisation and across all of them: `policyIdeas`. */
  field: string;
  /** The order that it has when none is asked for. */
  order: string;
  facets: readonly Facet[];
  /** What an organisation that owns some is called: "organisation", or "think-tank". */
  owner: string;
}

/** The orders that every list has. */
export const SHARED_ORDERS: readonly string[] = ['NEWEST', 'OLDEST', 'UPDATED', 'RELEVANCE'];

/** Facets count all that a list has, where a page reads its own rows alone. */
const COST_OF_FACETS = 500;

/** The fields that answer the list, its connection, facets, filter and orders. */
export const listSdl = (list: ListParts): string =>
  [fieldsSdl(list), connectionSdl(list), filterSdl(list), orderSdl(list)].join('\n');

function fieldsSdl({ typename, field, order, things, owner, owners }: ListParts): string {
  const list = `${field}(
    "Which ${things}; all of them when left out."
    filter: ${typename}Filter
    "In which order."
    orderBy: ${typename}Order = ${order}
  ): ${typename}Connection`;
  const elsewhere = owner === 'organisation' ? '' : ` Null for what is no ${owner}.`;
  return `
    extend type Organisation {
      "The ${things} of this ${owner}. It answers itself, also when the coalition's catalogue is down.${elsewhere}"
      ${list}
    }

    extend type Query {
      "The ${things} of all ${owners}, from the coalition's catalogue."
      ${list}
    }`;
}

const connectionSdl = ({ typename, things, facets }: ListParts): string => `
  type ${typename}Connection @shareable {
    "How many ${things} there are of each theme, area, status… under the list's filter."
    facets: ${typename}Facets! @cost(weight: ${COST_OF_FACETS})
    "How fresh the rows of each organisation are."
    freshness: [Freshness!]!
  }

  type ${typename}Edge @shareable

  """
  How many ${things} of a list there are of each theme, area, status… A count says how many the same list would have with
  that one value in place of the values that the filter gives for the same thing, all else in the filter as it is. So the
  counts of what is chosen are counts of the list, and the others tell what choosing them as well would bring. Most
  first; what there is none of is left out.
  """
  type ${typename}Facets @shareable {
    ${facets.map(({ counts }) => counts).join('\n')}
  }

  ${facets.map(({ type = '' }) => type).join('\n')}`;

const filterSdl = ({ typename, things, facets }: ListParts): string => `
  "Which ${things} to list. All conditions must hold; within one, any of its values may."
  input ${typename}Filter {
    ${facets.map(({ condition = '' }) => condition).join('\n')}
    "Only ${things} put on record at this moment or later."
    createdFrom: DateTime
    "Only ${things} put on record before this moment."
    createdBefore: DateTime
    "Only ${things} that changed last at this moment or later."
    updatedFrom: DateTime
    "Only ${things} that changed last before this moment."
    updatedBefore: DateTime
    "Only ${things} whose title or summary has any of these words, at most 200 characters."
    text: String
  }`;

const orderSdl = ({ typename, things }: ListParts): string => `
  "How to order a list of ${things}."
  enum ${typename}Order {
    "Newest first, by when they were put on record."
    NEWEST
    "Oldest first, by when they were put on record."
    OLDEST
    "Those that changed last first, by \`updatedAt\`."
    UPDATED
    "Best match of \`filter.text\` first; refused without it."
    RELEVANCE
  }`;

/** The media types of answers (GraphQL over HTTP, "Accept"). */
import Negotiator from 'negotiator';

/** The media type of GraphQL answers. With it a status says how the request went. */
export const GRAPHQL_RESPONSE = 'application/graphql-response+json; charset=utf-8';

/** The older one, for all that do not ask for the other. Their clients read an answer with the status 200 alone. */
export const JSON_RESPONSE = 'application/json; charset=utf-8';

/**
 * The media type that a client likes best; undefined where it takes none of the two.
 * @example mediaTypeFor('application/graphql-response+json, application/json;q=0.9') // GRAPHQL_RESPONSE
 */
export const mediaTypeFor = (accept: string | undefined): string | undefined =>
  accept?.trim()
    ? new Negotiator({ headers: { accept } }).mediaType([JSON_RESPONSE, GRAPHQL_RESPONSE])
    : JSON_RESPONSE;

/** The errors of a request whose caller cannot be established. No operation runs. */
import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';

/** When to ask again after an issuer could not be asked, in seconds: its keys are fetched again by then. */
const RETRY_AFTER_S = 5;

/**
 * The status 401, with the challenge that it needs (RFC 6750, section 3). That has an error only where a token was sent.
 */
export const unauthenticated = (message: string, { hasToken }: { hasToken: boolean }) =>
  new GraphQLError(message, {
    extensions: {
      code: 'UNAUTHENTICATED',
      http: {
        status: 401,
        headers: new HeaderMap([
          [
            'www-authenticate',
            `Bearer realm="groundswell"${hasToken ? ', error="invalid_token"' : ''}`,
          ],
        ]),
      },
    },
  });

export const isUnauthenticated = (error: unknown): boolean =>
  error instanceof GraphQLError && error.extensions['code'] === 'UNAUTHENTICATED';

/** The status 503: whether a token is valid is not known, as the issuer of this organisation cannot be asked. */
export const identityUnavailable = (organisation: string) =>
  new GraphQLError(
    `The token cannot be verified now, as the issuer of "${organisation}" does not give its keys: try again in ${RETRY_AFTER_S} seconds. Public data can be read without a token.`,
    {
      extensions: {
        code: 'IDENTITY_UNAVAILABLE',
        organisation,
        http: { status: 503, headers: new HeaderMap([['retry-after', String(RETRY_AFTER_S)]]) },
      },
    },
  );

/** The programs that may ask the local issuer for tokens: the same two at every organisation. */
import type { ClientMetadata } from 'oidc-provider';
import { SAMPLE_APPLICATION } from '../../directory/sign-in.ts';

/** The client of everyone's frontend: public, so that it has no secret, and each sign-in is proven by PKCE. */
export const FRONTEND = 'sample-frontend';

/** The client of server applications. It is no secret: whoever reaches the local issuer can be anyone at all. */
export const APPLICATION = {
  id: SAMPLE_APPLICATION.subject,
  secret: 'for-development-and-nothing-else',
  /** What it may be given, as OAuth writes a list. */
  scope: SAMPLE_APPLICATION.rights.join(' '),
};

export const CLIENTS: ClientMetadata[] = [
  {
    client_id: FRONTEND,
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    // Any other address of this machine is taken too: `provider.ts` says so.
    redirect_uris: ['http://127.0.0.1/'],
    application_type: 'native',
  },
  {
    client_id: APPLICATION.id,
    client_secret: APPLICATION.secret,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
  },
];

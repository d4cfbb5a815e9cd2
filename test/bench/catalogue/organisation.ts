/** One organisation as its program starts it, with nothing in it. */
import type { DatabaseAddress } from '../../../directory/addresses.ts';
import { type PrivateKeys, signingKeys } from '../../../identity/signing-keys.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import { startOrganisation } from '../../../subgraphs/organisation/server.ts';
import { publishedKeys } from '../../support/identity.ts';
import { organisationsOf } from '../measuring/organisations.ts';
import { serveRole } from '../measuring/role.ts';
import { kindOf } from '../../support/kinds.ts';

serveRole({
  /** Answers its address. */
  async start({ address, keys }: { address: DatabaseAddress; keys: PrivateKeys }) {
    const [organisation] = organisationsOf({ organisations: 1 });
    if (!organisation) throw new Error('Expected an organisation, but there is none.');
    const published = publishedKeys(signingKeys(() => keys));
    const { port } = await startOrganisation(kindOf(organisation), {
      organisation,
      affiliates: new Set([organisation.id]),
      issuer: null,
      db: await connect(address, organisation.id),
      trusted: { gateway: published, coalition: published },
      host: '127.0.0.1',
      port: 0,
    });
    return `http://127.0.0.1:${port}`;
  },
});

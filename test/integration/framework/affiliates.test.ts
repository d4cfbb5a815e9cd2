import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readOrganisations } from '../../../directory/organisations.ts';
import { followAffiliates } from '../../../subgraphs/framework/affiliates.ts';
import { anAffiliate } from '../../support/directory.ts';
import { aDirectoryServer, type DirectoryServer } from '../../support/directory-server.ts';
import { until } from '../../support/until.ts';

const KNOWN_WITHIN_MS = 2_000;

const organisations = readOrganisations().slice(0, 2);
const listed = organisations.map((one) => anAffiliate(one));
const joining = anAffiliate({ ...organisations[0]!, id: 'leeds-renters' });

let server: DirectoryServer;
let close: () => Promise<void>;
beforeEach(async () => {
  server = await aDirectoryServer({ revision: 4, affiliates: listed });
});
afterEach(async () => {
  await close();
  await server.stop();
});

/** The affiliates as an organisation's server sees them. */
function follow() {
  const following = followAffiliates(organisations, [server.url]);
  close = following.close;
  return following.affiliates;
}

describe('to an organisation’s server, the affiliates', () => {
  test('are those on disk at first, and then those that the coalition tells anyone', async () => {
    const affiliates = follow();
    expect([affiliates.has('labour'), affiliates.has(joining.id)]).toEqual([true, false]);
    server.change([...listed, joining]);
    await until('one more', KNOWN_WITHIN_MS, () => affiliates.has(joining.id));
    expect(server.asked[0]).toBe('/affiliates');
    server.change([joining]);
    await until('two fewer', KNOWN_WITHIN_MS, () => !affiliates.has('labour'));
  });

  test('are there while they are suspended', async () => {
    const affiliates = follow();
    server.change([listed[0]!, { ...joining, status: 'SUSPENDED' }]);
    await until('the news', KNOWN_WITHIN_MS, () => affiliates.has(joining.id));
  });

  test('stay known while the coalition is down, from the start too', async () => {
    await server.stop();
    const affiliates = follow();
    expect(affiliates.has('labour')).toBe(true);
    server.replace({ revision: 5, affiliates: [...listed, joining] });
    await server.start();
    await until('the news', KNOWN_WITHIN_MS, () => affiliates.has(joining.id));
    await server.stop();
    expect(affiliates.has(joining.id)).toBe(true);
  });

  test('are those on disk where nothing says where the coalition is', () => {
    const { affiliates } = followAffiliates(organisations, undefined);
    close = async () => undefined;
    expect([affiliates.has('labour'), affiliates.has(joining.id)]).toEqual([true, false]);
    expect(server.asked).toEqual([]);
  });
});

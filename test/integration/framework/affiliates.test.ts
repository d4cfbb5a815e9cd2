import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readOrganisations } from '../../../directory/organisations.ts';
import { followAffiliates } from '../../../subgraphs/framework/affiliates.ts';
import { anAffiliate } from '../../support/directory.ts';
import { aDirectoryServer, type DirectoryServer } from '../../support/directory-server.ts';
import { until } from '../../support/until.ts';

/** How soon a change has to arrive. */
const ARRIVES_WITHIN_MS = 2_000;

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

/** Follows the affiliates as an organisation's server does. */
function follow() {
  const followed = followAffiliates(organisations, [server.url]);
  close = followed.close;
  return followed.affiliates;
}

describe('the affiliates that an organisation’s server links to', () => {
  test('are those of the list on disk at first, then those of the coalition’s public list', async () => {
    const affiliates = follow();
    expect([affiliates.has('labour'), affiliates.has(joining.id)]).toEqual([true, false]);
    server.change([...listed, joining]);
    await until('one more', ARRIVES_WITHIN_MS, () => affiliates.has(joining.id));
    expect(server.requests[0]).toBe('/affiliates');
    server.change([joining]);
    await until('two fewer', ARRIVES_WITHIN_MS, () => !affiliates.has('labour'));
  });

  test('include suspended ones', async () => {
    const affiliates = follow();
    server.change([listed[0]!, { ...joining, status: 'SUSPENDED' }]);
    await until('the change', ARRIVES_WITHIN_MS, () => affiliates.has(joining.id));
  });

  test('stay the same while the coalition is down, at the start too', async () => {
    await server.stop();
    const affiliates = follow();
    expect(affiliates.has('labour')).toBe(true);
    server.replace({ revision: 5, affiliates: [...listed, joining] });
    await server.start();
    await until('the change', ARRIVES_WITHIN_MS, () => affiliates.has(joining.id));
    await server.stop();
    expect(affiliates.has(joining.id)).toBe(true);
  });

  test('are those of the list on disk where no address of the coalition is set', () => {
    const { affiliates } = followAffiliates(organisations, undefined);
    close = async () => undefined;
    expect([affiliates.has('labour'), affiliates.has(joining.id)]).toEqual([true, false]);
    expect(server.requests).toEqual([]);
  });
});

/** Checks an organisation before it is affiliated: where it is, what it serves, and who it is. */
import { contractsOf } from '../../../../directory/organisations.ts';
import type { SafeConnect } from '../../../../platform/http/safe-connect.ts';
import type { CheckAffiliate } from './affiliate-check.ts';
import { checkAddresses } from './check-addresses.ts';
import { checkContract } from './check-contract.ts';
import { checkIdentity } from './check-identity.ts';
import type { AskOrganisation, OrganisationClient } from './organisation-client.ts';
import { refusal } from './refusal.ts';

/** The time for the whole check: an administrator waits for it, and the gateway gives up after five seconds. */
const CHECKED_WITHIN_MS = 4_000;

/**
 * Makes the check: the addresses of the affiliate and of its issuer may be connected to, the contracts of its kind are
 * served, and its server answers with its id, name and kind.
 */
export const affiliateCheck =
  (safeConnect: SafeConnect, client: OrganisationClient): CheckAffiliate =>
  async (affiliate, pathOf) => {
    const { id: organisation, url } = affiliate;
    const argument = pathOf('url');
    if (url === null) throw refusal(argument, 'an address', 'none is on record');
    const signal = AbortSignal.timeout(CHECKED_WITHIN_MS);
    await checkAddresses(safeConnect, affiliate, pathOf, signal);
    const ask: AskOrganisation = (contract, query, variables = {}) =>
      client.ask({ organisation, url, contract, query, variables }, signal);
    await Promise.all(
      contractsOf(affiliate).map((contract) => checkContract(ask, contract, argument)),
    );
    await checkIdentity(ask, affiliate, argument);
  };

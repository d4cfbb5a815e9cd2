/** Whether an organisation is what it is said to be, where it is said to be: what is looked at before it is followed. */
import { GraphQLError } from 'graphql';
import { z } from 'zod';
import type { Affiliate } from '../../../../directory/directory.ts';
import { contractsOf } from '../../../../directory/organisations.ts';
import { AddressRefused, type Outward } from '../../../../platform/http/safe-connect.ts';
import { type Contract, contractDocument } from '../../../../schema/contracts.ts';
import type { Argument, Check } from '../one-affiliate.ts';
import { NoAnswer, type OrganisationAsker, type Question } from './ask-organisation.ts';
import { sdlDifferences } from './sdl-difference.ts';

/** All of it takes no longer: whoever asked waits, and the gateway gives up after five seconds. */
const WITHIN_MS = 4_000;

/** So many differences are told. */
const MOST_TOLD = 3;

/** No text of an organisation that is shown is longer. */
const SHOWN = 80;

/** A question to the organisation that is looked at. */
type Ask = (
  contract: Contract,
  query: string,
  variables?: Question['variables'],
) => Promise<Record<string, unknown>>;

/**
 * Looks at where an affiliate and its issuer are, whether it serves the contracts of its kind, and whether it answers
 * by its own id, name and kind.
 */
export const checkAffiliates =
  (outward: Outward, asker: OrganisationAsker): Check =>
  async (affiliate, argument) => {
    const { id: organisation, url } = affiliate;
    if (url === null) throw wrong(argument('url'), 'an address', 'none is on record');
    const signal = AbortSignal.timeout(WITHIN_MS);
    await needAddresses(outward, affiliate, argument, signal);
    const ask: Ask = (contract, query, variables = {}) =>
      asker.ask({ organisation, url, contract, query, variables }, signal);
    const at = argument('url');
    await Promise.all(contractsOf(affiliate).map((contract) => needContract(ask, contract, at)));
    await needItself(ask, affiliate, at);
  };

const wrong = (argument: string, expected: string, got: string): GraphQLError =>
  new GraphQLError(`${argument}: expected ${expected}, but ${got}.`, {
    extensions: { code: 'BAD_USER_INPUT', argument },
  });

/** What is in the settings is where the settings say. @throws BAD_USER_INPUT */
async function needAddresses(
  outward: Outward,
  { url, signIn }: Affiliate,
  argument: Argument,
  signal: AbortSignal,
): Promise<void> {
  if (url !== null && outward.isTrusted(new URL(url))) return;
  for (const [name, address] of Object.entries({ url, issuer: signIn?.issuer, jwks: signIn?.jwks }))
    if (address != null)
      await answered(
        argument(name as 'url' | 'issuer' | 'jwks'),
        'https:// and a host with public addresses alone, or with such as AFFILIATE_NETWORKS allows',
        orAbort(outward.check(new URL(address)), signal),
      );
}

/** Nothing stops the system's way to look up a host, so it is left behind. */
const orAbort = <Found>(promise: Promise<Found>, signal: AbortSignal): Promise<Found> =>
  Promise.race([
    promise,
    new Promise<never>((_resolve, reject) => {
      const late = () => reject(new AddressRefused('the host is not found in time'));
      if (signal.aborted) late();
      else signal.addEventListener('abort', late, { once: true });
    }),
  ]);

/** What was asked for. @throws BAD_USER_INPUT saying why there is no answer */
async function answered<Found>(argument: string, expected: string, promise: Promise<Found>) {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof NoAnswer || error instanceof AddressRefused)
      throw wrong(argument, expected, error.message);
    throw error;
  }
}

const service = z.object({ service: z.object({ sdl: z.string() }) });

/** @throws BAD_USER_INPUT saying where what is served is not the contract */
async function needContract(ask: Ask, contract: Contract, argument: string): Promise<void> {
  const expected = `an organisation that serves the contract "${contract}" as it is here`;
  const said = service.safeParse(
    await answered(argument, expected, ask(contract, '{ service: _service { sdl } }')),
  );
  if (!said.success) throw wrong(argument, expected, `/${contract} tells no schema`);
  const differences = differencesOf(contract, said.data.service.sdl);
  if (differences.length === 0) return;
  const told = differences.slice(0, MOST_TOLD).map((one) => one.slice(0, 3 * SHOWN));
  const more = differences.length - told.length;
  throw wrong(
    argument,
    expected,
    `there ${told.join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
  );
}

function differencesOf(contract: Contract, sdl: string): string[] {
  try {
    return sdlDifferences(contractDocument(contract), sdl);
  } catch (error) {
    return [
      `the schema cannot be read: ${(error as Error).message.slice(0, SHOWN).replace(/\.$/, '')}`,
    ];
  }
}

const PROBE = `query ($of: [_Any!]!) { entities: _entities(representations: $of) { ... on Organisation { id name kind } } }`;

const entities = z.object({
  entities: z.tuple([z.object({ id: z.string(), name: z.string(), kind: z.string() })]),
});

/** @throws BAD_USER_INPUT saying as whom it answers */
async function needItself(ask: Ask, affiliate: Affiliate, argument: string): Promise<void> {
  const expected = `an organisation that answers as "${affiliate.id}"`;
  const of = [{ __typename: 'Organisation', id: affiliate.id }];
  const said = entities.safeParse(
    await answered(argument, expected, ask('organisation', PROBE, { of })),
  );
  if (!said.success) throw wrong(argument, expected, 'it knows no organisation of this id');
  const [itself] = said.data.entities;
  for (const name of ['id', 'name', 'kind'] as const)
    if (itself[name] !== affiliate[name])
      throw wrong(
        argument,
        `${expected} with the ${name} "${affiliate[name]}"`,
        `it says "${itself[name].slice(0, SHOWN)}"`,
      );
}

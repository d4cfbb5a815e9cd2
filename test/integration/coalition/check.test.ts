/** The check of an organisation before it is affiliated, at servers that are not what they should be. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { LookupAddress, LookupOptions } from 'node:dns';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type DocumentNode, visit } from 'graphql';
import type { Affiliate } from '../../../directory/directory.ts';
import { networksWith, PUBLIC_NETWORKS } from '../../../platform/http/networks.ts';
import { createSafeConnect, type SafeConnectOptions } from '../../../platform/http/safe-connect.ts';
import { assertionsBy } from '../../../identity/assertion.ts';
import { contractDocument } from '../../../schema/contracts.ts';
import { affiliateCheck } from '../../../subgraphs/coalition/affiliates/check/check-affiliate.ts';
import { createOrganisationClient } from '../../../subgraphs/coalition/affiliates/check/organisation-client.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { type Signers, someSigners } from '../../support/identity.ts';
import { aNewcomer } from '../../support/newcomer.ts';

const LOOPBACK = networksWith(['127.0.0.0/8', '::1/128']);

let signers: Signers;
let databases: TestDatabase;
let server: Server;
let requests = 0;
let respond: (response: ServerResponse) => void = () => {};
beforeAll(async () => {
  signers = await someSigners();
  databases = await testDatabase();
  server = createServer((_request, response) => {
    requests += 1;
    respond(response);
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
});
beforeEach(() => {
  requests = 0;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await databases?.close();
});

const portOf = () => (server.address() as AddressInfo).port;

const leeds = (given: Partial<Affiliate> = {}): Affiliate => ({
  id: 'leeds-renters',
  kind: 'MOVEMENT',
  name: 'Leeds Renters',
  summary: null,
  website: null,
  joinedAt: new Date(),
  signIn: null,
  issuer: null,
  url: `http://127.0.0.1:${portOf()}`,
  status: 'ACTIVE',
  ...given,
});

/** The error of the check; null where it finds nothing wrong. */
async function errorOf(affiliate: Affiliate, options: Partial<SafeConnectOptions> = {}) {
  const safeConnect = createSafeConnect({ networks: LOOPBACK, trusted: new Set(), ...options });
  const client = createOrganisationClient(
    safeConnect,
    assertionsBy('coalition', signers.keys.coalition),
  );
  try {
    await affiliateCheck(safeConnect, client)(affiliate, (field) => `input.${field}`);
    return null;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await client.close();
  }
}

const answering =
  (body: string, status = 200, headers = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(status, headers).end(body);

const endless = (response: ServerResponse): void => {
  const more = () => {
    while (!response.destroyed && response.write('x'.repeat(65_536)));
  };
  response.on('drain', more);
  more();
};

describe('a server that', () => {
  test.each<[string, (response: ServerResponse) => void, RegExp]>([
    [
      'redirects',
      answering('', 302, { location: 'http://169.254.169.254/' }),
      /status 302: a redirect is not followed/,
    ],
    ['never ends', endless, /answered more than 2 MB/],
    ['refuses our signature', answering('{}', 401), /status 401: it serves another organisation/],
    ['fails', answering('{}', 500), /answered with the status 500/],
    ['is no GraphQL server', answering('<html>'), /did not answer as a GraphQL server/],
    ['answers errors', answering('{"data":null,"errors":[{}]}'), /answered with an error/],
    ['has no schema', answering('{"data":{}}'), /answered without a schema/],
    [
      'has a schema with a syntax error',
      answering('{"data":{"service":{"sdl":"type {"}}}'),
      /the schema cannot be read: Syntax Error/,
    ],
    [
      'has a schema without end',
      answering(JSON.stringify({ data: { service: { sdl: `type A{${'a:A '.repeat(50_000)}}` } } })),
      /the schema cannot be read: Syntax Error: Document contains more tha[nt] 100000 tokens/,
    ],
    [
      'has a deeply nested schema',
      answering(JSON.stringify({ data: { service: { sdl: `type A{a:${'['.repeat(90_000)}` } } })),
      /the schema cannot be read/,
    ],
    [
      'closes the connection',
      (response) => void response.destroy(),
      /cannot be reached there \(UND_ERR_SOCKET\)/,
    ],
  ])('%s is refused, and the error says why', async (_what, answer, words) => {
    respond = answer;
    expect(await errorOf(leeds())).toMatch(words);
    // One for each contract at most, and none to the target of the redirect.
    expect([1, 2]).toContain(requests);
  });

  test('does not answer is refused after four seconds', async () => {
    respond = () => {};
    const start = Date.now();
    expect(await errorOf(leeds())).toMatch(/did not answer in time/);
    expect(Date.now() - start).toBeLessThan(8_000);
  });

  test('does not exist is refused, and the error says so', async () => {
    const nobody = createServer();
    await new Promise<void>((listening) => {
      nobody.listen(0, '127.0.0.1', listening);
    });
    const { port } = nobody.address() as AddressInfo;
    await new Promise((closed) => {
      nobody.close(closed);
    });
    expect(await errorOf(leeds({ url: `http://127.0.0.1:${port}` }))).toMatch(
      /cannot be reached there \(ECONNREFUSED\)/,
    );
  });
});

describe('an organisation', () => {
  /** The error of the check, for an organisation that serves its contracts with a change. */
  async function errorWith(change: (contract: DocumentNode) => DocumentNode) {
    const newcomer = await aNewcomer(signers, databases.address('leeds-renters'), {
      documentOf: (contract) => change(contractDocument(contract)),
    });
    const words = await errorOf(leeds({ url: newcomer.url }));
    await newcomer.close();
    return words;
  }

  test('that serves its contracts and answers as itself passes the check', async () => {
    expect(await errorWith((contract) => contract)).toBeNull();
  });

  test.each<[string, (contract: DocumentNode) => DocumentNode, RegExp]>([
    [
      'lacks a field',
      (contract) =>
        visit(contract, {
          FieldDefinition: ({ name }) => (name.value === 'rsvpCounts' ? null : undefined),
        }),
      /the contract "organisation" as it is here, but there Event.rsvpCounts was removed\.$/,
    ],
    [
      'lacks a guard',
      (contract) =>
        visit(contract, {
          FieldDefinition: (field) =>
            field.name.value === 'recordWin'
              ? {
                  ...field,
                  directives: field.directives?.filter(({ name }) => name.value === 'partition'),
                }
              : undefined,
        }),
      /the contract "movement" as it is here, but there Mutation.recordWin has @partition\(.*\) in place of .*@requiresScopes/,
    ],
    [
      'links a newer federation',
      (contract) =>
        visit(contract, {
          StringValue: (node) => ({
            ...node,
            value: node.value.replace(/(federation\/v).*/, '$12.15'),
          }),
        }),
      /^input\.url: expected .* as it is here, but there the schema links Apollo Federation 2\.15, and the highest version that is supported is 2\.14: link that or a lower one\.$/,
    ],
    [
      'uses what the gateway does not support',
      (contract) =>
        visit(contract, {
          StringValue: (node) =>
            node.value === '@key' ? { ...node, value: '@fromContext' } : undefined,
        }),
      /as it is here, but there the schema uses @fromContext, which the gateway does not support: leave it out\.$/,
    ],
  ])('that %s is refused, and the error names it', async (_what, change, words) => {
    expect(await errorWith(change)).toMatch(words);
  });
});

describe('a host', () => {
  /** Looks up hosts: each time the next of these addresses, and the last from then on. */
  function resolving(...answers: string[]) {
    let lookups = 0;
    const resolve = (
      _host: string,
      _options: LookupOptions,
      callback: (error: null, found: LookupAddress[]) => void,
    ): void => {
      const address = answers[Math.min(lookups, answers.length - 1)] ?? '';
      lookups += 1;
      callback(null, [{ address, family: address.includes(':') ? 6 : 4 }]);
    };
    return resolve as never;
  }

  test.each(['169.254.169.254', '10.1.2.3', '127.0.0.1', '::1', 'fd00::1', '::ffff:10.0.0.1'])(
    'with the address %s is not connected to',
    async (address) => {
      const options = { networks: PUBLIC_NETWORKS, resolve: resolving(address) };
      const words = await errorOf(leeds({ url: 'https://leeds.example' }), options);
      expect(words).toMatch(/^input.url: .* but "leeds.example" has an? [a-z-]+ address\.$/);
    },
  );

  test('that is public when it is checked, and not when it is connected to, is not connected to', async () => {
    const url = `https://leeds.example:${portOf()}`;
    const options = { networks: PUBLIC_NETWORKS, resolve: resolving('8.8.8.8', '127.0.0.1') };
    expect(await errorOf(leeds({ url }), options)).toMatch(
      /"leeds.example" has a loopback address/,
    );
    expect(requests).toBe(0);
  });

  test.each(['issuer', 'jwks'] as const)('of the %s is checked too', async (name) => {
    const issuer = 'https://sign-in.leeds.example';
    const signIn = {
      issuer,
      jwks: null,
      audience: 'groundswell',
      rolesClaim: 'roles',
      roleNames: {},
      applications: [],
      [name]: 'https://169.254.169.254/keys',
    };
    const options = { networks: PUBLIC_NETWORKS, resolve: resolving('8.8.8.8') };
    const words = await errorOf(leeds({ url: 'https://leeds.example', signIn }), options);
    expect(words).toMatch(
      new RegExp(`^input.${name}: .* "169.254.169.254" has a link-local address`),
    );
  });

  test('of the settings is connected to, whatever its address', async () => {
    respond = answering('{}', 500);
    const { url } = leeds();
    const options = { networks: PUBLIC_NETWORKS, trusted: new Set([url ?? '']) };
    expect(await errorOf(leeds(), options)).toMatch(/answered with the status 500/);
    expect(await errorOf(leeds(), { networks: PUBLIC_NETWORKS })).toMatch(/has a loopback address/);
  });
});

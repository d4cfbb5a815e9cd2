/** The whole house in the test's own process: real servers over loopback, real MongoDB commands, both counted. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Connection } from 'mongoose';
import { COALITION, type Organisation, readOrganisations } from '../../directory/organisations.ts';
import { type Networks, PUBLIC_NETWORKS } from '../../platform/http/networks.ts';
import { openGatewayDirectory } from '../../gateway/live-directory.ts';
import { BREAKERS } from '../../gateway/owner-breakers.ts';
import { startGateway } from '../../gateway/server.ts';
import { assertionsBy } from '../../identity/assertion.ts';
import type { TrustedIssuer } from '../../identity/trusted-issuer.ts';
import type { Caller } from '../../identity/caller.ts';
import type { Running } from '../../platform/run.ts';
import type { Contract } from '../../schema/contract-names.ts';
import type { Offset } from '../../schema/feed-offsets.ts';
import { samplePersons } from '../../development/sample/members.ts';
import { seedSample } from '../../development/sample/seed.ts';
import { startCoalition } from '../../subgraphs/coalition/server.ts';
import { connect } from '../../subgraphs/framework/mongo.ts';
import { startOrganisation } from '../../subgraphs/organisation/server.ts';
import type { Answer } from './answer.ts';
import { isAsked } from './commands.ts';
import { readFeed } from './feed.ts';
import { credentialsOf, type Pretended, PSEUDONYM_KEY } from './credentials.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { EXECUTOR } from './executor.ts';
import { type Assertion, issuersOf, type Signers, someSigners } from './identity.ts';
import { needDeclared } from './personal.ts';
import { post } from './post.ts';
import { aReader, causalTokenOf } from './reader.ts';
import type { Role } from '../../schema/generated/enums.ts';
import { kindOf } from './kinds.ts';

const WRITES = new Set(['insert', 'update', 'findAndModify']);

export interface HouseOptions {
  /** Whether the databases are filled with the sample coalition. */
  sample?: boolean;
  /** Where organisations may be that join while it runs; with public addresses alone when left out. */
  networks?: Networks;
  /** An issuer as its own organisation trusts it; by default as the gateway does. */
  atHome?(issuer: TrustedIssuer): TrustedIssuer;
}

export interface TestHouse {
  organisations: readonly Organisation[];
  /**
   * Asks the gateway, with a token or without, as one client that sees what it wrote, and what was written to
   * any of these databases before it asked.
   */
  ask<Data>(query: string, variables?: object, token?: string): Promise<Answer<Data>>;
  /** The issuers of all organisations, and of the coalition. */
  issuers: Awaited<ReturnType<typeof issuersOf>>;
  /** The keys of the gateway and of the coalition. */
  signers: Signers;
  /** The headers of a request that the gateway, or the coalition, makes to an owner. */
  asGateway: Assertion;
  asCoalition: Assertion;
  /** A token of someone who is not in the sample. */
  token(member: string, roles?: Role[], expires?: string): Promise<string>;
  /** A token of someone of the sample: a plain member, or one of the staff. */
  tokenOf(organisation: string, who?: 'member' | 'staff'): Promise<string>;
  /** The upstream calls of the gateway so far, `owner/contract` each; a test may empty the list. */
  calls: string[];
  /** The commands that each database was sent so far, those of the feed aside; a test may empty the lists. */
  commands: ReadonlyMap<string, string[]>;
  db(owner: string): Connection;
  /** Where an owner's server is, which no client ever learns: `http://127.0.0.1:41234`. */
  addressOf(owner: string): string;
  /** Asks an owner's contract past the gateway, with what the gateway would say of this caller. */
  askOwner<Data>(
    owner: string,
    contract: Contract,
    query: string,
    variables: object,
    asker?: Caller | Pretended | null,
  ): Promise<Answer<Data>>;
  /** The causal token of a client whose last write has this offset in an owner's feed; null where the offset is pending. */
  causalToken(owner: string, offset: Offset): Promise<string>;
  /** Ends one owner's server, as a crash would. */
  end(owner: string): Promise<void>;
  /** Starts it again, at the same port. */
  restart(owner: string): Promise<void>;
  url: string;
  /** @throws Error when a row has the id of a person where no declaration says so */
  close(): Promise<void>;
}

/** Starts five organisations, the coalition and the gateway. */
export async function aHouse({
  sample = true,
  networks = PUBLIC_NETWORKS,
  atHome = (issuer) => issuer,
}: HouseOptions = {}): Promise<TestHouse> {
  const databases = await testDatabase();
  const organisations = readOrganisations();
  const signers = await someSigners();
  const issuers = await issuersOf([...organisations.map(({ id }) => id), COALITION]);
  const issuerOf = ({ id }: Organisation) => atHome(issuers.of(id).trusted);
  const owners = new Map<string, Owner>();
  for (const organisation of organisations)
    owners.set(organisation.id, await anOwner(organisation.id, databases));
  if (sample)
    for (const organisation of organisations)
      await seedSample(organisation, dbOf(owners, organisation.id));
  for (const organisation of organisations)
    await serveAs(owners, organisation, signers, issuerOf(organisation), 0);

  const addresses = new Map([...owners].map(([id, { running }]) => [id, addressOf(running)]));
  owners.set(COALITION, await anOwner(COALITION, databases));
  const serveCoalition = async (port: number) =>
    startCoalition({
      organisations,
      addresses,
      issuer: issuers.of(COALITION).trusted,
      networks,
      db: dbOf(owners, COALITION),
      signingKeys: signers.keys.coalition,
      gateway: signers.trusted.gateway,
      host: '127.0.0.1',
      port,
    });
  const coalition = owners.get(COALITION) as Owner;
  coalition.running = await serveCoalition(0);
  const live = openGatewayDirectory({
    organisations,
    coalition: addressOf(coalition.running),
    signingKeys: signers.keys.gateway,
    copy: null,
  });
  const gateway = await startGateway({
    live,
    networks,
    addresses: {
      of: (owner) => (owners.has(owner) ? addressOf(owners.get(owner)?.running) : null),
      any: () => null,
    },
    issuerOf: ({ id }) => issuers.find(id)?.trusted ?? null,
    signingKeys: signers.keys.gateway,
    pseudonymKey: PSEUDONYM_KEY,
    upstreamTimeoutMs: 10_000,
    // Tests end owners and start them again: each is asked whenever it is there.
    breakers: { ...BREAKERS, failures: Number.MAX_SAFE_INTEGER },
    suggestions: true,
    executor: EXECUTOR,
    host: '127.0.0.1',
    port: 0,
  });
  const asGateway = assertionsBy('gateway', signers.keys.gateway);
  const counting = countCalls(owners);
  const asCoalition = assertionsBy('coalition', signers.keys.coalition);
  const reader = aReader(PSEUDONYM_KEY, owners, (owner) =>
    offsetOf(owner, addressOf(owners.get(owner)?.running), asCoalition),
  );
  const url = `${addressOf(gateway)}/graphql`;

  return {
    organisations,
    url,
    calls: counting.calls,
    commands: new Map([...owners].map(([id, { commands }]) => [id, commands])),
    db: (owner) => dbOf(owners, owner),
    addressOf: (owner) => addressOf(owners.get(owner)?.running),
    async askOwner<Data>(
      owner: string,
      contract: Contract,
      query: string,
      variables: object,
      asker: Caller | Pretended | null = null,
    ) {
      const body = JSON.stringify({ query, variables });
      const { caller, headers: own } = await credentialsOf(asker, owner, issuers.of(owner));
      const headers = { ...own, ...asGateway(owner, { path: `/${contract}`, body }, caller) };
      const at = `${addressOf(owners.get(owner)?.running)}/${contract}`;
      return (await post<Data>(at, body, headers)).answer;
    },
    async ask<Data>(query: string, variables: object = {}, token?: string): Promise<Answer<Data>> {
      const { answer, headers } = await post<Data>(
        url,
        { query, variables },
        { ...(token && { authorization: `Bearer ${token}` }), ...(await reader.headers()) },
      );
      await reader.receive(headers);
      // What it cost is of no interest to those who ask here.
      const { cost: _, ...extensions } = answer.extensions ?? {};
      const { extensions: _all, ...rest } = answer;
      return Object.keys(extensions).length > 0 ? { ...rest, extensions } : rest;
    },
    issuers,
    signers,
    asGateway,
    asCoalition,
    token: (member, roles, expires) => issuers.tokenOf(member, roles, expires),
    tokenOf: (id, who = 'member') => {
      const person = samplePersons({ id }).find(
        ({ roles }) => roles.length > 0 === (who === 'staff'),
      );
      return issuers.tokenOf(person?.member ?? '', person?.roles);
    },
    causalToken: (owner, offset) => causalTokenOf(PSEUDONYM_KEY, [[owner, offset]]),
    end: async (id) => {
      const owner = owners.get(id);
      await owner?.running?.close();
    },
    restart: async (id) => {
      const owner = owners.get(id) as Owner;
      const { port } = owner.running as Running;
      Object.assign(owner, await anOwner(id, databases));
      const organisation = organisations.find((one) => one.id === id);
      if (organisation) await serveAs(owners, organisation, signers, issuerOf(organisation), port);
      else owner.running = await serveCoalition(port);
    },
    close: async () => {
      counting.stop();
      await live.close();
      await gateway.close();
      for (const { running } of [...owners.values()].toReversed())
        await running?.close().catch(() => undefined);
      try {
        await checkPersons(databases, owners.keys());
      } finally {
        await databases.close();
      }
    },
  };
}

/** Looks through all that the tests of a house wrote. */
async function checkPersons(databases: TestDatabase, owners: Iterable<string>): Promise<void> {
  for (const owner of owners) {
    const db = await connect(databases.address(owner), owner);
    try {
      await needDeclared(db);
    } finally {
      await db.close();
    }
  }
}

/** The offset up to which an owner's feed has everything that was written: asked beyond its end, the feed reports its end. */
async function offsetOf(owner: string, address: string, sign: Assertion): Promise<number> {
  const path = `/feed?after=${Number.MAX_SAFE_INTEGER}`;
  const headers = sign(owner, { path, body: '' }, null);
  const response = await fetch(address + path, { headers });
  const { end, more } = readFeed(await response.text()).end;
  return more ? offsetOf(owner, address, sign) : end;
}

interface Owner {
  db: Connection;
  commands: string[];
  /** Whether anything but the feed wrote since a list was asked for. */
  written: boolean;
  running: Running | undefined;
}

async function anOwner(id: string, databases: TestDatabase): Promise<Owner> {
  const db = await connect(databases.address(id), id, { monitorCommands: true });
  const owner: Owner = { db, commands: [], written: false, running: undefined };
  db.getClient().on('commandStarted', ({ commandName, command }) => {
    if (!isAsked(commandName, command)) return;
    owner.commands.push(commandName);
    if (WRITES.has(commandName)) owner.written = true;
  });
  return owner;
}

function dbOf(owners: ReadonlyMap<string, Owner>, id: string): Connection {
  const owner = owners.get(id);
  if (!owner) throw new Error(`Expected an owner of this house, but got "${id}".`);
  return owner.db;
}

const addressOf = (running: Running | undefined): string => `http://127.0.0.1:${running?.port}`;

async function serveAs(
  owners: ReadonlyMap<string, Owner>,
  organisation: Organisation,
  { trusted }: Signers,
  issuer: TrustedIssuer,
  port: number,
): Promise<void> {
  const owner = owners.get(organisation.id) as Owner;
  const affiliates = new Set(readOrganisations().map(({ id }) => id));
  const own = { organisation, affiliates, db: owner.db, issuer };
  const place = { ...own, trusted, host: '127.0.0.1', port };
  owner.running = await startOrganisation(kindOf(organisation), place);
}

/** Counts what undici sends to a contract of an owner: the gateway's calls, and nothing of the coalition's. */
function countCalls(owners: ReadonlyMap<string, Owner>) {
  const calls: string[] = [];
  const created = (message: unknown) => {
    const { request } = message as { request: { method: string; origin: string; path: string } };
    const owner = [...owners].find(([, { running }]) => addressOf(running) === request.origin)?.[0];
    if (owner && request.method === 'POST') calls.push(owner + request.path);
  };
  subscribe('undici:request:create', created);
  return { calls, stop: () => unsubscribe('undici:request:create', created) };
}

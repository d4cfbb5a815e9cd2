/** The coalition's server in the test's own process, asked over HTTP as the gateway would. */
import type { DocumentNode } from 'graphql';
import type { DatabaseAddress } from '../../directory/addresses.ts';
import { type Networks, PUBLIC_NETWORKS } from '../../platform/http/networks.ts';
import { COALITION, type Organisation } from '../../directory/organisations.ts';
import { assertionsBy } from '../../identity/assertion.ts';
import type { Caller } from '../../identity/caller.ts';
import { type Contract, contractDocument } from '../../schema/contracts.ts';
import { startCoalition } from '../../subgraphs/coalition/server.ts';
import { connect } from '../../subgraphs/framework/mongo.ts';
import type { Answer } from './answer.ts';
import { isAsked } from './commands.ts';
import { type Signers, someSigners } from './identity.ts';

export interface CoalitionOptions {
  /** Those that its settings list, and where they are; none when left out. */
  organisations?: readonly Organisation[];
  addresses?: ReadonlyMap<string, string>;
  /** Where its own people sign in. */
  issuer?: string | null;
  /** Where newcomers may be; with public addresses alone when left out. */
  networks?: Networks;
  signers?: Signers;
  /** The SDL of its contract, where it is not what stands in `schema/`. */
  documentOf?: ((contract: Contract) => DocumentNode) | undefined;
}

/** Starts a process of the coalition on a free port, over a database that others may have too. */
export async function aCoalition(
  address: DatabaseAddress,
  {
    organisations = [],
    addresses = new Map(),
    issuer = null,
    networks = PUBLIC_NETWORKS,
    signers,
    documentOf = contractDocument,
  }: CoalitionOptions = {},
) {
  const { keys, trusted } = signers ?? (await someSigners());
  const db = await connect(address, COALITION, { monitorCommands: true });
  const commands: string[] = [];
  db.getClient().on('commandStarted', ({ commandName, command }) => {
    if (isAsked(commandName, command)) commands.push(commandName);
  });
  const running = await startCoalition({
    organisations,
    addresses,
    issuer,
    networks,
    db,
    signingKeys: keys.coalition,
    gateway: trusted.gateway,
    host: '127.0.0.1',
    port: 0,
    documentOf,
  });
  const url = `http://127.0.0.1:${running.port}`;
  const asGateway = assertionsBy('gateway', keys.gateway);

  return {
    db,
    url,
    /** The names of the commands that its database was sent for who asked, in order; a test may empty it. */
    commands,

    /** Asks its contract. */
    async ask<Data>(
      contract: Contract,
      query: string,
      variables: object = {},
      caller: Caller | null = null,
    ): Promise<Answer<Data>> {
      const body = JSON.stringify({ query, variables });
      const signed = await asGateway(COALITION, { path: `/${contract}`, body }, caller);
      const headers = { 'content-type': 'application/json', ...signed };
      const response = await fetch(`${url}/${contract}`, { method: 'POST', headers, body });
      return (await response.json()) as Answer<Data>;
    },

    /** Gets a path as the gateway does. */
    async get(path: string, signal?: AbortSignal): Promise<Response> {
      const headers = await asGateway(COALITION, { path, body: '' }, null);
      return fetch(url + path, { headers, ...(signal && { signal }) });
    },

    close: () => running.close(),
  };
}

/** The coalition's server in the process of the test, which sends it requests over HTTP as the gateway does. */
import type { DatabaseAddress } from '../../directory/addresses.ts';
import { type Networks, PUBLIC_NETWORKS } from '../../platform/http/networks.ts';
import { COALITION, type Organisation } from '../../directory/organisations.ts';
import { assertionsBy } from '../../identity/assertion.ts';
import { startCoalition } from '../../subgraphs/coalition/server.ts';
import { connect } from '../../subgraphs/framework/mongo.ts';
import { askAt } from './ask.ts';
import { isAsked } from './commands.ts';
import { anIssuer, type Signers, someSigners } from './identity.ts';

export interface CoalitionOptions {
  /** The organisations of its settings, and their addresses; none when left out. */
  organisations?: readonly Organisation[];
  addresses?: ReadonlyMap<string, string>;
  /** The networks in which newcomers may be; when left out, public addresses alone. */
  networks?: Networks;
  signers?: Signers;
}

/** Starts a process of the coalition on a free port. Several may share a database. */
export async function aCoalition(
  address: DatabaseAddress,
  {
    organisations = [],
    addresses = new Map(),
    networks = PUBLIC_NETWORKS,
    signers,
  }: CoalitionOptions = {},
) {
  const { keys, trusted } = signers ?? (await someSigners());
  const issuer = await anIssuer(COALITION);
  const db = await connect(address, COALITION, { monitorCommands: true });
  const commands: string[] = [];
  db.getClient().on('commandStarted', ({ commandName, command }) => {
    if (isAsked(commandName, command)) commands.push(commandName);
  });
  const running = await startCoalition({
    organisations,
    addresses,
    issuer: issuer.trusted,
    networks,
    db,
    signingKeys: keys.coalition,
    gateway: trusted.gateway,
    host: '127.0.0.1',
    port: 0,
  });
  const url = `http://127.0.0.1:${running.port}`;
  const asGateway = assertionsBy('gateway', keys.gateway);

  return {
    db,
    /** How it decides. */
    access: running.access,
    url,
    /** The names of the commands that requests led to in its database, in order; a test may empty the list. */
    commands,

    /** Sends a GraphQL request. */
    ask: askAt(url, COALITION, asGateway, issuer),

    /** Gets a path, signed as the gateway. */
    async get(path: string, signal?: AbortSignal): Promise<Response> {
      const headers = asGateway(COALITION, { path, body: '' }, null);
      return fetch(url + path, { headers, ...(signal && { signal }) });
    },

    close: () => running.close(),
  };
}

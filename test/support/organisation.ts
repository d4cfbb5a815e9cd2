/** An organisation's server in the test's own process, asked over HTTP as the gateway would. */
import type { DatabaseAddress } from '../../directory/addresses.ts';
import { readOrganisations } from '../../directory/organisations.ts';
import { assertionsBy } from '../../identity/assertion.ts';
import type { Caller } from '../../identity/caller.ts';
import { connect } from '../../subgraphs/framework/mongo.ts';
import { startOrganisation } from '../../subgraphs/organisation/server.ts';
import { askAt } from './ask.ts';
import { isAsked, isOfFeed } from './commands.ts';
import { cardsIn } from './feed.ts';
import { anIssuer, someSigners } from './identity.ts';
import { kindOf } from './kinds.ts';

export type TestOrganisation = Awaited<ReturnType<typeof anOrganisation>>;

/**
 * Starts an organisation of the directory on a free port, over a database.
 * @param id which one: `unite`
 */
export async function anOrganisation(id: string, address: DatabaseAddress) {
  const organisations = readOrganisations();
  const organisation = organisations.find((one) => one.id === id);
  if (!organisation) throw new Error(`Expected an organisation of the directory, but got "${id}".`);
  const db = await connect(address, id, { monitorCommands: true });
  const commands: string[] = [];
  const feedCommands: string[] = [];
  db.getClient().on('commandStarted', ({ commandName, command }) => {
    if (isOfFeed(command)) feedCommands.push(commandName);
    else if (isAsked(commandName, command)) commands.push(commandName);
  });
  const affiliates = new Set(organisations.map((one) => one.id));
  const own = { organisation, affiliates, db };
  const { keys, trusted } = await someSigners();
  const issuer = await anIssuer(id);
  const place = { ...own, trusted, issuer: issuer.trusted, host: '127.0.0.1', port: 0 };
  const running = await startOrganisation(kindOf(organisation), place);
  const url = `http://127.0.0.1:${running.port}`;
  const asGateway = assertionsBy('gateway', keys.gateway);
  const asCoalition = assertionsBy('coalition', keys.coalition);

  return {
    organisation,
    db,
    /** How it decides. */
    access: running.access,
    /** The names of all commands that the database was sent, those of the feed aside, in order; a test may empty it. */
    commands,
    /** The names of the commands of the feed. */
    feedCommands,
    url,

    /** Asks a contract of this organisation. */
    ask: askAt(url, id, asGateway, issuer),

    /** Gets a path of this organisation's server as the coalition does. */
    get: async (path: string, headers: Record<string, string> = {}) =>
      fetch(url + path, {
        headers: { ...asCoalition(id, { path, body: '' }, null), ...headers },
      }),

    /** Gets a path of it as the gateway does, for someone or for nobody. */
    getAsGateway: async (path: string, caller: Caller | null) =>
      fetch(url + path, { headers: asGateway(id, { path, body: '' }, caller) }),

    /** The cards that the coalition is given now. */
    async cards<Card = { _id: string; type: string }>(): Promise<Card[]> {
      return cardsIn<Card>(await (await this.get('/feed?limit=1000')).text());
    },

    close: () => running.close(),
  };
}

/** An organisation's server by itself, with one idea on record: as it is before it joins anything. */
import type { Organisation } from '../../directory/organisations.ts';
import { connect } from '../../subgraphs/framework/mongo.ts';
import { startOrganisation } from '../../subgraphs/organisation/server.ts';
import { anIdea } from './builders.ts';
import type { TestDatabase } from './database.ts';
import type { Signers } from './identity.ts';
import { kindOf } from './kinds.ts';

/** Commands that a driver sends of its own accord. */
const OWN_COMMANDS = new Set(['hello', 'ping', 'endSessions', 'getMore']);

export type ServedOrganisation = Awaited<ReturnType<typeof serveOrganisation>>;

/** Serves an organisation on a free port. */
export async function serveOrganisation(
  organisation: Organisation,
  databases: TestDatabase,
  trusted: Signers['trusted'],
) {
  const { id } = organisation;
  const db = await connect(databases.address(id), id, { monitorCommands: true });
  const commands: string[] = [];
  db.getClient().on('commandStarted', ({ commandName }) => {
    if (!OWN_COMMANDS.has(commandName)) commands.push(commandName);
  });
  const place = {
    organisation,
    affiliates: new Set([id]),
    db,
    issuer: null,
    trusted,
    host: '127.0.0.1',
    port: 0,
  };
  const running = await startOrganisation(kindOf(organisation), place);
  const idea = anIdea({ organisation: id, title: `An idea of ${id}` });
  await db.model('Idea').create(idea);
  return {
    organisation,
    url: `http://127.0.0.1:${running.port}`,
    /** The id of its idea. */
    idea: idea._id,
    /** What its database was asked so far; a test may empty the list. */
    commands,
    close: () => running.close(),
  };
}

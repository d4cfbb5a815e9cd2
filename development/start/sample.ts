/** Fills the databases that are empty with the sample coalition. */
import type { DatabaseAddress } from '../../directory/addresses.ts';
import type { Organisation } from '../../directory/organisations.ts';
import { seedSample } from '../sample/seed.ts';
import { connect } from '../../subgraphs/framework/mongo.ts';

export interface Filled {
  ideas: number;
  events: number;
  members: number;
  /** When all of it was written. */
  at: Date;
}

/** Seeds each organisation in turn, and says how much in all. What has data is left as it is. */
export async function fillWithSample(
  organisations: readonly Organisation[],
  databases: ReadonlyMap<string, DatabaseAddress>,
): Promise<Filled> {
  const filled = { ideas: 0, events: 0, members: 0 };
  for (const organisation of organisations) {
    const address = databases.get(organisation.id);
    if (!address) continue;
    const db = await connect(address, organisation.id);
    try {
      const { ideas, events, members } = await seedSample(organisation, db);
      filled.ideas += ideas;
      filled.events += events;
      filled.members += members;
    } finally {
      await db.close();
    }
  }
  return { ...filled, at: new Date() };
}

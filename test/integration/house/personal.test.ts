/** Ids of people stand only where a declaration says so. Each house of a test is looked through as it closes. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { asSeenBy } from '../../../identity/pseudonym.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import { positionId } from '../../../subgraphs/organisation/ideas/position.ts';
import { aMember } from '../../support/callers.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { needDeclared } from '../../support/personal.ts';

let databases: TestDatabase;
let db: Connection;
beforeAll(async () => {
  databases = await testDatabase();
  db = await connect(databases.address('unite'), 'unite');
});
afterAll(async () => {
  await db.close();
  await databases.close();
});

const ann = aMember('unite');

describe('the id of a person', () => {
  const ids = {
    'of a member': ann.person,
    'of an application': 'unite:application:01JBXYZ0000000000000000001',
    'that is a pseudonym': asSeenBy('labour', ann, 'key').person,
    'that the import made': 'polis:0123456789abcdef:7',
    'in another text': positionId('unite:idea:1', ann.person),
  };
  test.each(Object.entries(ids))('%s is found whatever the field is called', async (_, id) => {
    const petals = db.collection('petals');
    await petals.insertMany([{ title: 'For all' }, { given: [{ at: new Date(), giver: id }] }]);
    await expect(needDeclared(db)).rejects.toThrow('no declaration has them: petals.given.giver.');
    await petals.deleteMany({});
  });

  test('is no key where it is only declared to be about a person', async () => {
    const members = db.collection('members');
    await members.insertOne({ _id: ann.person as never, displayName: ann.person });
    await expect(needDeclared(db)).rejects.toThrow('members.displayName');
    await members.deleteMany({});
  });
});

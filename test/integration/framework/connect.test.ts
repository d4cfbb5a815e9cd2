import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { StartFailure } from '../../../platform/start-failure.ts';
import { connect, hostsOf, isReachable, needDatabase } from '../../../subgraphs/framework/mongo.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

/** Addresses where no database is; each but the last two carries a user and a password. */
const NOWHERE = {
  'that refuses': 'mongodb://ursula:hush@127.0.0.1:1/db',
  'with an @ in the password': 'mongodb://ursula:hu@sh@127.0.0.1:1/db',
  'with a slash in the password': 'mongodb://ursula:hu/sh@127.0.0.1:1/db',
  'with a space in the password': 'mongodb://ursula:h sh@127.0.0.1:1/db',
  'with an escape that is none': 'mongodb://ursula:hush%zz@127.0.0.1:1/db',
  'with an option that there is not': 'mongodb://ursula:hush@127.0.0.1:1/?directConnection=maybe',
  'of a name that nobody has': 'mongodb+srv://ursula:hush@nowhere.invalid/',
  'of another protocol': 'postgres://ursula:hush@127.0.0.1:1/db',
  'of no protocol': 'ursula:hush@127.0.0.1:1',
  'of two hosts': 'mongodb://127.0.0.1:1,127.0.0.1:2/db',
  'of no shape': 'nonsense',
};
type Where = keyof typeof NOWHERE;

let databases: TestDatabase;
let failures: ReadonlyMap<string, unknown>;

beforeAll(async () => {
  databases = await testDatabase();
  // Each is looked for during some seconds: all are tried side by side.
  const tried = Object.entries(NOWHERE).map(async ([where, uri]) => {
    const failure: unknown = await connect({ uri, database: 'db' }, 'unite').catch(
      (error: unknown) => error,
    );
    return [where, failure] as const;
  });
  failures = new Map(await Promise.all(tried));
}, 30_000);
afterAll(() => databases.close());

describe('a database', () => {
  test.each(Object.keys(NOWHERE) as Where[])(
    '%s cannot be reached, which is said in one sentence without credentials',
    (where) => {
      const failure = failures.get(where);
      expect(failure).toBeInstanceOf(StartFailure);
      const { message } = failure as StartFailure;
      expect(message).toMatch(/^The database of unite cannot be reached at [^\n]+: [^\n]+[^.]\.$/);
      expect(message).not.toMatch(/ursula|hush|hu@|hu\/|h sh|sh@/);
    },
  );

  test.each<[Where, string]>([
    ['that refuses', 'at 127.0.0.1:1: connect ECONNREFUSED 127.0.0.1:1.'],
    ['of two hosts', 'at 127.0.0.1:1,127.0.0.1:2: '],
    ['of another protocol', 'at an address that is no MongoDB URI: '],
  ])('%s is reported with its host and the reason', (where, sentence) => {
    expect((failures.get(where) as StartFailure).message).toContain(sentence);
  });

  test('that is there is reachable, and is not once its connection has closed', async () => {
    const db = await connect(databases.address('unite'), 'unite');
    expect(await isReachable(db)).toBe(true);
    await db.close();
    expect(await isReachable(db)).toBe(false);
  });

  test('that no setting names is asked for by the name of the setting', () => {
    const before = process.env;
    process.env = { ...before, MONGODB_URI: '', MONGODB_URI_UNITE: '' };
    try {
      expect(() => needDatabase('unite')).toThrow(StartFailure);
      expect(() => needDatabase('unite')).toThrow(
        /^MONGODB_URI: expected .+, but it is not set\.$/,
      );
    } finally {
      process.env = before;
    }
  });
});

test.each([
  ['mongodb://localhost', 'localhost'],
  ['mongodb://a:27017,b:27018/db?replicaSet=rs', 'a:27017,b:27018'],
  ['mongodb://u:p@a:27017,b:27018/db', 'a:27017,b:27018'],
  ['mongodb+srv://u:p@cluster.example.org/?appName=x', 'cluster.example.org'],
  ['mongodb://u:p@ss@host/db', 'host'],
  ['mongodb://u:p/ss@host/db', 'host'],
  ['', 'an address that is no MongoDB URI'],
])('the hosts of "%s" are %s', (uri, hosts) => {
  expect(hostsOf(uri)).toBe(hosts);
});

/** The coalition's directory: several processes over one database, and the directory over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Directory } from '../../../directory/directory.ts';
import { networksWith } from '../../../platform/http/networks.ts';
import { type Organisation, organisationSchema } from '../../../directory/organisations.ts';
import { changeLogOf, type ChangeRow } from '../../../subgraphs/coalition/affiliates/change-log.ts';
import { openDirectoryStore } from '../../../subgraphs/coalition/affiliates/directory-store.ts';
import {
  type ListedAffiliate,
  listedAffiliates,
} from '../../../subgraphs/coalition/affiliates/settings-changes.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import { dataOf } from '../../support/answer.ts';
import { aMember } from '../../support/callers.ts';
import { aCoalition } from '../../support/coalition.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { type Signers, someSigners } from '../../support/identity.ts';
import { aNewcomer } from '../../support/newcomer.ts';
import { until } from '../../support/until.ts';

let databases: TestDatabase;
let signers: Signers;
const closing: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  databases = await testDatabase();
  signers = await someSigners();
});
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
  await databases?.close();
});

const anOrganisation = (id: string, given: object = {}): Organisation => {
  const read = organisationSchema.parse({
    id,
    kind: 'PARTY',
    name: id,
    joinedAt: '2026-01-02T03:04:05Z',
    ...given,
  });
  return { ...read, issuer: read.signIn?.issuer ?? null };
};

const LABOUR = anOrganisation('labour', { signIn: { issuer: 'https://id.labour.example' } });
const UNITE = anOrganisation('unite', { kind: 'UNION' });
const ADDRESSES = new Map([
  ['labour', 'http://127.0.0.2:9'],
  ['unite', 'http://127.0.0.3:9'],
]);
const LISTED = listedAffiliates([LABOUR, UNITE], ADDRESSES);

let count = 0;
const aDatabaseName = () => `coalition-${(count += 1)}`;

async function aDirectory(database: string, listed: readonly ListedAffiliate[] = LISTED) {
  const db = await connect(databases.address(database), database);
  const directory = await openDirectoryStore(db, listed, { pollEveryMs: 50 }).catch(
    async (error: unknown) => {
      await db.close();
      throw error;
    },
  );
  const close = async () => {
    await directory.close();
    await db.close();
  };
  closing.push(close);
  return { ...directory, close };
}

type Opened = Awaited<ReturnType<typeof aDirectory>>;

const suspend = (directory: Opened, id: string) =>
  directory.change(({ records }) => {
    const { affiliate, lastChange } = records.get(id)!;
    if (affiliate.status === 'SUSPENDED') return null;
    return {
      change: 'SUSPENDED',
      organisation: id,
      affiliate: { ...affiliate, status: 'SUSPENDED' },
      origin: lastChange.origin,
      by: 'someone',
      reason: null,
    };
  });

const statusesIn = (directory: Opened) =>
  directory.now().affiliates.map(({ id, status }) => `${id} ${status}`);

describe('the directory', () => {
  test('has each organisation of the settings once, however many processes start at the same time', async () => {
    const database = aDatabaseName();
    const all = await Promise.all([1, 2, 3].map(() => aDirectory(database)));
    for (const { now } of all) {
      expect(now().revision).toBe(2);
      expect(now().affiliates).toEqual([
        { ...LABOUR, url: 'http://127.0.0.2:9', status: 'ACTIVE' },
        { ...UNITE, url: 'http://127.0.0.3:9', status: 'ACTIVE' },
      ]);
    }
  });

  test('is the same after a restart with the same settings', async () => {
    const database = aDatabaseName();
    await suspend(await aDirectory(database), 'unite');
    const again = await aDirectory(database);
    expect(again.now().revision).toBe(3);
    expect(statusesIn(again)).toEqual(['labour ACTIVE', 'unite SUSPENDED']);
  });

  test('follows the settings for the organisations that they list, and keeps suspensions', async () => {
    const database = aDatabaseName();
    await suspend(await aDirectory(database), 'unite');
    const moved = listedAffiliates([UNITE], new Map([['unite', 'http://127.0.0.4:9']]));
    const again = await aDirectory(database, moved);
    expect(again.now().affiliates).toEqual([
      { ...UNITE, url: 'http://127.0.0.4:9', status: 'SUSPENDED' },
    ]);
  });

  test('keeps an organisation that was affiliated while it ran, whatever the settings list', async () => {
    const database = aDatabaseName();
    const first = await aDirectory(database);
    const organisation = 'leeds-renters';
    const affiliate = { ...UNITE, id: organisation, url: null, status: 'ACTIVE' as const };
    const change = { change: 'AFFILIATED', origin: 'ADMINISTRATOR', by: 'someone' } as const;
    await first.change(() => ({ ...change, organisation, affiliate, reason: null }));
    expect(statusesIn(await aDirectory(database, []))).toEqual(['leeds-renters ACTIVE']);
  });

  describe('after a backup of its database was restored', () => {
    /** Two processes that have read three changes, over a database that has fewer. */
    async function aRestoredDatabase(revision: number) {
      const database = aDatabaseName();
      const [one, other] = [await aDirectory(database), await aDirectory(database)];
      await suspend(one, 'unite');
      await until('the other to read it', 10_000, () => other.now().revision === 3);
      const db = await connect(databases.address(database), database);
      closing.push(() => db.close());
      const kept = db.collection<ChangeRow>('directory');
      await kept.deleteMany({ _id: { $gt: revision } });
      return { database, one, other, kept };
    }

    test('goes back to the state of the backup, and on from there', async () => {
      const { database, one, other } = await aRestoredDatabase(2);
      await until('both to go back', 10_000, () =>
        [one, other].every(({ now }) => now().revision === 2),
      );
      expect(statusesIn(one)).toEqual(['labour ACTIVE', 'unite ACTIVE']);
      await suspend(other, 'labour');
      const again = await aDirectory(database);
      expect(again.now().revision).toBe(3);
      expect(statusesIn(again)).toEqual(['labour SUSPENDED', 'unite ACTIVE']);
      await until('the other to read it', 10_000, () => one.now().revision === 3);
      expect(one.now()).toEqual(again.now());
    });

    test('has the organisations of the settings again, though no process is restarted', async () => {
      const { one, other } = await aRestoredDatabase(0);
      await until('both to have them', 10_000, () =>
        [one, other].every(({ now }) => now().revision === 2),
      );
      expect(statusesIn(one)).toEqual(['labour ACTIVE', 'unite ACTIVE']);
      expect(other.now()).toEqual(one.now());
    });

    test('is read again where another change has the same revision', async () => {
      const { one, kept } = await aRestoredDatabase(2);
      const [second] = await kept.find({ _id: 2 }).toArray();
      const affiliate = { ...UNITE, id: 'york', url: null, status: 'ACTIVE' };
      const other = { organisation: 'york', origin: 'ADMINISTRATOR' as const };
      await kept.insertOne({ ...second!, ...other, affiliate: JSON.stringify(affiliate), _id: 3 });
      await until('it to be read again', 10_000, () => one.now().affiliates.length === 3);
      expect(statusesIn(one)).toEqual(['labour ACTIVE', 'unite ACTIVE', 'york ACTIVE']);
    });

    test('records no change whose revision would follow a missing one', async () => {
      const { database, one, kept } = await aRestoredDatabase(2);
      const db = await connect(databases.address(database), database);
      closing.push(() => db.close());
      const { affiliate, lastChange } = one.record('labour')!;
      const { revision: _, at: __, ...change } = lastChange;
      expect(await changeLogOf(db).record(4, { ...change, affiliate })).toBe(false);
      expect(await kept.distinct('_id')).toEqual([1, 2]);
    });

    test('does not open where changes between are missing, and the error says what to do', async () => {
      const { database, kept } = await aRestoredDatabase(3);
      await kept.deleteOne({ _id: 2 });
      await expect(aDirectory(database)).rejects.toThrow(
        /^Expected the change 2 of the directory, but got 3: .* db\.directory\.deleteMany\(\{ _id: \{ \$gte: 3 \} \}\)/,
      );
      await kept.deleteMany({ _id: { $gte: 3 } });
      expect(statusesIn(await aDirectory(database))).toEqual(['labour ACTIVE', 'unite ACTIVE']);
    });
  });

  test('gives each revision once and leaves none out, however many processes change it at the same time', async () => {
    const plan = fc.array(fc.record({ process: fc.nat(2), id: fc.constantFrom('a', 'b', 'c') }), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(plan, async (steps) => {
        const database = aDatabaseName();
        const all = await Promise.all([1, 2, 3].map(() => aDirectory(database, [])));
        const received = all.map(({ now, onChange }) => {
          const revisions = [now().revision];
          onChange(({ revision }) => revisions.push(revision));
          return revisions;
        });
        await Promise.all(
          steps.map(({ process, id }, at) =>
            all[process]!.change(() => ({
              change: 'DESCRIBED',
              organisation: id,
              affiliate: { ...UNITE, id, name: `${at}`, url: null, status: 'ACTIVE' },
              origin: 'ADMINISTRATOR',
              by: null,
              reason: null,
            })),
          ),
        );
        await until('all to read all', 10_000, () =>
          all.every(({ now }) => now().revision === steps.length),
        );
        // Each change was made once, all processes have the same directory, and no listener received an older one later.
        for (const { now } of all) expect(now().affiliates).toEqual(all[0]!.now().affiliates);
        for (const revisions of received)
          expect(revisions).toEqual([...new Set(revisions)].toSorted((a, b) => a - b));
        await Promise.all(all.map(({ close }) => close()));
      }),
      { numRuns: 10 },
    );
  });
});

describe('two processes of the coalition', () => {
  const database = 'coalition-of-two';
  const administrator = aMember('coalition', 'someone', ['ADMINISTRATOR']);
  const options = () => ({
    organisations: [LABOUR, UNITE],
    addresses: ADDRESSES,
    signers,
    networks: networksWith(['127.0.0.0/8']),
  });
  let one: Awaited<ReturnType<typeof aCoalition>>;
  let other: typeof one;
  let newcomer: Awaited<ReturnType<typeof aNewcomer>>;
  beforeAll(async () => {
    one = await aCoalition(databases.address(database), options());
    other = await aCoalition(databases.address(database), options());
    newcomer = await aNewcomer(signers, databases.address('leeds-renters'));
    closing.push(one.close, other.close, newcomer.close);
  });

  const getJson = async (path: string) => {
    const response = await one.get(path);
    const text = await response.text();
    return { status: response.status, body: text && (JSON.parse(text) as unknown) };
  };

  test('serve the gateway the addresses and issuers of all affiliates', async () => {
    const { status, body } = await getJson('/directory');
    expect(status).toBe(200);
    expect(body).toEqual({
      revision: 2,
      affiliates: JSON.parse(
        JSON.stringify([
          { ...LABOUR, url: 'http://127.0.0.2:9', status: 'ACTIVE' },
          { ...UNITE, url: 'http://127.0.0.3:9', status: 'ACTIVE' },
        ]),
      ),
    });
  });

  test('serve the directory to nobody else, and the list of affiliates to everyone', async () => {
    const unsigned = await fetch(`${one.url}/directory`);
    expect(unsigned.status).toBe(401);
    expect(await unsigned.json()).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    const open = await fetch(`${one.url}/affiliates`);
    expect(await open.json()).toEqual({
      revision: 2,
      affiliates: [
        { id: 'labour', status: 'ACTIVE' },
        { id: 'unite', status: 'ACTIVE' },
      ],
    });
  });

  test.each([
    ['after=x', /^after: expected a revision/],
    ['after=-1', /^after: expected a revision/],
    ['after=1&after=2', /^after: expected a revision/],
    ['wait=soon', /^wait: expected a number of seconds/],
  ])('refuse the query %s in a sentence', async (query, words) => {
    const { status, body } = await getJson(`/directory?${query}`);
    expect(status).toBe(400);
    expect((body as { errors: { message: string }[] }).errors[0]?.message).toMatch(words);
  });

  test('answer 204 where nothing is newer, at once or after the wait', async () => {
    expect(await getJson('/directory?after=2')).toEqual({ status: 204, body: '' });
    const start = Date.now();
    expect(await getJson('/directory?after=2&wait=1')).toEqual({ status: 204, body: '' });
    expect(Date.now() - start).toBeGreaterThanOrEqual(990);
    expect((await getJson('/directory?after=1&wait=25')).status).toBe(200);
  });

  test('serve the current directory to a client with a revision that does not exist', async () => {
    const { status, body } = await getJson('/directory?after=1000&wait=25');
    expect({ status, revision: (body as Directory).revision }).toEqual({
      status: 200,
      revision: 2,
    });
  });

  test('both answer requests that wait for a change, whichever of them made it', async () => {
    const waiting = [one, other].map(async ({ get, url }) => [
      (await (await get('/directory?after=2&wait=25')).json()) as Directory,
      (await (await fetch(`${url}/affiliates?after=2&wait=25`)).json()) as Directory,
    ]);
    const query = `mutation ($input: AffiliateInput!) { affiliate(input: $input) { organisation { id } userErrors { code } } }`;
    const input = {
      id: 'leeds-renters',
      kind: 'MOVEMENT',
      name: 'Leeds Renters',
      url: newcomer.url,
      signIn: {
        issuer: 'http://127.0.0.1:9/leeds',
        roleNames: [{ name: '$policy.editor', role: 'EDITOR' }],
        applications: [{ subject: 'app', rights: ['ideas:submit'] }],
      },
    };
    expect(dataOf(await other.ask('coalition', query, { input }, administrator))).toEqual({
      affiliate: { organisation: { id: 'leeds-renters' }, userErrors: [] },
    });
    for (const answers of await Promise.all(waiting))
      for (const { revision, affiliates } of answers) {
        expect(revision).toBe(3);
        expect(affiliates.at(-1)).toMatchObject({ id: 'leeds-renters', status: 'ACTIVE' });
      }
    const { body } = await getJson('/directory');
    expect((body as Directory).affiliates.at(-1)).toMatchObject({
      url: newcomer.url,
      issuer: 'http://127.0.0.1:9/leeds',
      signIn: {
        issuer: 'http://127.0.0.1:9/leeds',
        audience: 'groundswell',
        roleNames: { '$policy.editor': 'EDITOR' },
        applications: [{ subject: 'app', rights: ['ideas:submit'] }],
      },
    });
  });

  test('list the changes, with who made them, when and why, for administrators alone', async () => {
    const query = `mutation ($input: SuspendInput!) { suspend(input: $input) { userErrors { code } } }`;
    const input = { id: 'unite', reason: 'A dispute.' };
    dataOf(await one.ask('coalition', query, { input }, administrator));
    const changes = (given: string) =>
      `{ directoryChanges(${given}) { totalCount edges { cursor node { revision change organisation at by reason } } } }`;
    interface Changes {
      directoryChanges: { totalCount: number; edges: { cursor: string; node: object }[] } | null;
    }
    const asked = async (given: string, caller = administrator) =>
      dataOf(await other.ask<Changes>('coalition', changes(given), {}, caller)).directoryChanges;
    const nodes = (page: Changes['directoryChanges']) => page?.edges.map(({ node }) => node);
    const at = expect.any(String);
    const by = administrator.person;
    const unite = await asked('organisation: "unite"');
    expect(unite?.totalCount).toBe(2);
    expect(nodes(unite)).toEqual([
      { revision: 4, change: 'SUSPENDED', organisation: 'unite', at, by, reason: 'A dispute.' },
      { revision: 2, change: 'AFFILIATED', organisation: 'unite', at, by: null, reason: null },
    ]);
    const first = await asked('first: 1');
    const second = await asked(`first: 1, after: "${first?.edges[0]?.cursor}"`);
    expect(nodes(second)).toEqual([
      { revision: 3, change: 'AFFILIATED', organisation: 'leeds-renters', at, by, reason: null },
    ]);
    expect(await asked('first: 1', aMember('labour', 'someone', ['ADMINISTRATOR']))).toBeNull();
  });

  test('make each change once, however many requests ask for it, and none that changes nothing', async () => {
    const asked = async (of: typeof one, field: string, type: string, id: string) =>
      dataOf(
        await of.ask(
          'coalition',
          `mutation ($input: ${type}!) { ${field}(input: $input) { userErrors { code } } }`,
          { input: { id } },
          administrator,
        ),
      );
    const all = [one, other, one, other];
    await Promise.all(all.map((of) => asked(of, 'suspend', 'SuspendInput', 'leeds-renters')));
    await Promise.all(all.map((of) => asked(of, 'reinstate', 'ReinstateInput', 'leeds-renters')));
    await asked(one, 'changeAffiliate', 'ChangeAffiliateInput', 'leeds-renters');
    const made = await one.db
      .collection('directory')
      .find({ organisation: 'leeds-renters' })
      .sort({ _id: 1 })
      .toArray();
    expect(made.map(({ change }) => change)).toEqual(['AFFILIATED', 'SUSPENDED', 'REINSTATED']);
  });

  test('refuse an issuer that another affiliate has', async () => {
    const query = `mutation ($input: AffiliateInput!) { affiliate(input: $input) { userErrors { code } } }`;
    const input = {
      id: 'york',
      kind: 'MOVEMENT',
      name: 'York',
      url: 'https://york.example',
      signIn: { issuer: 'https://id.labour.example' },
    };
    const { errors } = await one.ask('coalition', query, { input }, administrator);
    expect(errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', argument: 'input.signIn.issuer' } },
    ]);
  });

  test('answer the requests that wait when they close', async () => {
    const third = await aCoalition(databases.address(database), options());
    const { revision } = (await (await third.get('/directory')).json()) as Directory;
    const waiting = third.get(`/directory?after=${revision}&wait=25`);
    const open = fetch(`${third.url}/affiliates?after=${revision}&wait=25`);
    // Both have arrived by now: a third request is answered after them.
    await third.get('/directory');
    const start = Date.now();
    await third.close();
    expect(Date.now() - start).toBeLessThan(5_000);
    const ends = await Promise.allSettled([waiting, open]);
    for (const end of ends) if (end.status === 'fulfilled') expect(end.value.status).toBe(204);
  });
});

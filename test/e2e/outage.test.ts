import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, dataOf } from '../support/answer.ts';
import { aList } from '../support/list.ts';
import { load, type Timed } from '../support/load.ts';
import { aStart, UNLIMITED, type TestStart } from '../support/start.ts';
import { until } from '../support/until.ts';

/** The gateway's timeout for an owner in this test. The default is 5 s. */
const UPSTREAM_TIMEOUT_MS = 2_000;
/** No answer may take longer, whatever happens to an organisation: the gateway's timeout, and the work. */
const LONGEST_MS = 5_000;
const HEALED_WITHIN_MS = 30_000;
/** The coalition takes an organisation for hung after three seconds of silence. */
const STALE_WITHIN_MS = 10_000;

const LIST = `{
  policyIdeas(first: 100) {
    totalCount
    edges { node { id title organisation { id name } tally { support } body comments { totalCount } } }
    freshness { organisation { id } state }
  }
}`;

interface List {
  policyIdeas: {
    totalCount: number;
    edges: { node: Idea }[];
    freshness: { organisation: { id: string }; state: string }[];
  };
}

interface Idea {
  id: string;
  title: string;
  organisation: { id: string; name: string };
  tally: { support: number };
  body: string | null;
  comments: object | null;
}

/** One is killed, one hangs, and one is asked meanwhile. Together they have more ideas than a page. */
const organisations = aList('labour', 'unite', 'progress');
let house: TestStart;
beforeAll(async () => {
  house = await aStart({
    ...UNLIMITED,
    UPSTREAM_TIMEOUT_MS: String(UPSTREAM_TIMEOUT_MS),
    OWNER_FAILURES: '3',
    ORGANISATIONS_FILE: organisations.file,
  });
});
afterAll(async () => {
  organisations.remove();
  await house.close();
  expect(house.program.running()).toEqual([]);
});

const list = () => house.ask<List>(LIST);

const idsIn = ({ data }: Answer<List>) => data?.policyIdeas.edges.map(({ node }) => node.id);

/** The state that a list gives for an organisation's rows. */
const stateOf = (id: string, { data }: Answer<List>) =>
  data?.policyIdeas.freshness.find(({ organisation }) => organisation.id === id)?.state;

const unavailable = (organisation: string) => ({
  code: 'ORGANISATION_UNAVAILABLE',
  organisation,
});

/** The paths in a list where an owner's fields are null. */
const nullFieldsIn = ({ data }: Answer<List>) =>
  data!.policyIdeas.edges.flatMap(({ node }, at) =>
    (['body', 'comments'] as const)
      .filter((field) => node[field] === null)
      .map((field) => ({
        path: ['policyIdeas', 'edges', at, 'node', field],
        owner: node.organisation.id,
      })),
  );

/** Holds that a list has all its cards, that only this owner's fields are null, and that each has an error. */
function expectCompleteBut(owner: string, answer: Answer<List>): void {
  const { edges } = answer.data!.policyIdeas;
  expect(edges).toHaveLength(100);
  for (const { node } of edges) {
    expect(node.title).not.toBe('');
    expect(node.organisation.name).not.toBe('');
    expect(node.tally.support).toEqual(expect.any(Number));
  }
  const nulls = nullFieldsIn(answer);
  expect(new Set(nulls.map((one) => one.owner))).toEqual(new Set(nulls.length > 0 ? [owner] : []));
  const received = (answer.errors ?? []).map(({ path, extensions }) => ({ path, extensions }));
  const expected = nulls.map(({ path }) => ({ path, extensions: unavailable(owner) }));
  expect(byPath(received)).toEqual(byPath(expected));
}

const byPath = <Named extends { path?: unknown }>(named: Named[]): Named[] =>
  named.toSorted((a, b) => JSON.stringify(a.path).localeCompare(JSON.stringify(b.path)));

/** Whether a list has all fields of an organisation, and its rows are fresh. */
const isHealed = (owner: string, answer: Answer<List>): boolean =>
  !answer.errors && nullFieldsIn(answer).length === 0 && stateOf(owner, answer) === 'LIVE';

const submit = (organisation: string) =>
  house.ask<{ submitPolicyIdea: { idea: { id: string } } | null }>(
    `mutation ($organisation: ID!) {
      submitPolicyIdea(input: { organisation: $organisation, title: "A bench", body: "To sit." }) {
        idea { id }
      }
    }`,
    { organisation },
    house.token('MEMBER'),
  );

const kill = (name: string, signal: NodeJS.Signals) =>
  process.kill(house.table.get(name)!.pid, signal);

describe('when the process of one organisation is killed under load', () => {
  const OWNER = 'unite';
  let answers: readonly Timed<Answer<List>>[];
  let refused: Answer<unknown>;
  let rows: string[];
  let idea = '';

  beforeAll(async () => {
    idea = dataOf(await submit(OWNER)).submitPolicyIdea!.idea.id;
    rows = idsIn(await list())!;
    const running = load(3, list);
    answers = running.answers;
    await until('an answer before the outage', 10_000, () => answers.length > 0);
    kill(OWNER, 'SIGKILL');
    const killedAt = Date.now();
    await until('it to end', 10_000, () => house.program.out().includes(`${OWNER} ended`));
    refused = await submit(OWNER);
    await until('it to heal', HEALED_WITHIN_MS, () => {
      const { answer, askedAt } = answers.at(-1)!;
      return askedAt > killedAt + 100 && isHealed(OWNER, answer);
    });
    await running.stop();
  });

  test('an idea that was submitted before is the newest row', () => expect(rows[0]).toBe(idea));

  test('every list is answered, with the same rows and all their card fields', () => {
    for (const { answer } of answers) {
      expectCompleteBut(OWNER, answer);
      expect(idsIn(answer)).toEqual(rows);
    }
    console.info(`${answers.length} lists were answered during the outage.`);
  });

  test('the fields that only it has are null, each with an error that names it, and its rows are stale', () => {
    const without = answers.filter(({ answer }) => nullFieldsIn(answer).length > 0);
    const itsRows = rows.filter((id) => id.startsWith(`${OWNER}:`)).length;
    expect(without.length).toBeGreaterThan(0);
    for (const { answer } of without) expect(answer.errors).toHaveLength(2 * itsRows);
    expect(without.map(({ answer }) => stateOf(OWNER, answer))).toContain('STALE');
  });

  test('no list takes longer than a few seconds', () => {
    const longest = Math.max(...answers.map(({ tookMs }) => tookMs));
    console.info(`The longest took ${longest} ms.`);
    expect(longest).toBeLessThan(LONGEST_MS);
  });

  test('a mutation at it fails with an error that names it', () => {
    expect(refused.data).toEqual({ submitPolicyIdea: null });
    expect(refused.errors).toEqual([
      expect.objectContaining({ path: ['submitPolicyIdea'], extensions: unavailable(OWNER) }),
    ]);
  });

  test('it is restarted automatically, with its data', async () => {
    expect(house.program.out()).toMatch(
      /^unite ended \(SIGKILL\); it starts again in [\d.]+ s\.$/m,
    );
    const { data } = await house.ask('query ($idea: ID!) { node(id: $idea) { id } }', { idea });
    expect(data).toEqual({ node: { id: idea } });
  });
});

describe('when an organisation hangs', () => {
  const OWNER = 'progress';
  let answers: Timed<Answer<List>>[];
  let refused: Timed<Answer<unknown>>;

  const timed = async <Data>(answering: Promise<Answer<Data>>): Promise<Timed<Answer<Data>>> => {
    const askedAt = Date.now();
    const answer = await answering;
    return { answer, askedAt, tookMs: Date.now() - askedAt };
  };

  beforeAll(async () => {
    kill(OWNER, 'SIGSTOP');
    answers = [await timed(list()), await timed(list())];
    refused = await timed(submit(OWNER));
  });
  afterAll(() => void kill(OWNER, 'SIGCONT'));

  test('lists are answered without the fields that only it has, after the timeout', () => {
    for (const { answer, tookMs } of answers) {
      expectCompleteBut(OWNER, answer);
      expect(nullFieldsIn(answer)).not.toEqual([]);
      expect(tookMs).toBeGreaterThanOrEqual(UPSTREAM_TIMEOUT_MS - 10);
      expect(tookMs).toBeLessThan(LONGEST_MS);
    }
  });

  test('after three failures nobody waits for it', async () => {
    for (const { answer, tookMs } of [await timed(list()), await timed(list())]) {
      expectCompleteBut(OWNER, answer);
      expect(nullFieldsIn(answer)).not.toEqual([]);
      expect(tookMs).toBeLessThan(UPSTREAM_TIMEOUT_MS);
    }
  });

  test('its rows are stale in lists soon after, and those of others are live', async () => {
    const stale = await until('it to be stale', STALE_WITHIN_MS, async () => {
      const answer = await list();
      return stateOf(OWNER, answer) === 'STALE' ? answer : null;
    });
    for (const { organisation, state } of stale.data!.policyIdeas.freshness)
      expect([organisation.id, state]).toEqual([
        organisation.id,
        organisation.id === OWNER ? 'STALE' : 'LIVE',
      ]);
  });

  test('a list of card fields needs the catalogue only, and does not wait for it', async () => {
    const { answer, tookMs } = await timed(
      house.ask('{ policyIdeas { edges { node { title organisation { name } } } } }'),
    );
    expect(answer.errors).toBeUndefined();
    expect(tookMs).toBeLessThan(1_000);
  });

  test('a mutation at it fails with an error that names it, after the timeout', () => {
    const { answer, tookMs } = refused;
    expect(answer.errors).toEqual([
      expect.objectContaining({ path: ['submitPolicyIdea'], extensions: unavailable(OWNER) }),
    ]);
    expect(tookMs).toBeLessThan(LONGEST_MS);
  });

  test('the gateway is ready, and shows which organisation is unreachable', async () => {
    const response = await fetch(`${house.gateway}/ready`);
    expect([response.status, await response.json()]).toEqual([
      200,
      {
        ready: true,
        answers: 'everything',
        organisations: {
          labour: 'ready',
          unite: 'ready',
          progress: 'unreachable',
          coalition: 'ready',
        },
      },
    ]);
  });

  test('its fields and fresh rows are back as soon as it continues', async () => {
    kill(OWNER, 'SIGCONT');
    await until('it to heal', HEALED_WITHIN_MS, async () => isHealed(OWNER, await list()));
  });
});

describe('when the process of the coalition is killed', () => {
  const OWN = `{
    organisation(id: "labour") {
      name
      policyIdeas(first: 5) { totalCount edges { node { title body organisation { name } } } }
    }
  }`;

  test('an organisation answers for itself, lists across all are null with an error, and recover', async () => {
    const before = dataOf(await house.ask<object>(OWN));
    const rows = idsIn(await list());
    kill('coalition', 'SIGKILL');
    await until('it to end', 10_000, () => house.program.out().includes('coalition ended'));
    const [own, across] = await Promise.all([house.ask<object>(OWN), list()]);

    expect(dataOf(own)).toEqual(before);
    expect(across.data).toEqual({ policyIdeas: null });
    expect(across.errors).toEqual([
      expect.objectContaining({ path: ['policyIdeas'], extensions: unavailable('coalition') }),
    ]);
    const healed = await until('it to heal', HEALED_WITHIN_MS, async () => {
      const answer = await list();
      return answer.errors ? null : answer;
    });
    expect(idsIn(healed)).toEqual(rows);
  });
});

test('the gateway is restarted at the same port when its process is killed', async () => {
  const rows = idsIn(await list());
  kill('gateway', 'SIGKILL');
  await until('it to end', 10_000, () => house.program.out().includes('gateway ended'));
  const answer = await until('it to answer', HEALED_WITHIN_MS, list);
  expect(answer.errors).toBeUndefined();
  expect(idsIn(answer)).toEqual(rows);
});

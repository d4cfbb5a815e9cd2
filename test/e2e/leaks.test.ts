/**
 * Secrets are planted in every input, and searched for in every output: in each log line of each program at the level
 * `trace`, and in each error, header and trace that a client gets.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { aList } from '../support/list.ts';
import { aStart, type TestStart } from '../support/start.ts';
import { until } from '../support/until.ts';

/** Planted in data, requests and headers. Each can be found again by its text. */
const CANARIES = {
  name: 'Zephyrine Quillfeather',
  email: 'zephyrine.quillfeather@canary.example',
  phone: '+44 7700 900461',
  text: 'canary-in-a-text-7f3a',
  header: 'canary-in-a-header-91bc',
  address: 'canary-in-an-address-22d0',
  operation: 'CanaryOperation5e8d',
};

interface Received {
  title: string;
  status: number;
  headers: string;
  errors: string;
  extensions: string;
}

const list = aList('labour', 'unite');
let house: TestStart;
/** The texts that must not be found: the canaries, the tokens that were used, and their subjects. */
let secrets: string[] = [];
const received: Received[] = [];

/** Sends a request to the gateway, and records the answer without its data. */
async function send(
  title: string,
  body: object | string,
  headers: Record<string, string> = {},
  query = '',
) {
  const response = await fetch(`${house.gateway}/graphql${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const { errors, extensions, data } = JSON.parse(text) as Record<string, unknown>;
  received.push({
    title,
    status: response.status,
    headers: JSON.stringify([...response.headers]),
    errors: JSON.stringify(errors ?? []),
    extensions: JSON.stringify(extensions ?? {}),
  });
  return {
    data: data as Record<string, unknown> | null,
    requestId: response.headers.get('x-request-id'),
  };
}

const lines = (): string[] => house.program.err().split('\n').filter(Boolean);

beforeAll(async () => {
  house = await aStart({ LOG_LEVEL: 'trace', ORGANISATIONS_FILE: list.file });
  const [member, staff] = [house.token('MEMBER'), house.token('STAFF')];
  const subjects = [member, staff].map((token) => String(decodeJwt(token).sub));
  const signatures = [member, staff].map((token) => token.split('.')[2] ?? '');
  secrets = [...Object.values(CANARIES), member, staff, ...signatures, ...subjects];
  const as = (token: string) => ({ authorization: `Bearer ${token}` });
  const { name, email, phone, text, header, address, operation } = CANARIES;

  // Valid requests of a member.
  const submission = `mutation ${operation}($input: SubmitPolicyIdeaInput!) {
    submitPolicyIdea(input: $input) { idea { id } userErrors { message } } }`;
  for (const organisation of ['unite', 'labour'])
    await send(
      `an idea at ${organisation}`,
      {
        operationName: operation,
        query: submission,
        variables: {
          input: {
            organisation,
            title: `${name} asks`,
            body: `${text}: call ${phone}, write to ${email}.`,
          },
        },
      },
      {
        ...as(member),
        'x-request-id': header,
        'user-agent': header,
        cookie: header,
        referer: email,
      },
      `?${address}`,
    );
  await send(
    'a name',
    {
      query: `mutation { join(input: { organisation: "unite", displayName: "${name}" }) { member { id } userErrors { code } } }`,
    },
    as(member),
  );
  await send(
    'an experience',
    {
      query: `mutation { shareExperience(input: { organisation: "labour", text: "${text} ${email} ${phone}" }) { experience { id } } }`,
    },
    as(member),
  );

  // Requests that are refused, each in another place.
  await send('a token cut short', { query: '{ viewer { id } }' }, as(member.slice(0, -6)));
  await send('a token of nobody', { query: '{ viewer { id } }' }, as(`${email} ${header}`));
  await send(
    'a wrong trace',
    { query: '{ policyIdeas(first: 1) { totalCount } }' },
    {
      'apollo-federation-include-trace': 'ftv1',
      ...as(staff),
    },
  );
  await send('no JSON', `{"query": "${text}`, as(staff));
  await send('no operation of that name', { query: '{ a: __typename }', operationName: operation });
  await send(
    'what the member may not do',
    {
      query: `mutation { scheduleEvent(input: { organisation: "labour", name: "${name}", kind: RALLY, startsAt: "2999-01-01T00:00:00Z", endsAt: "2999-01-01T01:00:00Z", place: { name: "${email}" } }) { event { id } } }`,
    },
    as(member),
  );
  await send(
    'a member whom the caller may not see',
    {
      query: `query ($id: ID!) { node(id: $id) { ... on Member { displayName tier } } }`,
      variables: { id: subjects[0] },
    },
    as(staff),
  );
  await send('a search', { query: `{ search(text: "${text}") { totalCount } }` }, as(member));

  // An organisation that is gone, and one that starts again.
  process.kill(house.table.get('unite')!.pid, 'SIGKILL');
  const body = await send(
    'the body of an idea while its organisation is gone',
    {
      query:
        '{ policyIdeas(first: 5, filter: { organisations: ["unite"] }) { edges { node { title body } } } }',
    },
    as(member),
  );
  expect(JSON.stringify(body.data)).toContain('null');
  await until(
    'unite to be back',
    20_000,
    async () => (await fetch(`${house.table.get('unite')!.address}/ready`)).ok,
  );
  for (const path of [`/${address}`, `/graphql/${address}`, `/live?${address}`])
    await fetch(house.gateway + path, { headers: { 'x-request-id': header, ...as(member) } });
  await fetch(`${house.table.get('labour')!.address}/organisation`, {
    method: 'POST',
    headers: {
      'groundswell-assertion': header,
      'x-request-id': header,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ query: text }),
  });
});
afterAll(async () => {
  list.remove();
  await house?.close();
});

const found = (text: string): string[] => secrets.filter((secret) => text.includes(secret));

test('there are log lines, answers and errors to search', () => {
  expect(lines().length).toBeGreaterThan(50);
  expect(received.length).toBeGreaterThan(10);
  expect(received.filter(({ errors }) => errors !== '[]').length).toBeGreaterThanOrEqual(5);
});

test('no log line has a token, a subject, a name, an e-mail address, a telephone number or a part of a request', () => {
  for (const line of lines()) expect({ line, found: found(line) }).toEqual({ line, found: [] });
});

test('every log line is JSON, with fields from the list and no others', () => {
  const allowed = new Set(
    [
      'level',
      'time',
      'msg',
      'requestId',
      'method',
      'route',
      'status',
      'ms',
      'owner',
      'contract',
      'operation',
      'costRequested',
      'cost',
      'owners',
      'readMs',
      'ownersMs',
      'writeMs',
    ].concat(['organisation', 'reason', 'refused', 'error', 'code', 'message', 'cause', 'at']),
  );
  for (const line of lines()) {
    const fields = Object.keys(JSON.parse(line) as object);
    expect({ line, others: fields.filter((field) => !allowed.has(field)) }).toEqual({
      line,
      others: [],
    });
  }
});

test('no header, error or trace of an answer has any of these', () => {
  for (const { title, headers, errors, extensions } of received)
    expect({ title, found: found(headers + errors + extensions) }).toEqual({ title, found: [] });
});

test('no answer has a trace, although one was requested', () => {
  const extensions = received.find(({ title }) => title === 'a wrong trace')?.extensions ?? '';
  expect(Object.keys(JSON.parse(extensions) as object)).toEqual(['cost']);
});

describe('the id of a request', () => {
  test('is made by the gateway, sent to the client, and in the log lines of every server that was asked', async () => {
    const query =
      '{ policyIdeas(first: 50) { edges { node { title body } } } labour: organisation(id: "labour") { policyIdeas(first: 1) { totalCount } } }';
    const { requestId } = await send('a question to many', { query }, { 'x-request-id': 'mine' });
    expect(requestId).toMatch(/^[\da-f-]{36}$/);
    const routes = await until('the lines of all who were asked', 5_000, () => {
      const own = lines()
        .map((line) => JSON.parse(line) as { requestId?: string; route?: string })
        .filter((line) => line.requestId === requestId);
      const asked = own.map(({ route }) => route ?? 'nowhere').toSorted();
      // The gateway's own line is the last of them.
      return asked.includes('/graphql') ? asked : null;
    });
    expect(new Set(routes)).toEqual(new Set(['/coalition', '/graphql', '/organisation']));
    expect(routes.filter((route) => route === '/organisation').length).toBeGreaterThan(1);
  });
});

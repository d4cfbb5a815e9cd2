/** `npm run token`, and the examples of docs/guides/sign-in.md, each as its users run it, beside one house. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { APPLICATION } from '../../development/issuer/clients.ts';
import { peopleOf } from '../../development/sample/people.ts';
import { fileOfHouse } from '../../platform/root.ts';
import { dataOf } from '../support/answer.ts';
import { aBrowser, aFileServer, hasBrowser, type TestBrowser } from '../support/browser.ts';
import { aList } from '../support/list.ts';
import { runProgram, startProgram, type TestProgram } from '../support/program.ts';
import { aRelay, type Relay } from '../support/relay.ts';
import { aStart, type TestStart } from '../support/start.ts';

if (!hasBrowser) console.warn('Skipped: the example for browsers, as there is no Chromium here.');

const EXAMPLES = 'docs/examples/sign-in';

const list = aList('labour', 'unite');
let house: TestStart;
let relay: Relay;
beforeAll(async () => {
  house = await aStart({ ORGANISATIONS_FILE: list.file });
  relay = await aRelay(`${house.gateway}/graphql`);
});
afterAll(async () => {
  await relay.close();
  await house.close();
  list.remove();
});

const issuerOf = (organisation: string) => `${house.table.get('issuer')!.address}/${organisation}`;

const runToken = (args: string[], settings: NodeJS.ProcessEnv = house.settings) =>
  runProgram(process.execPath, ['bin/token.js', ...args], settings);

describe('npm run token', () => {
  const viewer = '{ viewer { displayName roles organisation { id } } }';

  test.each([
    ['labour/organiser', { organisation: { id: 'labour' }, roles: ['ORGANISER', 'EDITOR'] }],
    ['unite/member', { organisation: { id: 'unite' }, roles: [] }],
    [peopleOf('unite')[9]!.name, { displayName: peopleOf('unite')[9]!.name }],
  ])('--as %s prints a token of theirs and nothing else', async (reference, expected) => {
    const { code, out, err } = await runToken(['--as', reference]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(await house.ask(viewer, {}, out.trim())).toMatchObject({ data: { viewer: expected } });
  });

  test('--application prints a token of the sample’s application', async () => {
    const { out } = await runToken(['--application', 'labour']);
    const { data } = await house.ask(
      `mutation {
        submitPolicyIdea(input: { organisation: "labour", title: "Seats", body: "More." }) { idea { title } }
      }`,
      {},
      out.trim(),
    );
    expect(data).toEqual({ submitPolicyIdea: { idea: { title: 'Seats' } } });
  });

  test.each([
    [
      'no house runs',
      ['--as', 'labour/member'],
      { PORT: '1' },
      /^No house runs here: start one with `npm start`/,
    ],
    [
      'there is no such person',
      ['--as', 'labour/king'],
      {},
      /^--as: expected someone of the sample/,
    ],
    [
      'it is production',
      ['--as', 'labour/member'],
      { NODE_ENV: 'production' },
      /^There is no local issuer with NODE_ENV=production/,
    ],
    [
      'nobody is named',
      [],
      {},
      /^Expected one of --as, --application, --list, but got 0\.\nUsage: /,
    ],
  ])('says in a sentence when %s', async (_title, args, settings, sentence) => {
    const { code, out, err } = await runToken(args, { ...house.settings, ...settings });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(sentence);
  });
});

describe('the server application', () => {
  let program: TestProgram;
  let url: string;
  beforeAll(async () => {
    program = startProgram(process.execPath, [`${EXAMPLES}/server.mjs`], {
      GATEWAY: relay.url,
      ISSUER: issuerOf('labour'),
      CLIENT_SECRET: APPLICATION.secret,
      PORT: '0',
    });
    await program.says('Takes ideas at ');
    url = /http:\S+/.exec(program.out())![0];
  });
  afterAll(() => program.stop());
  afterEach(() => void (relay.authorizations.length = 0));

  const submit = async (idea: object) => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(idea) });
    return { status: response.status, answer: (await response.json()) as { id: string } };
  };
  const idea = { title: 'A shelter at every stop', body: 'It rains.' };

  test('hands ideas on, with one token for all of them', async () => {
    const { status, answer } = await submit(idea);
    expect(status).toBe(201);
    expect((await submit(idea)).status).toBe(201);
    expect(relay.authorizations).toHaveLength(2);
    expect(new Set(relay.authorizations).size).toBe(1);
    const query =
      'query ($id: ID!) { node(id: $id) { ... on PolicyIdea { title organisation { id } } } }';
    expect(dataOf(await house.ask<object>(query, answer))).toEqual({
      node: { title: idea.title, organisation: { id: 'labour' } },
    });
  });

  test('gets a new token when the last is refused, once', async () => {
    relay.refuseNext(401);
    expect((await submit(idea)).status).toBe(201);
    const [first, second] = relay.authorizations;
    expect(relay.authorizations).toHaveLength(2);
    expect(second).not.toBe(first);

    relay.refuseNext(401, 401);
    expect((await submit(idea)).status).toBe(502);
    expect(relay.authorizations).toHaveLength(4);
  });

  test('answers visitors what is wrong with their idea, and no failure of its own', async () => {
    expect(await submit({ title: 'A', body: 'B' })).toMatchObject({ status: 422 });
    relay.refuseNext(500);
    const { status, answer } = await submit(idea);
    expect(status).toBe(502);
    expect(answer).toEqual({
      problem: 'Your idea could not be handed on. Please try again later.',
    });
  });

  test('says which setting it lacks', async () => {
    const { code, err } = await runProgram(process.execPath, [`${EXAMPLES}/server.mjs`]);
    expect(code).toBe(1);
    expect(err).toMatch(/^CLIENT_SECRET: expected the secret/);
  });
});

describe('the data team’s script', () => {
  const FORMULA = '=HYPERLINK("https://evil.example")';
  const run = (settings: NodeJS.ProcessEnv) =>
    runProgram(process.execPath, [`${EXAMPLES}/data-team.mjs`], {
      GATEWAY: relay.url,
      ...settings,
    });
  const rowsIn = (csv: string) => parse<Record<string, string>>(csv, { columns: true });

  beforeAll(async () => {
    const submit = `mutation ($title: String!) {
      submitPolicyIdea(input: { organisation: "labour", title: $title, body: "x" }) { userErrors { code } }
    }`;
    dataOf(await house.ask<object>(submit, { title: FORMULA }, house.token('MEMBER')));
  });

  test('writes every idea once, as a data reader, and no cell is a formula', async () => {
    const { out: token } = await runToken(['--as', 'labour/data-reader']);
    const { code, out, err } = await run({ TOKEN: token.trim() });
    const all = '{ policyIdeas { totalCount } }';
    const { policyIdeas } = dataOf(await house.ask<{ policyIdeas: { totalCount: number } }>(all));
    const rows = rowsIn(out);
    expect(code).toBe(0);
    expect(err).toBe(`${policyIdeas.totalCount} ideas.\n`);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(policyIdeas.totalCount);
    expect(rows.map(({ title }) => title)).toContain(`'${FORMULA}`);
    const cells = rows.flatMap((row) => Object.values(row));
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  });

  test('waits and asks again, as an application, when the answer says so', async () => {
    relay.authorizations.length = 0;
    relay.refuseNext(503, 429);
    const { code, out, err } = await run({
      ISSUER: issuerOf('labour'),
      CLIENT_ID: APPLICATION.id,
      CLIENT_SECRET: APPLICATION.secret,
    });
    expect(code).toBe(0);
    expect(err.match(/^Asking again in 0 ms: it answered (503|429)\.$/gm)).toHaveLength(2);
    expect(new Set(rowsIn(out).map(({ id }) => id)).size).toBeGreaterThan(80);
    expect(new Set(relay.authorizations).size).toBe(1);
  });

  test('ends with a sentence when its token is not good', async () => {
    const { code, out, err } = await run({ TOKEN: 'nonsense' });
    expect(code).not.toBe(0);
    expect(out).toBe('');
    expect(err).toContain(
      'The token is not valid, or has expired: get a new one, and start again.',
    );
  });
});

(hasBrowser ? describe : describe.skip)('the page, in a browser', () => {
  const { name } = peopleOf('unite')[9]!;
  let files: Awaited<ReturnType<typeof aFileServer>>;
  let browser: TestBrowser;
  beforeAll(async () => {
    const settings = `export const GATEWAY = '${house.gateway}/graphql'; export const CLIENT_ID = 'sample-frontend';`;
    files = await aFileServer(fileOfHouse(`${EXAMPLES}/browser/`), { 'settings.js': settings });
    browser = await aBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await files?.close();
  });

  test('shows ideas to a visitor', async () => {
    const { page } = browser;
    await page.goto(files.url);
    await page.locator('#ideas li').nth(9).waitFor();
    expect(await page.locator('#ideas button').count()).toBe(0);
    expect(await page.locator('#home option').allTextContents()).toEqual(['Labour', 'Unite']);
  });

  test('has someone sign in at their organisation, by its page alone, and come back', async () => {
    const { page } = browser;
    await page.getByLabel('Your organisation').selectOption('Unite');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Sign in at Unite' }).waitFor();
    expect(page.url()).toContain(issuerOf('unite'));
    await page.getByRole('button', { name: `${name}, member` }).click();
    await page.getByText(`You are ${name}, of Unite.`).waitFor();
    expect(page.url()).toBe(files.url);
  });

  test('lets them take part', async () => {
    const { page } = browser;
    const item = page.locator('#ideas li').first();
    const before = await item.textContent();
    await item.getByRole('button').click();
    await page.getByText('Thank you.').waitFor();
    expect(await item.getByRole('button').textContent()).toBe('You support it');
    const count = (text: string | null) => Number(/: (\d+) support it/.exec(text ?? '')?.[1]);
    expect(count(await item.textContent())).toBe(count(before) + 1);
  });

  test('keeps the token out of its address, its storage and its cookies', async () => {
    const { page } = browser;
    const kept = await page.evaluate(
      'JSON.stringify([location.href, { ...localStorage }, { ...sessionStorage }, document.cookie])',
    );
    expect(kept).not.toMatch(/eyJ|verifier/);
  });

  test('has nobody signed in who comes back with an answer that it did not ask for', async () => {
    const { page } = browser;
    await page.goto(`${files.url}?code=stolen&state=guessed`);
    await page.getByText('This sign-in was not begun here. Please sign in again.').waitFor();
    expect(await page.getByRole('button', { name: 'Sign in' }).isVisible()).toBe(true);
  });

  test('complains of nothing', () => expect(browser.complaints).toEqual([]));
});

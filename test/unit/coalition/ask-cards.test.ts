import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ASSERTION_HEADER, verifyAssertion } from '../../../identity/assertion.ts';
import { type Asker, createAsker } from '../../../subgraphs/coalition/ask-cards.ts';

const KEY = 'a key for assertions that only this test knows';
const ulid = '01JBXYZ0000000000000000000';

let server: Server;
let asker: Asker;
let requests: IncomingMessage[] = [];
let respond: (response: ServerResponse) => void = () => {};

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request);
    respond(response);
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  asker = createAsker(new Map([['unite', `http://127.0.0.1:${port}`]]), KEY);
});
beforeEach(() => {
  requests = [];
});
afterAll(async () => {
  await asker.close();
  server.closeAllConnections();
  server.close();
});

const card = {
  _id: `unite:idea:${ulid}`,
  organisation: 'unite',
  type: 'IDEA',
  title: 'A bench at every bus stop',
  createdAt: '2026-01-02T03:04:05.000Z',
  changedAt: '2026-01-02T03:04:06.000Z',
  status: 'SUBMITTED',
};

const answering =
  (body: unknown, status = 200, headers = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, headers);
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

describe('the coalition', () => {
  test('asks as itself, for cards since a moment', async () => {
    respond = answering({ asOf: 5, cards: [] });
    await asker.ask('unite', 1_234);
    const [{ method, url, headers } = {} as IncomingMessage] = requests;
    expect({ method, url }).toEqual({ method: 'GET', url: '/cards?since=1234' });
    const assertion = String(headers[ASSERTION_HEADER]);
    expect(await verifyAssertion(KEY, 'unite', assertion)).toMatchObject({ home: 'coalition' });
    expect(await verifyAssertion(KEY, 'labour', assertion)).toBeNull();
  });

  test('reads the cards with their moments, and when the organisation looked', async () => {
    respond = answering({ asOf: 5, cards: [card] });
    expect(await asker.ask('unite', 0)).toEqual({
      asOf: 5,
      cards: [
        { ...card, createdAt: new Date(card.createdAt), changedAt: new Date(card.changedAt) },
      ],
    });
  });

  test.each([
    ['by its id', { _id: `labour:idea:${ulid}` }],
    ['by its organisation', { organisation: 'labour' }],
    ['by both', { _id: `labour:idea:${ulid}`, organisation: 'labour' }],
    ['by an id of no shape', { _id: 'unite:idea:1' }],
    ['by an id that only begins the same', { _id: `unite-two:idea:${ulid}` }],
  ])(
    'takes no card from an organisation that is not its own %s, and keeps the rest',
    async (_how, wrong) => {
      respond = answering({ asOf: 5, cards: [{ ...card, ...wrong }, card] });
      const { cards } = await asker.ask('unite', 0);
      expect(cards.map(({ _id }) => _id)).toEqual([card._id]);
    },
  );

  test.each([
    ['that is not signed in the right way', answering({ error: 'For the coalition only.' }, 401)],
    ['that fails', answering({ asOf: 5, cards: [card] }, 500)],
    ['that sends it elsewhere', answering('', 302, { location: 'http://127.0.0.1:1/' })],
    ['that is no JSON', answering('<html>')],
    ['without its time', answering({ cards: [] })],
    ['without cards', answering({ asOf: 5 })],
    ['with a card of no moment', answering({ asOf: 5, cards: [{ ...card, changedAt: 'soon' }] })],
    ['with a card of no known type', answering({ asOf: 5, cards: [{ ...card, type: 'MEMBER' }] })],
    ['that breaks off', (response: ServerResponse) => response.destroy()],
  ])('has no answer from one %s', async (_what, answer) => {
    respond = answer;
    await expect(asker.ask('unite', 0)).rejects.toThrow(Error);
    expect(requests).toHaveLength(1);
  });

  test.each([
    ['says nothing', () => {}],
    ['never ends', (response: ServerResponse) => void response.write('{"asOf":5,')],
  ])('waits no longer than a second or so for one that %s', async (_what, answer) => {
    respond = answer;
    const start = Date.now();
    await expect(asker.ask('unite', 0)).rejects.toThrow(/timeout/i);
    expect(Date.now() - start).toBeLessThan(5_000);
  });

  test('has no answer from one that has no address', async () => {
    await expect(asker.ask('nobody', 0)).rejects.toThrow('No address of "nobody".');
  });
});

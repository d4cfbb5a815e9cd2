import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ASSERTION_HEADER, assertionsBy, assertionsFor } from '../../../identity/assertion.ts';
import { type Signers, someSigners } from '../../support/identity.ts';
import { type Asker, createAsker } from '../../../subgraphs/coalition/ask-cards.ts';

const ulid = '01JBXYZ0000000000000000000';

let signers: Signers;
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
  signers = await someSigners();
  const assertion = assertionsBy('coalition', signers.keys.coalition);
  asker = createAsker((id) => (id === 'unite' ? `http://127.0.0.1:${port}` : null), assertion);
});
beforeEach(() => {
  requests = [];
});
afterAll(async () => {
  await asker.close();
  server.closeAllConnections();
  server.close();
});

/** A card as it travels. */
const card = {
  _id: `unite:idea:${ulid}`,
  organisation: 'unite',
  type: 'IDEA',
  title: 'A bench at every bus stop',
  summary: null,
  themes: ['transport'],
  area: null,
  startsAt: null,
  language: 'en-GB',
  status: 'SUBMITTED',
  channel: 'WEB',
  mergedInto: null,
  tally: { support: 1, oppose: 0, pass: 0, cast: { support: 1, oppose: 0, pass: 0 } },
  commentCount: 0,
  createdAt: '2026-01-02T03:04:05.000Z',
  updatedAt: '2026-01-02T03:04:05.000Z',
  changedAt: '2026-01-02T03:04:06.000Z',
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
    const read = async (audience: string) =>
      (await assertionsFor(audience, signers.trusted)(assertion, '/cards?since=1234'))?.complete(
        '',
      );
    expect(await read('unite')).toEqual({ signer: 'coalition', caller: null });
    expect(await read('labour')).toBeUndefined();
  });

  test('reads the cards with their moments, and when the organisation looked', async () => {
    respond = answering({ asOf: 5, cards: [card] });
    expect(await asker.ask('unite', 0)).toEqual({
      asOf: 5,
      cards: [
        {
          ...card,
          createdAt: new Date(card.createdAt),
          updatedAt: new Date(card.updatedAt),
          changedAt: new Date(card.changedAt),
        },
      ],
    });
  });

  test.each([
    ['the id of another owner', { _id: `labour:idea:${ulid}` }],
    ['another organisation', { organisation: 'labour' }],
    ['both of another', { _id: `labour:idea:${ulid}`, organisation: 'labour' }],
    ['an id of no shape', { _id: 'unite:idea:1' }],
    ['an id that only begins the same', { _id: `unite-two:idea:${ulid}` }],
    ['the id of another type of thing', { _id: `unite:member:${ulid}` }],
    ['the id of an organisation', { _id: 'unite' }],
    ['a moment that is none', { changedAt: 'soon' }],
    ['no status', { status: undefined }],
    ['a type that is not shared', { type: 'MEMBER' }],
  ])('takes no card with %s, and keeps the rest', async (_how, wrong) => {
    respond = answering({ asOf: 5, cards: [{ ...card, ...wrong }, card] });
    const { cards } = await asker.ask('unite', 0);
    expect(cards.map(({ _id }) => _id)).toEqual([card._id]);
  });

  test.each([
    ['that is not signed in the right way', answering({ error: 'For the coalition only.' }, 401)],
    ['that fails', answering({ asOf: 5, cards: [card] }, 500)],
    ['that sends it elsewhere', answering('', 302, { location: 'http://127.0.0.1:1/' })],
    ['that is no JSON', answering('<html>')],
    ['without its time', answering({ cards: [] })],
    ['without cards', answering({ asOf: 5 })],
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

  test('leaves out what a card has beyond its type', async () => {
    respond = answering({ asOf: 5, cards: [{ ...card, person: 'unite:member:x', body: 'x' }] });
    const { cards } = await asker.ask('unite', 0);
    expect(Object.keys(cards[0] ?? {}).toSorted()).toEqual(Object.keys(card).toSorted());
  });

  test('has no answer from one that says more than 8 MB', async () => {
    respond = answering({ asOf: 5, cards: [], more: 'x'.repeat(9 * 1024 * 1024) });
    // Too long, or on a busy machine too late.
    await expect(asker.ask('unite', 0)).rejects.toMatchObject({ message: expect.any(String) });
  });

  test('has no answer from one that has no address', async () => {
    await expect(asker.ask('nobody', 0)).rejects.toThrow('No address of "nobody".');
  });
});

/** Every error that the gateway sends says where it is explained, whoever made it and however it is answered. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { documentationUrl } from '../../../gateway/documentation.ts';
import { aGatewayAlone, type GatewayAlone } from '../../support/gateway.ts';
import { aPlainOwner } from './a-plain-owner.ts';

const GUIDE = 'docs/guides/errors.md';

/** An owner that says of its error what only the gateway may. */
const misleading = JSON.stringify({
  data: { organisation: null },
  errors: [
    {
      message: 'No.',
      path: ['organisation'],
      extensions: { code: 'FORBIDDEN', documentation: 'pay-here' },
    },
  ],
});

let owner: Awaited<ReturnType<typeof aPlainOwner>>;
let gateway: GatewayAlone;
let published: GatewayAlone;
beforeAll(async () => {
  owner = await aPlainOwner((response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(misleading),
  );
  [gateway, published] = await Promise.all([
    aGatewayAlone({ addresses: { unite: owner.url } }),
    aGatewayAlone({ documentation: 'https://docs.example/errors' }),
  ]);
});
afterAll(async () => {
  await Promise.all([gateway?.close(), published?.close()]);
  owner?.close();
});

interface Sent {
  code: string;
  documentation: string;
}

const errorsIn = (body: string): Sent[] =>
  (JSON.parse(body) as { errors: { extensions: Sent }[] }).errors.map(
    ({ extensions: { code, documentation } }) => ({ code, documentation }),
  );

const asked = async (path: string, init: RequestInit = {}, of = gateway) =>
  errorsIn(await (await fetch(of.origin + path, init)).text());

const posted = (body: object | string, headers: Record<string, string> = {}, of = gateway) =>
  asked(
    '/graphql',
    {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    },
    of,
  );

const organisation = (id: string) => ({ query: `{ organisation(id: "${id}") { id } }` });

test.each<[string, string, () => Promise<Sent[]>]>([
  [
    'a field of an owner that is down',
    'ORGANISATION_UNAVAILABLE',
    () => posted(organisation('labour')),
  ],
  ['what is not valid', 'GRAPHQL_VALIDATION_FAILED', () => posted({ query: '{ nosuch }' })],
  ['what cannot be parsed', 'GRAPHQL_PARSE_FAILED', () => posted({ query: '{' })],
  [
    'a wrong token',
    'UNAUTHENTICATED',
    () => posted({ query: '{ __typename }' }, { authorization: 'Bearer x' }),
  ],
  [
    'a media type that cannot be sent',
    'BAD_REQUEST',
    () => posted({ query: '{ __typename }' }, { accept: 'text/html' }),
  ],
  ['no JSON', 'BAD_REQUEST', () => posted('{')],
  ['a body that is too long', 'BAD_REQUEST', () => posted('x'.repeat(300_000))],
  ['a body of another type', 'BAD_REQUEST', () => posted('x', { 'content-type': 'text/plain' })],
  ['a path where nothing is', 'NOT_FOUND', () => asked('/nothing')],
  ['another method', 'BAD_REQUEST', () => asked('/graphql', { method: 'DELETE' })],
  [
    'another method of a route',
    'BAD_REQUEST',
    () => asked('/organisations/labour/about', { method: 'PUT' }),
  ],
  [
    'a route of an owner that is not there',
    'NOT_FOUND',
    () => asked('/organisations/nosuch/about'),
  ],
  [
    'a route of an owner that is down',
    'ORGANISATION_UNAVAILABLE',
    () => asked('/organisations/labour/about'),
  ],
  [
    'a wrong token at a route',
    'UNAUTHENTICATED',
    () => asked('/organisations/labour/about', { headers: { authorization: 'Bearer x' } }),
  ],
])('of %s it is %s', async (_of, code, ask) => {
  expect(await ask()).toEqual([{ code, documentation: `${GUIDE}#${code.toLowerCase()}` }]);
});

test('of what is no HTTP, too', async () => {
  const socket = connect(gateway.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write('nonsense\r\n\r\n');
  const [, body = ''] = (await text(socket)).split('\r\n\r\n');
  expect(errorsIn(body)).toEqual([{ code: 'BAD_REQUEST', documentation: `${GUIDE}#bad_request` }]);
});

test('an owner does not say where its errors are explained', async () => {
  expect(await posted(organisation('unite'))).toEqual([
    { code: 'FORBIDDEN', documentation: `${GUIDE}#forbidden` },
  ]);
});

test('it is at the address that an operator gave', async () => {
  const at = (anchor: string) => `https://docs.example/errors#${anchor}`;
  const [ofGraphql] = await posted({ query: '{ nosuch }' }, {}, published);
  const [ofPath] = await asked('/nothing', {}, published);
  expect(ofGraphql?.documentation).toBe(at('graphql_validation_failed'));
  expect(ofPath?.documentation).toBe(at('not_found'));
});

test.each([
  'errors.md',
  'ftp://docs.example',
  'https://docs.example/errors#codes',
  'javascript:alert(1)',
])('an operator cannot give "%s" as an address', (address) => {
  expect(documentationUrl.safeParse(address).success).toBe(false);
  expect(documentationUrl.parse(undefined)).toBe(GUIDE);
});

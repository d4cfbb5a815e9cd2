import { afterAll, expect, test } from '@jest/globals';
import { buildConnector } from 'undici';
import { createProbe } from '../../../gateway/probe-owner.ts';
import { aPlainOwner } from './a-plain-owner.ts';

let isReady = true;
const owner = await aPlainOwner((response, { path }) =>
  response.writeHead(path === '/ready' && !isReady ? 503 : 200).end(),
);
const { probe, close } = createProbe(() => owner.url, buildConnector({}));
afterAll(async () => {
  await close();
  owner.close();
});

test('an owner is probed by whether its database answers, not by whether it lives', async () => {
  await expect(probe('unite')).resolves.toBeUndefined();
  isReady = false;
  await expect(probe('unite')).rejects.toThrow('Expected the status 200, but got 503.');
});

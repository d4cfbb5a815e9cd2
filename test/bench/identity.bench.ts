/**
 * What it costs to know who asks: CPU milliseconds of this process (user and system, by the operating system) for one
 * request, with and without, turn by turn in one run. `npm run bench -- identity [requests]`
 */
import { assertionsBy, ASSERTION_HEADER, assertionsFor } from '../../identity/assertion.ts';
import type { Caller } from '../../identity/caller.ts';
import { keySet } from '../../identity/key-set.ts';
import { asSeenBy } from '../../identity/pseudonym.ts';
import { tokenVerifier } from '../../identity/token.ts';
import { createUpstream } from '../../gateway/partition/upstream.ts';
import { createHttp, listen } from '../../platform/http/server.ts';
import { takeAsserted } from '../../subgraphs/framework/server/assertions.ts';
import { aMember } from '../support/callers.ts';
import { anIssuer, byName, someSigners } from '../support/identity.ts';

const REQUESTS = Number(process.argv[2] ?? 2_000);
const ROUNDS = 5;

const signers = await someSigners();
/** As a server keeps them: fetched once, and imported once. */
const trusted = { gateway: keySet(async () => signers.keys.gateway.published()) };
const issuer = await anIssuer('unite');
const caller = aMember('unite');
const assertion = assertionsBy('gateway', signers.keys.gateway);
const body = JSON.stringify({ query: '{ __typename }', variables: { text: 'x'.repeat(2_000) } });
const request = { path: '/organisation', body };

type Work = (at: number) => Promise<unknown>;

/** CPU milliseconds for one, over so many. */
async function cpuOf(work: Work): Promise<number> {
  const before = process.cpuUsage();
  for (let at = 0; at < REQUESTS; at += 1) await work(at);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / REQUESTS;
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** The median of each over several rounds, all of them in turn. */
async function compare(works: Readonly<Record<string, Work>>): Promise<Map<string, number>> {
  const measured = new Map<string, number[]>(Object.keys(works).map((name) => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const [name, work] of Object.entries(works)) {
      const ms = await cpuOf(work);
      // The first round warms up.
      if (round > 0) measured.get(name)?.push(ms);
    }
  return new Map([...measured].map(([name, values]) => [name, median(values)]));
}

const say = (name: string, ms: number): void =>
  void process.stdout.write(`${name.padEnd(58)} ${ms.toFixed(4)} ms\n`);

/** A server that answers the same to everyone, or to who signed. */
async function anOwner(signed: boolean) {
  const app = createHttp(async () => ({ ready: true }));
  if (signed) takeAsserted(app, assertionsFor('unite', trusted));
  app.post('/organisation', async () => ({ data: { __typename: 'Query' } }));
  return { app, ...(await listen(app, { host: '127.0.0.1', port: 0 })) };
}

const [plain, asserted] = [await anOwner(false), await anOwner(true)];
const upstreamTo = (port: number, signed: boolean) =>
  createUpstream<Caller>({
    urlOf: () => `http://127.0.0.1:${port}/organisation`,
    ...(signed && {
      headersFor: ({ caller: who }, text) =>
        assertion(
          'unite',
          { path: '/organisation', body: text },
          who && asSeenBy('unite', who, 'key'),
        ),
    }),
    timeoutMs: 5_000,
  });
const [without, with_] = [upstreamTo(plain.port, false), upstreamTo(asserted.port, true)];
const question = {
  owner: 'unite',
  contract: 'organisation',
  query: '{ __typename }',
  variables: { text: 'x'.repeat(2_000) },
  caller,
};

process.stdout.write(
  `${ROUNDS} rounds of ${REQUESTS}, medians, CPU of one process\n\nOne request to an owner, both ends\n`,
);
const exchange = await compare({
  'without an assertion': () => without.ask(question),
  'signed and verified': () => with_.ask(question),
});
for (const [name, ms] of exchange) say(`  ${name}`, ms);

const made = await Promise.all(
  Array.from({ length: REQUESTS }, (_, at) => issuer.token({ subject: `person ${at}` })),
);
const one = made[0] ?? '';
const remembering = tokenVerifier(byName([issuer.trusted]));
let forgetting = remembering;
const { verify } = assertionsFor('unite', trusted);
const headers: string[] = [];
process.stdout.write('\nIts parts\n');
const parts = await compare({
  'a token, verified for the first time (ES256)': (at) => {
    if (at === 0) forgetting = tokenVerifier(byName([issuer.trusted]));
    return forgetting(made[at] ?? '');
  },
  'a token that is remembered': () => remembering(one),
  'a caller as another organisation sees them': async () => asSeenBy('labour', caller, 'key'),
  'an assertion, signed': async (at) => {
    headers[at] = assertion('unite', request, caller)[ASSERTION_HEADER];
  },
  'an assertion, verified': async (at) =>
    (await verify(headers[at] ?? '', request.path))?.verifyBody(body),
});
for (const [name, ms] of parts) say(`  ${name}`, ms);

await Promise.all([without.close(), with_.close(), plain.app.close(), asserted.app.close()]);

/**
 * A server application: the "tell us" box of an organisation's website. Whoever sends it an idea needs no account;
 * the application puts it forward in its own name, with a token of its own.
 *
 *   ISSUER=http://127.0.0.1:4001/labour ORGANISATION=labour CLIENT_ID=sample-application CLIENT_SECRET=… \
 *     node docs/examples/sign-in/server.mjs
 *   curl -s http://127.0.0.1:5180/ideas -d '{ "title": "A bench at every stop", "body": "People wait longer." }'
 */
import { createServer } from 'node:http';
import { applicationTokens } from './client-credentials.mjs';

const {
  GATEWAY = 'http://127.0.0.1:4000/graphql',
  ISSUER = 'http://127.0.0.1:4001/labour',
  ORGANISATION = 'labour',
  CLIENT_ID = 'sample-application',
  CLIENT_SECRET,
  PORT = '5180',
} = process.env;

if (!CLIENT_SECRET) {
  console.error('CLIENT_SECRET: expected the secret of the application. "npm start" prints it.');
  process.exit(1);
}

const token = applicationTokens({
  issuer: ISSUER,
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  scope: 'ideas:submit',
});

/**
 * Asks Groundswell. A token that is refused may have been withdrawn before its time, so it is tried once more with a
 * new one; refused again, the application is not registered, or for something else.
 */
async function ask(query, variables) {
  const first = await token();
  const response = await post(query, variables, first);
  if (response.status !== 401) return response.json();
  return (await post(query, variables, await token({ refused: first }))).json();
}

const post = async (query, variables, bearer) =>
  fetch(GATEWAY, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(20_000),
  });

const SUBMIT = `mutation Submit($input: SubmitPolicyIdeaInput!) {
  submitPolicyIdea(input: $input) { idea { id title } userErrors { code message field } }
}`;

/** What to answer a visitor for what Groundswell answered: errors are the application's business, not theirs. */
function answerTo({ data, errors }) {
  const payload = data?.submitPolicyIdea;
  if (payload?.userErrors.length) return [422, { problems: payload.userErrors }];
  if (payload?.idea) return [201, payload.idea];
  for (const { message, extensions } of errors ?? []) console.error(extensions?.code, message);
  const code = errors?.[0]?.extensions?.code;
  return code === 'BAD_USER_INPUT'
    ? [422, { problems: errors.map(({ message }) => ({ message })) }]
    : [502, { problem: 'Your idea could not be handed on. Please try again later.' }];
}

async function takeIdea(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { title, body } = JSON.parse(Buffer.concat(chunks).toString());
  return answerTo(await ask(SUBMIT, { input: { organisation: ORGANISATION, title, body } }));
}

async function answer(request) {
  if (request.method !== 'POST' || request.url !== '/ideas') return [404, {}];
  try {
    return await takeIdea(request);
  } catch (error) {
    if (error instanceof SyntaxError) return [400, { problem: 'Expected JSON.' }];
    console.error(error.message);
    return [502, { problem: 'Your idea could not be handed on. Please try again later.' }];
  }
}

const server = createServer((request, response) => {
  void answer(request).then(([status, said]) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said)),
  );
});

server.listen(Number(PORT), '127.0.0.1', () =>
  console.log(`Takes ideas at http://127.0.0.1:${server.address().port}/ideas`),
);

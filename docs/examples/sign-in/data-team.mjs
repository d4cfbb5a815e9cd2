/**
 * A data team's script: every idea of the coalition, as CSV on standard output, or in the file that is named.
 *
 *   TOKEN=$(npm run -s token -- --as labour/data-reader) node docs/examples/sign-in/data-team.mjs ideas.csv
 *
 * Without TOKEN it signs in as an application, with ISSUER, CLIENT_ID and CLIENT_SECRET; without those it reads as
 * everyone does.
 */
import { writeFile } from 'node:fs/promises';
import { applicationTokens } from './client-credentials.mjs';

const {
  GATEWAY = 'http://127.0.0.1:4000/graphql',
  TOKEN,
  ISSUER,
  CLIENT_ID,
  CLIENT_SECRET,
} = process.env;

/** How often one page is asked for at most, and how long is waited before the second time; then twice as long. */
const TRIES = 6;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

const PAGE = `query Ideas($after: String) {
  policyIdeas(first: 100, after: $after, orderBy: OLDEST) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { id title status createdAt organisation { id } tally { support oppose pass } }
    freshness { organisation { id } state asOf }
  }
}`;

const COLUMNS = ['id', 'organisation', 'title', 'status', 'createdAt', 'support', 'oppose', 'pass'];

const token = tokenSource();

function tokenSource() {
  if (TOKEN) return async () => TOKEN;
  if (!ISSUER) return async () => undefined;
  return applicationTokens({
    issuer: ISSUER,
    clientId: CLIENT_ID ?? '',
    clientSecret: CLIENT_SECRET ?? '',
    scope: '',
  });
}

/** What went wrong for a while: it is worth asking again. */
class Later extends Error {
  constructor(message, waitMs) {
    super(message);
    this.waitMs = waitMs;
  }
}

const AGAIN = new Set([408, 429, 500, 502, 503, 504]);

async function pageAfter(after) {
  const bearer = await token();
  const response = await fetch(GATEWAY, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(bearer && { authorization: `Bearer ${bearer}` }),
    },
    body: JSON.stringify({ query: PAGE, variables: { after } }),
    signal: AbortSignal.timeout(30_000),
  }).catch((error) => {
    throw new Later(`${GATEWAY} does not answer (${error.message})`);
  });
  if (AGAIN.has(response.status)) {
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    throw new Later(`it answered ${response.status}`, seconds * 1000);
  }
  const { data, errors = [] } = await response.json();
  const codes = errors.map(({ extensions }) => extensions?.code);
  if (codes.includes('UNAUTHENTICATED'))
    throw new Error('The token is not valid, or has expired: get a new one, and start again.');
  // All that this asks for is in the catalogue: what is missing is the catalogue itself, for a while.
  if (codes.includes('ORGANISATION_UNAVAILABLE')) throw new Later(errors[0].message);
  // An idea that cannot be answered is null in its place, and costs no other.
  const [ofIdeas, others] = [true, false].map((is) =>
    errors.filter(({ path }) => (path?.[1] === 'nodes') === is),
  );
  if (others.length > 0) throw new Error(others.map(({ message }) => message).join('\n'));
  for (const { message, path } of ofIdeas) console.error(`Left out ${path.join('.')}: ${message}`);
  return data.policyIdeas;
}

/** Asks for a page until it comes, each time after a longer wait, or after the one that was asked for. */
async function patiently(after) {
  for (let tried = 1; ; tried += 1)
    try {
      return await pageAfter(after);
    } catch (error) {
      if (!(error instanceof Later) || tried === TRIES) throw error;
      // Not all at the same moment: others wait, too.
      const ownWait = FIRST_WAIT_MS * 2 ** (tried - 1) * (0.5 + Math.random());
      const wait = Math.min(LONGEST_WAIT_MS, error.waitMs >= 0 ? error.waitMs : ownWait);
      console.error(`Asking again in ${Math.round(wait)} ms: ${error.message}.`);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
}

/** A cell that a spreadsheet takes for a text, whatever it begins with (OWASP, "CSV injection"). */
const asText = (value) => (/^[=+\-@\t\r]/.test(value) ? `'${value}` : value);

const cell = (value) => {
  const text = typeof value === 'number' ? String(value) : asText(String(value ?? ''));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const rowOf = ({ organisation, tally, ...idea }) => ({
  ...idea,
  ...tally,
  organisation: organisation.id,
});

const lines = [COLUMNS.join(',')];
const seen = new Set();
let page;
do {
  page = await patiently(page?.pageInfo.endCursor);
  for (const idea of page.nodes) {
    if (!idea || seen.has(idea.id)) continue;
    seen.add(idea.id);
    const row = rowOf(idea);
    lines.push(COLUMNS.map((column) => cell(row[column])).join(','));
  }
} while (page.pageInfo.hasNextPage);

for (const { organisation, state, asOf } of page.freshness)
  if (state !== 'LIVE')
    console.error(`The rows of ${organisation.id} are ${state}, as of ${asOf ?? 'no moment'}.`);

const csv = `${lines.join('\r\n')}\r\n`;
const [file] = process.argv.slice(2);
if (file) await writeFile(file, csv);
else process.stdout.write(csv);
console.error(`${seen.size} ideas.`);

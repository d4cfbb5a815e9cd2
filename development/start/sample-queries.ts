/** Queries that show what the API is for, as commands to paste. */

interface SampleQuery {
  title: string;
  query: string;
  /** The shell variable of the token that it needs. */
  as?: 'MEMBER' | 'STAFF';
}

const DAY_MS = 24 * 60 * 60 * 1000;

const queries = (now: number): readonly SampleQuery[] => [
  {
    title: 'What is most supported, across all organisations? (a visitor)',
    query:
      '{ policyIdeas(first: 3, orderBy: MOST_SUPPORTED) { totalCount edges { node { id title body organisation { name } tally { support oppose pass } } } freshness { organisation { id } state } } }',
  },
  {
    title: 'What does everyone say about buses? (a visitor)',
    query:
      '{ search(text: "bus", first: 3) { totalCount edges { card { type title organisation { name } } node { ... on Event { startsAt remaining } } } } }',
  },
  {
    title: 'Who am I, and where do I go? (a member)',
    query:
      '{ viewer { displayName tier organisation { name } attendances(first: 3) { edges { node { status event { name } } } } } }',
    as: 'MEMBER',
  },
  {
    title: 'Put an idea to another organisation (a member)',
    query:
      'mutation { submitPolicyIdea(input: { organisation: "labour", title: "A bench at every bus stop", body: "People wait longer than timetables say.", themes: ["transport"] }) { idea { id title status } userErrors { message } } }',
    as: 'MEMBER',
  },
  {
    title: 'Call a meeting (staff of the party)',
    query: `mutation { scheduleEvent(input: { organisation: "labour", name: "Benches: an evening of listening", kind: LISTENING, startsAt: "${new Date(now + 7 * DAY_MS).toISOString()}", endsAt: "${new Date(now + 7 * DAY_MS + DAY_MS / 12).toISOString()}", place: { name: "The Friends' Meeting House" }, capacity: 40 }) { event { id name remaining } userErrors { message } } }`,
    as: 'STAFF',
  },
];

/** The commands, each after what it shows. */
export const sampleQueries = (url: string, now = Date.now()): string[] =>
  queries(now).map(({ title, query, as }) => {
    const token = as ? ` -H "authorization: Bearer $${as}"` : '';
    const body = JSON.stringify({ query }).replaceAll("'", '\\u0027');
    return `# ${title}\ncurl -s ${url} -H 'content-type: application/json'${token} -d '${body}'\n`;
  });

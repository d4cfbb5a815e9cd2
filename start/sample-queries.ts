/** Queries that show what the API is for, as commands to paste. */

interface SampleQuery {
  title: string;
  query: string;
  /** The shell variable of the token that it needs. */
  as?: 'MEMBER' | 'STAFF';
}

const QUERIES: readonly SampleQuery[] = [
  {
    title: 'What is most supported, across all organisations? (nobody needs to sign in)',
    query:
      '{ policyIdeas(first: 3, orderBy: MOST_SUPPORTED) { totalCount edges { node { id title organisation { name } tally { support oppose pass } } } freshness { organisation { id } state } } }',
  },
  {
    title: 'Who am I? (a member)',
    query: '{ viewer { displayName tier organisation { name } } }',
    as: 'MEMBER',
  },
  {
    title: 'Take a position on an idea of another organisation (a member)',
    query:
      'mutation { submitPolicyIdea(input: { organisation: \\"labour\\", title: \\"A bench at every bus stop\\", body: \\"People wait longer than timetables say.\\", themes: [\\"transport\\"] }) { idea { id title status } userErrors { message } } }',
    as: 'MEMBER',
  },
];

/** The commands, each after what it shows. */
export const sampleQueries = (url: string): string[] =>
  QUERIES.map(({ title, query, as }) => {
    const token = as ? ` -H "authorization: Bearer $${as}"` : '';
    return `# ${title}\ncurl -s ${url} -H 'content-type: application/json'${token} -d '{"query":"${query}"}'\n`;
  });

/** Apollo Client 4 by its defaults, with its normalised cache. */
import { ApolloClient, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { LIST, NODES, SUBMIT } from './operations.mjs';
import { asSeen, report } from './report.mjs';

const [uri, token] = process.argv.slice(2);
const client = new ApolloClient({
  cache: new InMemoryCache(),
  link: new HttpLink({ uri, headers: { authorization: `Bearer ${token}` } }),
});

const ask = async (query, variables) => {
  const { data, error } = await client.query({ query: gql(query), variables, errorPolicy: 'all' });
  const errors = CombinedGraphQLErrors.is(error) ? error.errors : [];
  return { data, errors, ...(errors.length === 0 && error && { failure: error.message }) };
};

const list = await ask(LIST, { order: null });
const nodes = await ask(NODES, { ids: ['unite', 'no id', 'labour'] });
const { data } = await client.mutate({ mutation: gql(SUBMIT), variables: { named: null } });
const [first] = list.data.policyIdeas.edges;
const cached = client.cache.extract()[`PolicyIdea:${first.node.id}`];
report({ list, nodes: asSeen(nodes), submitted: { data }, cached });

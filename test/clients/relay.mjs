/** Relay's runtime, with what its compiler made of relay/ideas.js. It sends null for variables that are not set. */
import relay from 'relay-runtime';
import discussion from './relay/__generated__/ideasDiscussionQuery.graphql.js';
import listed from './relay/__generated__/ideasQuery.graphql.js';
import byIds from './relay/__generated__/ideasNodesQuery.graphql.js';
import submit from './relay/__generated__/ideasSubmitMutation.graphql.js';
import { asSeen, report } from './report.mjs';

const { commitMutation, Environment, fetchQuery, Network, RecordSource, Store } = relay;
const [url, token] = process.argv.slice(2);

/** What was sent and answered, in order. */
const exchanges = [];
const network = Network.create(async ({ text: query }, variables) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const answer = await response.json();
  exchanges.push({ variables, errors: answer.errors ?? [] });
  return answer;
});
const environment = new Environment({ network, store: new Store(new RecordSource()) });

const ask = async (query, variables) => {
  const data = await fetchQuery(environment, query, variables).toPromise();
  return { data, ...exchanges.at(-1) };
};

const list = await ask(listed, {});
const nodes = await ask(byIds, { ids: ['unite', 'no id', 'labour'] });
const [{ node }] = list.data.policyIdeas.edges;
const refetched = await ask(discussion, { id: node.id });
const submitted = await new Promise((resolve) => {
  const done = (data) => resolve({ data, ...exchanges.at(-1) });
  const onError = (error) => resolve({ failure: error.message });
  commitMutation(environment, { mutation: submit, variables: {}, onCompleted: done, onError });
});
report({ list, nodes: asSeen(nodes), refetched: refetched.errors, submitted });

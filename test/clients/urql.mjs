/** @urql/core by its defaults: queries by GET, while they fit in an address. */
import { cacheExchange, Client, fetchExchange } from '@urql/core';
import { LIST, NODES, SUBMIT } from './operations.mjs';
import { asSeen, report } from './report.mjs';

const [url, token] = process.argv.slice(2);
const methods = [];
const client = new Client({
  url,
  exchanges: [cacheExchange, fetchExchange],
  fetchOptions: () => ({ headers: { authorization: `Bearer ${token}` } }),
  fetch: (address, options) => {
    methods.push(options.method);
    return fetch(address, options);
  },
});

const ask = async (document, variables) => {
  const { data, error } = await client.query(document, variables).toPromise();
  return { data, errors: error?.graphQLErrors ?? [], failure: error?.networkError?.message };
};

const list = await ask(LIST, { order: null });
const nodes = await ask(NODES, { ids: ['unite', 'no id', 'labour'] });
const { data, error } = await client.mutation(SUBMIT, { named: null }).toPromise();
report({ methods, list, nodes: asSeen(nodes), submitted: { data, failure: error?.message } });

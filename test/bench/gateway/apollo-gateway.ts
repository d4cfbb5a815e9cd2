/**
 * Apollo's gateway, in a process of its own, over one server of each contract: as it comes, or over a plain pool of
 * connections, which is the floor of what its planner and executor cost.
 */
import { ApolloGateway, RemoteGraphQLDataSource, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify from 'fastify';
import { Pool } from 'undici';
import { serveRole } from '../measuring/role.ts';

export interface ApolloGatewayOverContracts {
  /** With the address of each contract. */
  supergraphSdl: string;
  /** Whether it asks over a plain pool of connections. */
  bare: boolean;
}

process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';

serveRole({
  /** Answers its address. */
  async start({ supergraphSdl, bare }: ApolloGatewayOverContracts) {
    const gateway = new ApolloGateway({
      supergraphSdl,
      validateSupergraph: false,
      buildService: ({ url = '' }) =>
        bare ? overPool(new URL(url)) : new RemoteGraphQLDataSource({ url }),
    });
    const server = new ApolloServer({ gateway, csrfPrevention: false });
    await server.start();
    const app = Fastify();
    app.route({ url: '/graphql', method: ['GET', 'POST'], handler: fastifyApolloHandler(server) });
    return `${await app.listen({ port: 0, host: '127.0.0.1' })}/graphql`;
  },
});

const HEADERS = { 'content-type': 'application/json', accept: 'application/json' };

function overPool({ origin, pathname: path }: URL): GraphQLDataSource {
  const pool = new Pool(origin, { connections: 64, pipelining: 1 });
  return {
    async process({ request: { query, variables } }) {
      const body = JSON.stringify({ query, variables });
      const answer = await pool.request({ path, method: 'POST', headers: HEADERS, body });
      return (await answer.body.json()) as Awaited<ReturnType<GraphQLDataSource['process']>>;
    },
  };
}

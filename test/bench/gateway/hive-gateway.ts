/** Hive Gateway, in a process of its own, over one server of each contract: with its planner in JavaScript, or its native one. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { peerPackages } from '../measuring/peer-packages.ts';
import { serveRole } from '../measuring/role.ts';

export interface HiveGateway {
  /** With the address of each contract. */
  supergraphSdl: string;
  /** Whether its native planner plans. */
  native: boolean;
}

interface Runtime {
  createGatewayRuntime(options: Readonly<Record<string, unknown>>): RequestListener;
}

interface NativePlanner {
  unifiedGraphHandler: unknown;
}

serveRole({
  /** Answers its address. */
  async start({ supergraphSdl, native }: HiveGateway) {
    const load = peerPackages(new URL('hive/', import.meta.url));
    const { createGatewayRuntime } = load('@graphql-hive/gateway-runtime') as Runtime;
    const runtime = createGatewayRuntime({
      supergraph: supergraphSdl,
      logging: false,
      landingPage: false,
      graphiql: false,
      ...(native && nativePlanner(load)),
    });
    const server = createServer(runtime);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  },
});

const nativePlanner = (load: NodeJS.Require): NativePlanner => {
  const { unifiedGraphHandler } = load('@graphql-hive/router-runtime') as NativePlanner;
  return { unifiedGraphHandler };
};

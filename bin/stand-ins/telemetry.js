/**
 * What a bundle has in the place of parts of @apollo/server and @apollo/gateway that report, trace, or fetch a
 * supergraph: Apollo's usage reports, @opentelemetry's packages, make-fetch-happen, node-fetch, and the composition of
 * supergraphs while a gateway runs. Nothing here switches any of them on. What runs on every request does nothing;
 * what only runs where it is switched on throws. @apollo/gateway is in the gateway's bundle for `EXECUTOR=apollo` alone.
 * bin/bundle.js says which part each of these stands for.
 */

const leftOut = (name) => () => {
  throw new Error(`${name} is left out of what is bundled: bin/stand-ins/telemetry.js says why.`);
};

// The spans of a request, for utilities/opentelemetry.js of @apollo/gateway.

const nothing = () => undefined;
const span = { setAttributes: nothing, setStatus: nothing, recordException: nothing, end: nothing };

export const tracer = { startActiveSpan: (_name, ...rest) => rest.at(-1)(span) };
export const OpenTelemetrySpanNames = {};
export const OpenTelemetryAttributeNames = {};
export const requestContextSpanAttributes = nothing;
export const operationContextSpanAttributes = nothing;
export const recordExceptions = nothing;
export const createDataCollectionExporter = leftOut('The report of use');

/** For @opentelemetry/api: all that is read of it elsewhere. */
export const SpanStatusCode = { ERROR: 2 };

// The trace of a query plan, for @apollo/usage-reporting-protobuf: made for every request, and thrown away.

class TraceNode {
  nodes = [];
}

class QueryPlanNode extends TraceNode {
  static SequenceNode = TraceNode;
  static ParallelNode = TraceNode;
  static FlattenNode = TraceNode;
  static ResponsePathElement = TraceNode;
  static FetchNode = TraceNode;
  static ConditionNode = TraceNode;
}

export const Trace = { QueryPlanNode, decode: leftOut('The trace of a subgraph') };
export const google = { protobuf: { Timestamp: leftOut('The trace of a subgraph') } };

/** For node-fetch: what a request that is traced would carry. */
export const Headers = leftOut('The trace of a subgraph');

// Where a gateway gets a supergraph that it is not given, for supergraphManagers of @apollo/gateway.

export const UplinkSupergraphManager = leftOut('Apollo Uplink');
export const LocalCompose = leftOut('Composition in the gateway');
export const LegacyFetcher = leftOut('A fetched list of services');
export const IntrospectAndCompose = leftOut('Composition in the gateway');
export class UplinkFetcherError extends Error {}

/** For @apollo/gateway's own way to ask a subgraph: gateway/partition asks in its place. */
export const RemoteGraphQLDataSource = leftOut('RemoteGraphQLDataSource');

// Plugins of @apollo/server that are loaded where an API key or a subgraph asks for them.

export const ApolloServerPluginUsageReporting = leftOut('The report of use');
export const ApolloServerPluginSchemaReporting = leftOut('The report of the schema');
export const ApolloServerPluginInlineTrace = leftOut('The trace of a subgraph');

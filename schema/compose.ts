/**
 * Composes the contracts into the supergraph and the client's API schema.
 * `npm run compose` writes both files; `npm run compose -- --check` fails when they are not up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { printSchema } from 'graphql';
import { fileOfHouse } from '../root.ts';
import { CONTRACTS, contractDocument } from './contracts.ts';

const SUPERGRAPH = fileOfHouse('schema/supergraph.graphql');
const API = fileOfHouse('schema/api.graphql');

/**
 * The two artefacts, as text.
 * @throws Error with every composition error, one a line.
 */
export function compose(): { supergraph: string; api: string } {
  const services = CONTRACTS.map((name) => ({
    name,
    url: `partition:${name}`,
    typeDefs: contractDocument(name),
  }));
  const { errors, supergraphSdl } = composeServices(services);
  if (errors) throw new Error(errors.map((error) => error.message).join('\n'));
  const api = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();
  return { supergraph: `${supergraphSdl.trim()}\n`, api: `${printSchema(api).trim()}\n` };
}

const stale = (file: URL, text: string): boolean => readFileSync(file, 'utf8') !== text;

/** Which of the committed artefacts differ from what the contracts compose to. */
export function drift(): string[] {
  const { supergraph, api } = compose();
  return [
    ...(stale(SUPERGRAPH, supergraph) ? ['schema/supergraph.graphql'] : []),
    ...(stale(API, api) ? ['schema/api.graphql'] : []),
  ];
}

if (process.argv[1] === import.meta.filename) {
  if (process.argv.includes('--check')) {
    const differing = drift();
    if (differing.length) {
      process.stderr.write(`Not up to date: ${differing.join(', ')}. Run "npm run compose".\n`);
      process.exitCode = 1;
    }
  } else {
    const { supergraph, api } = compose();
    writeFileSync(SUPERGRAPH, supergraph);
    writeFileSync(API, api);
  }
}

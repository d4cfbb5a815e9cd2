/**
 * Composes the contracts into the supergraph, once without and once with the directives that say who may see or do
 * what, and the client's API schema. `npm run compose` writes the files; `npm run compose -- --check` fails when they
 * are not up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { type DocumentNode, printSchema } from 'graphql';
import { fileOfHouse } from '../platform/root.ts';
import { CONTRACTS } from './contract-names.ts';
import { contractDocument } from './contracts.ts';
import { withoutGuards } from './guards.ts';

/** The committed artefacts, each with its text as the contracts compose to it. @throws Error, as `supergraphOf`. */
function artefacts(): ReadonlyMap<string, string> {
  const supergraph = supergraphOf(withoutGuards);
  const api = Supergraph.build(supergraph).apiSchema().toGraphQLJSSchema();
  return new Map([
    ['schema/supergraph.graphql', supergraph],
    ['schema/supergraph.guarded.graphql', supergraphOf((contract) => contract)],
    ['schema/api.graphql', printSchema(api)],
  ]);
}

/** The supergraph of the contracts as `read` sees them. @throws Error with every composition error, one a line. */
function supergraphOf(read: (contract: DocumentNode) => DocumentNode): string {
  const services = CONTRACTS.map((name) => ({
    name,
    url: `partition:${name}`,
    typeDefs: read(contractDocument(name)),
  }));
  const { errors, supergraphSdl } = composeServices(services);
  if (errors) throw new Error(errors.map((error) => error.message).join('\n'));
  return supergraphSdl;
}

const asFile = (text: string): string => `${text.trim()}\n`;

/** Which of the committed artefacts differ from what the contracts compose to. */
export const drift = (): string[] =>
  [...artefacts()]
    .filter(([file, text]) => readFileSync(fileOfHouse(file), 'utf8') !== asFile(text))
    .map(([file]) => file);

if (process.argv[1] === import.meta.filename) {
  if (process.argv.includes('--check')) {
    const differing = drift();
    if (differing.length) {
      process.stderr.write(`Not up to date: ${differing.join(', ')}. Run "npm run compose".\n`);
      process.exitCode = 1;
    }
  } else {
    for (const [file, text] of artefacts()) writeFileSync(fileOfHouse(file), asFile(text));
  }
}

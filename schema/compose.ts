/**
 * Composes the contracts into the supergraph, once without and once with the directives that say who may see or do
 * what, the client's API schema and its reference. `npm run compose` writes the files; `npm run compose -- --check` fails when they
 * are not up to date.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { type DocumentNode, type GraphQLSchema, isInterfaceType, printSchema } from 'graphql';
import { fileOfHouse } from '../platform/root.ts';
import { CONTRACTS } from './contract-names.ts';
import { contractDocument } from './contracts.ts';
import { unsupportedIn } from './federation.ts';
import { withoutGuards } from './guards.ts';
import { referencePages } from './reference/pages.ts';

/** The contracts do not compose, or not to what is committed: the message says why. */
class CompositionFailure extends Error {}

/** The committed artefacts, each with its text as the contracts compose to it. @throws CompositionFailure */
function artefacts(): ReadonlyMap<string, string> {
  const supergraph = supergraphOf(withoutGuards);
  const api = apiSchemaOf(supergraph);
  return new Map([
    ['schema/supergraph.graphql', supergraph],
    ['schema/supergraph.guarded.graphql', supergraphOf((contract) => contract)],
    ['schema/api.graphql', printSchema(api)],
    ...referencePages(api),
  ]);
}

/**
 * The supergraph of the contracts as `read` sees them.
 * @throws CompositionFailure with what is not supported of a contract, or with every composition error, one a line
 */
export function supergraphOf(read: (contract: DocumentNode) => DocumentNode): string {
  const services = CONTRACTS.map((name) => {
    const typeDefs = read(contractDocument(name));
    const unsupported = unsupportedIn(typeDefs);
    if (unsupported)
      throw new CompositionFailure(`The contract "${name}" cannot be composed: ${unsupported}.`);
    return { name, url: `partition:${name}`, typeDefs };
  });
  const { errors, supergraphSdl } = composeServices(services);
  if (errors) throw new CompositionFailure(errors.map((error) => error.message).join('\n'));
  return supergraphSdl;
}

/**
 * The schema that clients of a supergraph see.
 * @throws CompositionFailure where it has an interface without an object type: no query of that can be planned
 */
export function apiSchemaOf(supergraph: string): GraphQLSchema {
  const schema = Supergraph.build(supergraph).apiSchema().toGraphQLJSSchema();
  for (const type of Object.values(schema.getTypeMap()))
    if (isInterfaceType(type) && schema.getPossibleTypes(type).length === 0)
      throw new CompositionFailure(
        `The interface "${type.name}" has no object type, and no query of it can be planned: let a type implement it, or leave it out.`,
      );
  return schema;
}

const asFile = (text: string): string => `${text.trim()}\n`;

/** The text of a file; empty where there is none yet. */
const textOf = (file: string): string => {
  const path = fileOfHouse(file);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
};

/** Which of the committed artefacts differ from what the contracts compose to. */
export const drift = (): string[] =>
  [...artefacts()].filter(([file, text]) => textOf(file) !== asFile(text)).map(([file]) => file);

/** @throws CompositionFailure when the committed artefacts are not up to date */
function check(): void {
  const differing = drift();
  if (differing.length > 0)
    throw new CompositionFailure(`Not up to date: ${differing.join(', ')}. Run "npm run compose".`);
}

function write(): void {
  for (const [file, text] of artefacts()) writeFileSync(fileOfHouse(file), asFile(text));
}

if (process.argv[1] === import.meta.filename) {
  try {
    if (process.argv.includes('--check')) check();
    else write();
  } catch (error) {
    if (!(error instanceof CompositionFailure)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

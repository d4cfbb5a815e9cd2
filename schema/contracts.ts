/**
 * The contracts: what each class of organisations promises to serve. To the supergraph a contract is one subgraph. Its
 * text is put together from the words that all share (`parts/`), its own ways in (`<contract>.graphql`) and the files of
 * its types (`types/`): schema/assembly says how.
 */
import { type DocumentNode, print } from 'graphql';
import { assemble } from './assembly/assemble.ts';
import type { Contract } from './contract-names.ts';
import { LIST_SIZES } from './list-sizes.ts';
import { THINGS } from './things.ts';

const assembled = new Map<Contract, DocumentNode>();

/** The whole SDL of a contract, parsed. */
export function contractDocument(contract: Contract): DocumentNode {
  const document = assembled.get(contract) ?? assemble(contract, THINGS, LIST_SIZES);
  assembled.set(contract, document);
  return document;
}

/** The whole SDL of a contract, as a subgraph serves it. */
export const contractSdl = (contract: Contract): string => print(contractDocument(contract));

/**
 * The contracts: what each class of organisations promises to serve. To the supergraph a contract is
 * one subgraph; its text is its own file after the parts that it shares with others.
 */
import { readFileSync } from 'node:fs';
import { type DocumentNode, parse } from 'graphql';

const PARTS = {
  organisation: ['common', 'card', 'kinds'],
  party: ['common'],
  union: ['common'],
  'think-tank': ['common'],
  movement: ['common'],
  coalition: ['common', 'card', 'kinds'],
} as const;

export type Contract = keyof typeof PARTS;
export const CONTRACTS = Object.keys(PARTS) as Contract[];

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');

/** The whole SDL of a contract, as a subgraph serves it. */
export function contractSdl(contract: Contract): string {
  const parts = PARTS[contract].map((part) => read(`./parts/${part}.graphql`));
  return [...parts, read(`./${contract}.graphql`)].join('\n');
}

/** The whole SDL of a contract, parsed. */
export const contractDocument = (contract: Contract): DocumentNode => parse(contractSdl(contract));

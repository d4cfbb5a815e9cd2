/**
 * The contracts: what each class of organisations promises to serve. To the supergraph a contract is
 * one subgraph; its text is its own file after the parts that it shares with others.
 */
import { readFileSync } from 'node:fs';
import { type DocumentNode, parse } from 'graphql';
import { fileOfHouse } from '../platform/root.ts';

const PARTS = {
  organisation: ['common', 'affiliate', 'roles', 'lists', 'card', 'kinds'],
  party: ['common', 'affiliate'],
  union: ['common', 'affiliate'],
  'think-tank': ['common', 'affiliate', 'lists', 'paper'],
  movement: ['common', 'affiliate'],
  coalition: ['common', 'affiliate', 'roles', 'lists', 'card', 'kinds', 'paper'],
} as const;

export type Contract = keyof typeof PARTS;
export const CONTRACTS = Object.keys(PARTS) as Contract[];

const read = (file: string): string => readFileSync(fileOfHouse(`schema/${file}.graphql`), 'utf8');

/** The whole SDL of a contract, as a subgraph serves it. */
export function contractSdl(contract: Contract): string {
  const parts = PARTS[contract].map((part) => read(`parts/${part}`));
  return [...parts, read(contract)].join('\n');
}

/** The whole SDL of a contract, parsed. */
export const contractDocument = (contract: Contract): DocumentNode => parse(contractSdl(contract));

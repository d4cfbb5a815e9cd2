/** The SDL files that contracts are put together from. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type DefinitionNode, parse } from 'graphql';
import { fileOfHouse } from '../../platform/root.ts';
import { THINGS } from '../things.ts';

const parsed = new Map<string, readonly DefinitionNode[]>();

/** Each file is read once: most of them are part of several contracts. */
function definitionsIn(file: string): readonly DefinitionNode[] {
  const definitions =
    parsed.get(file) ?? parse(readFileSync(fileOfHouse(file), 'utf8')).definitions;
  parsed.set(file, definitions);
  return definitions;
}

const filesIn = (folder: string): string[] =>
  readdirSync(fileOfHouse(folder))
    .toSorted()
    .map((name) => folder + name);

/** The words that contracts share: those of `parts/`. */
export const sharedDefinitions = (): DefinitionNode[] =>
  filesIn('schema/parts/').flatMap(definitionsIn);

/** The words that every contract has, whether it names them or not. */
export const commonDefinitions = (): DefinitionNode[] =>
  ['common', 'affiliate'].flatMap((part) => definitionsIn(`schema/parts/${part}.graphql`));

/** The ways in that only this contract has. */
export function ownDefinitions(contract: string): readonly DefinitionNode[] {
  const file = `schema/${contract}.graphql`;
  return existsSync(fileOfHouse(file)) ? definitionsIn(file) : [];
}

/** The file of a type of thing. */
export interface TypeFile {
  typename: string;
  contract: string;
  definitions: readonly DefinitionNode[];
}

/** The files of all types, in the order of the table of things. */
export const typeFiles = (): TypeFile[] =>
  THINGS.map(({ idType, typename, contract }) => ({
    typename,
    contract,
    definitions: definitionsIn(`schema/types/${idType}.graphql`),
  }));

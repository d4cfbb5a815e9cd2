/** The SDL files that contracts are put together from. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { DefinitionNode } from 'graphql';
import { fileOfHouse } from '../../platform/root.ts';
import { definitionsOf } from './definitions.ts';

const parsed = new Map<string, readonly DefinitionNode[]>();

/** Each file is read once: most of them are part of several contracts. */
function definitionsIn(file: string): readonly DefinitionNode[] {
  const definitions = parsed.get(file) ?? definitionsOf(readFileSync(fileOfHouse(file), 'utf8'));
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

/** What a contract has to know of a type of thing: a row of the table of things. */
export interface Thing {
  readonly idType: string;
  readonly typename: string;
  readonly noun: string;
  readonly card: string | null;
  readonly contract: string;
}

/** A type of thing, with the definitions in its file. */
export interface TypeFile extends Thing {
  readonly definitions: readonly DefinitionNode[];
}

/** The files of these types, in their order. */
export const typeFiles = (things: readonly Thing[]): TypeFile[] =>
  things.map((thing) => ({
    ...thing,
    definitions: definitionsIn(`schema/types/${thing.idType}.graphql`),
  }));

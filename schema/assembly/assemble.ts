/**
 * Puts a contract together. An organisation's contract has all that the files of its types say, but for the lists across
 * organisations. The coalition's has those lists, and of their types what a card shows. Whatever is named and not there
 * yet is taken from the words that all share, or from the files of types; of another contract's type only its id.
 */
import {
  type DefinitionNode,
  type DocumentNode,
  Kind,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { cardOf } from './card.ts';
import { cardTypes } from './card-types.ts';
import { citationsOf } from './citations.ts';
import { withoutDeclarations } from './declarations.ts';
import { isOfType, merged, nameOf, namesIn } from './definitions.ts';
import { type ListSizes, withListSizes } from './list-sizes.ts';
import { withList } from './lists.ts';
import { asPartOfMutation, mutationsIn } from './mutations.ts';
import { nounsOf } from './nouns.ts';
import { asPage, withPageArguments } from './pages.ts';
import {
  commonDefinitions,
  ownDefinitions,
  sharedDefinitions,
  type Thing,
  type TypeFile,
  typeFiles,
} from './sdl-files.ts';
import { stubOf } from './stub.ts';

const COALITION = 'coalition';

/**
 * The definitions of a contract.
 * @param things the types of things that there are
 * @param sizes how many items lists have that do not say so themselves
 * @throws Error when a name is used that nothing defines, or nothing says how long a list is
 */
export function assemble(
  contract: string,
  things: readonly Thing[],
  sizes: ListSizes,
): DocumentNode {
  const files = typeFiles(things).map(withList);
  const own = [
    ...commonDefinitions(),
    ...ownDefinitions(contract),
    ...(contract === COALITION ? sharedOf(files) : servedBy(contract, files)),
  ];
  const named = [...own.flatMap(namesIn), ...nodesOf(contract, things, own)];
  return {
    kind: Kind.DOCUMENT,
    definitions: withListSizes(
      merged(completed(own, things, named, libraryOf(contract, files))).map(withPageArguments),
      sizes,
    ).map(withoutDeclarations),
  };
}

const isAcross = (definition: DefinitionNode): boolean => isOfType(definition, 'Query');

/** All that organisations of a contract serve of its types. */
const servedBy = (contract: string, files: readonly TypeFile[]): DefinitionNode[] =>
  files
    .filter((file) => file.contract === contract)
    .flatMap(({ definitions }) => definitions.filter((one) => !isAcross(one)));

/** What the coalition serves of all types: the lists across organisations, and what cites a thing. */
const sharedOf = (files: readonly TypeFile[]): DefinitionNode[] =>
  files.flatMap((file) => [...file.definitions.filter(isAcross), ...citationsOf(file)]);

/** What a contract can name without defining it: its definition, by name. */
function libraryOf(
  contract: string,
  files: readonly TypeFile[],
): (name: string, own: readonly DefinitionNode[]) => DefinitionNode | undefined {
  const parts = [...files.flatMap(({ definitions }) => definitions), ...sharedDefinitions()];
  const words = new Map(merged(parts.filter(nameOf)).map((one) => [nameOf(one), one]));
  if (contract === COALITION) words.set('CardType', cardTypes(files));
  return (name, own) => {
    const file = files.find(({ typename }) => typename === name);
    if (!file) return words.get(name);
    const type = words.get(name) as ObjectTypeDefinitionNode;
    const isListed = contract === COALITION && file.definitions.some(isAcross);
    return isListed ? cardOf(type, file.contract) : stubOf(type, own);
  };
}

/** The types that a contract answers where it answers a `Node`: any by its id, or those whose cards it finds. */
function nodesOf(
  contract: string,
  things: readonly Thing[],
  own: readonly DefinitionNode[],
): string[] {
  if (!own.some((one) => isOfType(one, 'Query'))) return [];
  const nodes = contract === COALITION ? things.filter(({ card }) => card !== null) : things;
  return nodes.map(({ typename }) => typename);
}

/** The definitions, and those of all that they name. */
function completed(
  own: readonly DefinitionNode[],
  things: readonly Thing[],
  named: readonly string[],
  find: ReturnType<typeof libraryOf>,
): DefinitionNode[] {
  const said = merged(own.filter(nameOf));
  const all = new Map(said.map((one) => [nameOf(one), one]));
  const asked = new Set(named);
  const mutations = mutationsIn(own);
  const saidOf = (name: string) => all.get(name) ?? find(name, own);
  // The set grows while it is walked: what is found may name more.
  for (const name of asked) {
    const page = asPage(name, saidOf(name), {
      isNamed: (other) => asked.has(other),
      saidOf,
      nounOf: nounsOf(things),
    });
    const definition = asPartOfMutation(name, page, mutations);
    if (!definition) throw new Error(`The contracts name "${name}", but nothing defines it.`);
    all.set(name, definition);
    for (const next of namesIn(definition)) asked.add(next);
  }
  return [...own.filter((one) => !nameOf(one)), ...all.values()];
}

/**
 * Citations: of a type that declares `@cited`, the coalition says what cites a thing, from the cards in its catalogue.
 * The type's own contract has nothing of it.
 * @example type Petal @key(fields: "id") @cited(by: "bouquets that it is part of") { … }
 */
import type { DefinitionNode } from 'graphql';
import { z } from 'zod';
import { declarationOf } from './declarations.ts';
import { definitionsOf } from './definitions.ts';
import type { TypeFile } from './sdl-files.ts';

/** The arguments of `@cited`. */
const CITED = { by: z.string('what cites it, such as "campaigns that fight for it"') };

/** What the coalition adds to the type of a file. @throws Error naming the type and what was expected */
export function citationsOf(file: TypeFile): readonly DefinitionNode[] {
  const declared = declarationOf(file, 'cited', CITED);
  if (!declared) return [];
  return definitionsOf(`
    extend type ${file.typename} {
      """
      What rests on this ${file.noun}, the newest first: ${declared.by}. From the coalition's catalogue; null
      while that cannot be reached.
      """
      citedIn(
        "Only what is of these types; all of them when left out."
        types: [CardType!]
      ): CitationConnection
    }`);
}

/**
 * Lists: a type that declares `@list` has one on each organisation and one across all of them, with pages, a filter,
 * orders and facets. The file of the type says what is its own: further conditions in `input <Type>Filter`, further
 * orders in `enum <Type>Order`; what it says itself of the rest is believed.
 * @example
 * type Petal implements Node @key(fields: "id") @list(field: "petals", facets: [organisations, colours]) { … }
 * input PetalFilter { "Only petals of these colours." colours: [PetalColour!] }
 */
import { Kind } from 'graphql';
import { z } from 'zod';
import { declarationOf, wrongDeclaration } from './declarations.ts';
import { definitionsOf } from './definitions.ts';
import { facetOf } from './facets.ts';
import { listSdl, SHARED_ORDERS } from './list-sdl.ts';
import { plural } from './nouns.ts';
import type { TypeFile } from './sdl-files.ts';

const FACETS = 'a list of facets, such as [themes, areas]';

/** The arguments of `@list`. */
const LIST = {
  field: z.string('the name of the list, such as "policyIdeas"'),
  order: z.string('the name of an order, such as NEWEST').default('NEWEST'),
  facets: z.array(z.string(), FACETS).min(1, FACETS),
};

/**
 * The file, with all that follows from the list that it declares.
 * @throws Error naming the type and what was expected of its declaration
 */
export function withList(file: TypeFile): TypeFile {
  const declared = declarationOf(file, 'list', LIST);
  if (!declared) return file;
  const { typename, noun, contract: owner } = file;
  const { field, order } = declared;
  if (file.card === null)
    throw wrongDeclaration('list', file, 'a type that has a card in schema/things.ts', 'no card');
  const orders = [...SHARED_ORDERS, ...ordersOf(file)];
  if (!orders.includes(order))
    throw wrongDeclaration('list', file, `order: one of ${orders.join(', ')}`, order);
  const nouns = { things: plural(noun), owners: plural(owner) };
  const facets = declared.facets.map((name) => facetOf(file, name, nouns));
  const sdl = listSdl({ typename, field, order, owner, ...nouns, facets });
  return { ...file, definitions: [...file.definitions, ...definitionsOf(sdl)] };
}

const ordersOf = ({ typename, definitions }: TypeFile): string[] =>
  definitions.flatMap((one) =>
    one.kind === Kind.ENUM_TYPE_DEFINITION && one.name.value === `${typename}Order`
      ? (one.values ?? []).map(({ name }) => name.value)
      : [],
  );

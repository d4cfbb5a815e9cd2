/**
 * Pages, as in the Relay cursor connection specification. A contract names a `…Connection` and says no more of it: its
 * fields, its edges and the arguments of whoever answers it are the same for every list, and made here. Where a file
 * does say some of it, such as an edge with a field of its own, that is believed. A row that cannot be answered is null in
 * its place, and costs the page nothing else.
 * @example `comments: CommentConnection` takes `first`, `after`, `last` and `before`, and there are `CommentConnection` and
 * `CommentEdge`.
 */
import type { DefinitionNode, FieldDefinitionNode } from 'graphql';
import { definitionsOf, isObject, joined, namedType, withMissing } from './definitions.ts';
import { plural } from './nouns.ts';

const connectionSdl = (name: string, noun: string, node: string): string => `
  "A page of ${plural(noun)}."
  type ${name}Connection {
    "The items of this page, in order."
    edges: [${name}Edge!]!
    "The \`node\` of each edge, in the same order, without the cursors. An entry is null where the \`node\` of its edge is null."
    nodes: [${node}]
    "Where the page stands in the list."
    pageInfo: PageInfo!
    "How many items the list has in all, on whatever page."
    totalCount: Int!
  }`;

const edgeSdl = (name: string, noun: string, node: string): string => `
  "One ${noun} in a list."
  type ${name}Edge @cost(weight: 0) {
    "Where it stands in the list: to be given as \`after\` or \`before\`."
    cursor: String!
    "The ${noun}; null when it cannot be answered, and then \`errors\` says why."
    node: ${node}
  }`;

const ARGUMENTS = `
  type Pages {
    page(
      "How many from the start or after \`after\`, 1 to 100; 20 when neither \`first\` nor \`last\` is given."
      first: Int
      "Cursor of the item that the page comes after."
      after: String
      "How many from the end or before \`before\`, 1 to 100; not together with \`first\`."
      last: Int
      "Cursor of the item that the page comes before."
      before: String
    ): Int
  }`;

/** What a contract says elsewhere. */
export interface Around {
  /** Whether it names a type. */
  isNamed(typename: string): boolean;
  /** What it says of a type itself; undefined where that is nothing. */
  saidOf(typename: string): DefinitionNode | undefined;
  /** What people call a type. */
  nounOf(typename: string): string;
}

/**
 * What a contract says of a type, with what pages have where it is a connection, or the edge of one.
 * @param said undefined where it says nothing
 */
export function asPage(
  name: string,
  said: DefinitionNode | undefined,
  { isNamed, saidOf, nounOf }: Around,
): DefinitionNode | undefined {
  const page = pageOf(name);
  if (!page || !isNamed(page)) return said;
  const item = page.slice(0, -PAGE.length);
  const node = nodeIn(saidOf(item + EDGE)) ?? item;
  const sdl = isPage(name) ? connectionSdl : edgeSdl;
  const [made] = definitionsOf(sdl(item, nounOf(item), node));
  return said && made && isObject(said) && isObject(made) ? joined(said, made) : made;
}

/** The type of the node that an edge says itself. */
function nodeIn(edge: DefinitionNode | undefined): string | undefined {
  const node = edge && isObject(edge) && edge.fields?.find(({ name }) => name.value === NODE);
  return node ? namedType(node.type) : undefined;
}

/** The field of an edge that has its row. */
export const NODE = 'node';

const PAGE = 'Connection';
const EDGE = 'Edge';

/** Whether a type of this name is a page. */
export const isPage = (typename: string): boolean => typename.endsWith(PAGE);

/**
 * The page that a type of this name is, or is the edge of.
 * @example pageOf('CommentEdge') // 'CommentConnection'
 */
export function pageOf(typename: string): string | undefined {
  if (isPage(typename)) return typename;
  return typename.endsWith(EDGE) ? typename.slice(0, -EDGE.length) + PAGE : undefined;
}

/** Whether this field of a type is the node of an edge. An edge is there for whom its node is. */
export const isNodeOfEdge = (typename: string, field: string): boolean =>
  typename.endsWith(EDGE) && field === NODE;

/** Whether this field of a type lists the nodes of a page. */
export const isNodesOfPage = (typename: string, field: string): boolean =>
  isPage(typename) && field === 'nodes';

const [pages] = definitionsOf(ARGUMENTS).filter(isObject);
const pageArguments = pages?.fields?.[0]?.arguments ?? [];

/** The definition, with arguments where its fields answer pages. */
export const withPageArguments = (definition: DefinitionNode): DefinitionNode =>
  isObject(definition)
    ? { ...definition, fields: definition.fields?.map(withArguments) ?? [] }
    : definition;

const withArguments = (field: FieldDefinitionNode): FieldDefinitionNode =>
  isPage(namedType(field.type))
    ? { ...field, arguments: withMissing(field.arguments, pageArguments) }
    : field;

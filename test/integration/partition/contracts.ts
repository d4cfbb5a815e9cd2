import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

const HEAD = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])
  directive @partition(by: String!) on FIELD_DEFINITION
`;

/** The contract that every organisation serves. */
const organisation = `${HEAD}
  interface Node { id: ID! }
  type PolicyIdea implements Node @key(fields: "id") {
    id: ID!
    title: String @shareable
    body: String
    author: Author
  }
  type Author { name: String motto: String! }
  type Event implements Node @key(fields: "id") { id: ID! name: String }
  type Query {
    organisationIdea(id: ID!): PolicyIdea @partition(by: "id")
    nodes(ids: [ID!]!): [Node]! @partition(by: "ids")
    viewer: Author @partition(by: "caller.home")
  }
  input SubmitInput { organisation: ID! title: String! }
  type Mutation { submit(input: SubmitInput!): PolicyIdea @partition(by: "input.organisation") }
`;

/** A contract that only some organisations serve. */
const review = `${HEAD}
  type PolicyIdea @key(fields: "id") { id: ID! review: String }
`;

/** The contract of the coalition: cards. */
const coalition = `${HEAD}
  type PolicyIdea @key(fields: "id") { id: ID! title: String @shareable }
  type Event @key(fields: "id", resolvable: false) { id: ID! }
  type Query { policyIdeas: IdeaConnection! anything: [Thing] ideaPairs: [[PolicyIdea]] }
  union Thing = PolicyIdea | Event
  type IdeaConnection { edges: [IdeaEdge!]! }
  type IdeaEdge { node: PolicyIdea! }
`;

/** The contracts' SDL by name. */
export const CONTRACTS = { organisation, review, coalition };

export type Contract = keyof typeof CONTRACTS;

/** The supergraph of the contracts. @throws Error when they do not compose. */
export function supergraph(): string {
  const services = Object.entries(CONTRACTS).map(([name, sdl]) => ({
    name,
    typeDefs: parse(sdl),
    url: `partition:${name}`,
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

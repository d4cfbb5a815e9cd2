/** A small federation with every shape that operations can meet. */
import { composeServices } from '@apollo/composition';
import { getNamedType, type GraphQLSchema, isAbstractType, isObjectType, parse } from 'graphql';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLDateTime } from 'graphql-scalars';
import { useScalars } from '../../../../gateway/executor/use-scalars.ts';

const HEAD = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])
  directive @partition(by: String!) on FIELD_DEFINITION
  scalar DateTime
  enum Mood { HAPPY SAD ANGRY }
  interface Node { id: ID! }
`;

/** The contract of the coalition, which has the lists. */
const coalition = `${HEAD}
  type Query {
    items(first: Int = 3): [Item!]!
    maybeItems(first: Int! = 3, after: DateTime): [Item]
    hits: [Hit]
    people(mood: Mood = SAD, moods: [Mood!]): [Person!]
    matrix: [[Cell]!]
    idea: Idea
    mood(at: Mood): Mood
    filtered(filter: Filter): [Event!]
  }
  type Mutation { announce(text: String, to: [Mood!] = [SAD]): Announcement count(by: Int! = 1): Int! }
  input Filter { text: String = "x" since: DateTime moods: [Mood!] not: Filter limit: Int }
  interface Item { id: ID! title: String owner: Person! kin(n: Int = 1): [Item] }
  type Idea implements Node & Item @key(fields: "id") {
    id: ID! title: String owner: Person! kin(n: Int = 1): [Item] status: Mood! count: Int score: Float tags: [String!] when: DateTime! label: String
  }
  type Event implements Node & Item @key(fields: "id") {
    id: ID! title: String owner: Person! kin(n: Int = 1): [Item] starts: DateTime label: String! ok: Boolean!
  }
  type Person implements Node @key(fields: "id") { id: ID! name: String! label: Int }
  union Hit = Idea | Event | Note
  type Note { text: String at(n: Int! = 1): String! about: Hit }
  type Cell { x: Int! label: String cells: [[Cell!]] }
  type Announcement { number: Int! mood: Mood note: Note }
`;

/** The contract that every organisation serves. */
const organisation = `${HEAD}
  type Query {
    node(id: ID!): Node @partition(by: "id")
    nodes(ids: [ID!]!): [Node]! @partition(by: "ids")
    place(id: ID!, mood: Mood): Place @partition(by: "id")
    surelyPlace(id: ID!): Place! @partition(by: "id")
  }
  type Mutation {
    comment(input: CommentInput!): CommentPayload @partition(by: "input.organisation")
    poke(organisation: ID!, by: Int): Int @partition(by: "organisation")
    surelyPoke(organisation: ID!): Int! @partition(by: "organisation")
  }
  input CommentInput { organisation: ID! text: String = "hm" at: DateTime tags: [String!] }
  type CommentPayload { comment: Comment number: Int! userErrors: [String!]! }
  type Idea implements Node @key(fields: "id") {
    id: ID! body: String! comments(first: Int = 2): [Comment!]! author: Person place: Place
  }
  type Event implements Node @key(fields: "id") { id: ID! venue: Place! guests: [Person] sure: String! }
  type Comment implements Node @key(fields: "id") { id: ID! text: String! by: Person! idea: Idea! likes(of: Mood = HAPPY): Int }
  type Person implements Node @key(fields: "id") { id: ID! email: String ideas: [Idea!]! home: Place }
  type Place { city: String street: String! rooms: [[String!]] }
`;

/** A contract that only some organisations serve. */
const review = `${HEAD}
  type Idea implements Node @key(fields: "id") { id: ID! verdict: Mood reviews: [Review!] }
  type Review { text: String! of: Node by: Person! }
  type Person implements Node @key(fields: "id") { id: ID! age: Int! friends: [Person] feeling(of: [Int!]): Mood! }
  type Comment implements Node @key(fields: "id") { id: ID! rating: Float thread: [Node!] }
  type Event implements Node @key(fields: "id") { id: ID! title: String @external shout: String @requires(fields: "title") }
`;

const SDL = { coalition, organisation, review };

export type Contract = keyof typeof SDL;

export const CONTRACTS = Object.keys(SDL) as Contract[];

export const documentOf = (contract: Contract) => parse(SDL[contract]);

/** The organisations; the last does not serve `review`. */
export const ORGANISATIONS = ['labour', 'unite', 'progress'] as const;

export const servesContract = (owner: string, contract: string): boolean =>
  contract === 'coalition'
    ? owner === 'coalition'
    : ORGANISATIONS.some((one) => one === owner) &&
      (contract === 'organisation' || (contract === 'review' && owner !== 'progress'));

/** The supergraph. @throws Error when the contracts do not compose. */
export function supergraph(): string {
  const { supergraphSdl, errors } = composeServices(
    CONTRACTS.map((name) => ({ name, typeDefs: documentOf(name), url: `partition:${name}` })),
  );
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** The schema of each contract, as its owners serve it. */
export function contractSchemas(): Readonly<Record<Contract, GraphQLSchema>> {
  const schemas = CONTRACTS.map((name) => {
    const schema = buildSubgraphSchema({ typeDefs: documentOf(name) });
    useScalars(schema, [GraphQLDateTime]);
    for (const type of Object.values(schema.getTypeMap())) {
      if (isAbstractType(type))
        type.resolveType = ({ __typename: own }: { __typename: string }) => own;
      // The world answers entities too.
      if (isObjectType(type) && type.name === 'Query')
        delete type.getFields()['_entities']?.resolve;
    }
    return [name, schema] as const;
  });
  return Object.fromEntries(schemas) as Record<Contract, GraphQLSchema>;
}

/** The contract that has a field: each field but `id` and what is `@external` is of one alone. */
export const contractOf = fieldOwners();

function fieldOwners(): (type: string, field: string) => Contract {
  const owners = new Map<string, Contract>();
  for (const [contract, schema] of Object.entries(contractSchemas()))
    for (const type of Object.values(schema.getTypeMap()))
      if (isObjectType(type))
        for (const { name } of Object.values(type.getFields())) {
          const isExternal = contract === 'review' && name === 'title';
          if (!isExternal) owners.set(`${type.name}.${name}`, contract as Contract);
        }
  return (type, field) => {
    const contract = owners.get(`${type}.${field}`);
    if (!contract) throw new Error(`Expected a contract with ${type}.${field}, but got none.`);
    return contract;
  };
}

/** The object types of an abstract type that a contract has. */
export const membersOf = (() => {
  const schemas = contractSchemas();
  return (contract: Contract, name: string): readonly string[] => {
    const schema = schemas[contract];
    const type = getNamedType(schema.getType(name));
    if (!isAbstractType(type)) return [name];
    return schema.getPossibleTypes(type).map((one) => one.name);
  };
})();

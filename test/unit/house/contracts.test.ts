/** The rules of every contract, so that clients can read it and planning stays fast. */
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type FieldDefinitionNode,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  type InputValueDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  type TypeDefinitionNode,
  type TypeNode,
  print,
  visit,
} from 'graphql';
import { drift } from '../../../schema/compose.ts';
import { type Contract, CONTRACTS } from '../../../schema/contract-names.ts';
import { contractDocument } from '../../../schema/contracts.ts';
import { THINGS } from '../../../schema/things.ts';

const API = new URL('../../../schema/api.graphql', import.meta.url);
const api = buildSchema(readFileSync(API, 'utf8'));

/** A named part of the schema, by its coordinate: `Query.node(id:)`. */
interface Part {
  coordinate: string;
  description: string | null | undefined;
}

function partsOf(type: GraphQLNamedType): Part[] {
  const parts: Part[] = [{ coordinate: type.name, description: type.description }];
  const add = (name: string, { description }: Omit<Part, 'coordinate'>) =>
    parts.push({ coordinate: `${type.name}.${name}`, description });
  if (isEnumType(type)) for (const value of type.getValues()) add(value.name, value);
  if (isInputObjectType(type) || isObjectType(type) || isInterfaceType(type))
    for (const field of Object.values(type.getFields())) {
      add(field.name, field);
      // The one argument of a mutation is described where its type is.
      if ('args' in field && type !== api.getMutationType())
        for (const arg of field.args) add(`${field.name}(${arg.name}:)`, arg);
    }
  return parts;
}

type Composite = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

/** The object types of a contract, with all their `extend type`. */
const objectsOf = (contract: Contract): Composite[] =>
  contractDocument(contract).definitions.filter(
    (node) => node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION,
  );

const rootFieldsOf = (contract: Contract): FieldDefinitionNode[] =>
  objectsOf(contract)
    .filter(({ name }) => ['Query', 'Mutation'].includes(name.value))
    .flatMap(({ fields = [] }) => fields);

/** The arguments of a contract, and the fields of its inputs; those of its directives aside. */
function inputsOf(contract: Contract): InputValueDefinitionNode[] {
  const inputs: InputValueDefinitionNode[] = [];
  visit(contractDocument(contract), {
    DirectiveDefinition: () => false,
    InputValueDefinition: (node) => void inputs.push(node),
  });
  return inputs;
}

const nameOf = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);

const isPartitioned = ({ directives = [] }: FieldDefinitionNode): boolean =>
  directives.some(({ name }) => name.value === 'partition');

/** The names of the types of a contract that have a global id. */
const nodesOf = (contract: Contract): string[] =>
  objectsOf(contract)
    .filter(({ interfaces = [] }) => interfaces.some(({ name }) => name.value === 'Node'))
    .map(({ name }) => name.value);

const unknownTo = (reader: Contract, contract: Contract): string[] => {
  const own = nodesOf(reader);
  return nodesOf(contract).filter((name) => !own.includes(name));
};

/** The contracts that only one kind of organisation serves. */
const KINDS = CONTRACTS.filter((contract) => !['organisation', 'coalition'].includes(contract));

describe('the schema that clients see', () => {
  const roots = [api.getQueryType(), api.getMutationType()].map((type) => type?.name);

  test('every type, field, argument, enum value and input field is described', () => {
    const own = Object.values(api.getTypeMap()).filter(
      (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
    );
    const silent = own
      .flatMap(partsOf)
      .filter(({ coordinate, description }) => !description?.trim() && !roots.includes(coordinate));
    expect(own.length).toBeGreaterThan(50);
    expect(silent.map(({ coordinate }) => coordinate)).toEqual([]);
  });

  const mutations = Object.values(api.getMutationType()!.getFields());
  const typeNamed = (name: string): GraphQLObjectType => {
    const type = api.getType(name);
    if (!isObjectType(type)) throw new Error(`There is no type ${name}.`);
    return type;
  };

  test.each(mutations.map(({ name, args, type }) => ({ name, args, type })))(
    'the mutation $name takes one input, with a key, and answers user errors with codes of its own',
    ({ name, args, type }) => {
      const own = name.replace(/^./, (first) => first.toUpperCase());
      expect(args.map((one) => `${one.name}: ${String(one.type)}`)).toEqual([
        `input: ${own}Input!`,
      ]);
      const input = api.getType(`${own}Input`);
      expect(isInputObjectType(input) && String(input.getFields()['idempotencyKey']?.type)).toBe(
        'String',
      );
      expect(String(getNamedType(type))).toBe(`${own}Payload`);
      const errors = typeNamed(`${own}Payload`).getFields()['userErrors'];
      expect(String(errors?.type)).toBe(`[${own}UserError!]!`);
      const error = typeNamed(`${own}UserError`);
      expect(error.getInterfaces().map(String)).toEqual(['UserError']);
      expect(String(error.getFields()['code']?.type)).toBe(`${own}UserErrorCode!`);
    },
  );

  test.each(
    mutations.filter(({ name }) => {
      const input = api.getType(`${name.replace(/^./, (first) => first.toUpperCase())}Input`);
      return isInputObjectType(input) && input.getFields()['version'];
    }),
  )('$name, which takes a version, can be stale, and answers what has one', ({ type }) => {
    const payload = typeNamed(getNamedType(type).name);
    const codes = api.getType(payload.name.replace(/Payload$/, 'UserErrorCode'));
    expect(isEnumType(codes) && codes.getValues().map(({ name }) => name)).toContain('STALE');
    const changed = Object.values(payload.getFields()).map((field) => getNamedType(field.type));
    expect(changed.some((one) => isObjectType(one) && one.getFields()['version'])).toBe(true);
  });

  /** What the coalition names by a slug for now. */
  const BY_SLUG = ['Area', 'Theme'];

  test('every field "id" is a global id, and its type a Node', () => {
    const types = Object.values(api.getTypeMap()).filter(isObjectType);
    const others = types
      .filter((type) => type.getFields()['id'])
      .filter((type) => !type.getInterfaces().some(({ name }) => name === 'Node'))
      .map(({ name }) => name);
    expect(others.toSorted()).toEqual(BY_SLUG);
  });

  test('the committed supergraphs and API schema are composed from the contracts', () => {
    expect(drift()).toEqual([]);
  });
});

const GUARDS = ['authenticated', 'requiresScopes', 'policy'];
const isGuarded = ({ directives = [] }: Composite | FieldDefinitionNode): boolean =>
  directives.some(({ name }) => GUARDS.includes(name.value));

describe('a guarded field', () => {
  // An answer without it must be as whole as one in which it is not there.
  test.each(CONTRACTS)('is nullable everywhere in the contract %s', (contract) => {
    const objects = objectsOf(contract);
    const types = new Set(objects.filter(isGuarded).map(({ name }) => name.value));
    const wrong = objects.flatMap(({ name, fields = [] }) =>
      fields
        .filter(({ type }) => type.kind === Kind.NON_NULL_TYPE)
        .filter((field) => isGuarded(field) || types.has(nameOf(field.type)))
        .map((field) => `${name.value}.${field.name.value}`),
    );
    expect(wrong).toEqual([]);
  });

  test('has its guard in one supergraph, and not in the one for @apollo/gateway', () => {
    const textOf = (file: string) =>
      readFileSync(new URL(`../../../schema/${file}`, import.meta.url), 'utf8');
    const words =
      /@(authenticated|requiresScopes|policy)\b|specs\.apollo\.dev\/(authenticated|requiresScopes|policy)/g;
    expect(textOf('supergraph.graphql').match(words)).toBeNull();
    const stated = CONTRACTS.flatMap((contract) =>
      objectsOf(contract).flatMap((type) => [type, ...(type.fields ?? [])].filter(isGuarded)),
    );
    expect(stated.length).toBeGreaterThan(30);
    expect(textOf('supergraph.guarded.graphql').match(words)!.length).toBeGreaterThan(
      stated.length,
    );
  });
});

describe.each(CONTRACTS)('the contract %s', (contract) => {
  // Fields of an interface that two subgraphs answer make plans explode; user errors are of one each.
  test('its interfaces carry nothing but an id, but for that of user errors', () => {
    const fields = contractDocument(contract)
      .definitions.filter(
        (node): node is Extract<TypeDefinitionNode, { kind: Kind.INTERFACE_TYPE_DEFINITION }> =>
          node.kind === Kind.INTERFACE_TYPE_DEFINITION && node.name.value !== 'UserError',
      )
      .flatMap((node) => node.fields ?? [])
      .map(({ name }) => name.value);
    expect(fields).toEqual(['id']);
  });
});

describe.each(CONTRACTS)('the inputs of the contract %s', (contract) => {
  const stated = inputsOf(contract).filter(({ defaultValue }) => defaultValue);

  // Clients that are generated from the schema send null, or cannot leave out, what a person did not set.
  test('with a default are nullable', () => {
    const wrong = stated.filter(({ type }) => type.kind === Kind.NON_NULL_TYPE).map(print);
    expect(wrong).toEqual([]);
  });

  // Null would then be no way to say the default.
  test('with a default have one that is not null', () => {
    expect(stated.filter((node) => node.defaultValue?.kind === Kind.NULL).map(print)).toEqual([]);
  });
});

test('some inputs have a default', () => {
  const inputs = CONTRACTS.flatMap(inputsOf);
  expect(inputs.filter(({ defaultValue }) => defaultValue).length).toBeGreaterThan(30);
});

describe.each(CONTRACTS)('the pages of the contract %s', (contract) => {
  const types = new Map(objectsOf(contract).map((type) => [type.name.value, type]));
  const typeOf = (type: string, field: string) =>
    types.get(type)?.fields?.find(({ name }) => name.value === field)?.type;
  const named = (ending: string) => [...types.keys()].filter((name) => name.endsWith(ending));

  // So that a row that cannot be answered costs its own place alone.
  test('have room for null in the place of each node', () => {
    expect(named('Edge').length).toBeGreaterThan(0);
    expect(named('Edge').filter((edge) => typeOf(edge, 'node')?.kind !== Kind.NAMED_TYPE)).toEqual(
      [],
    );
  });

  test('have the nodes of their edges in `nodes` too', () => {
    const printed = (type: TypeNode | undefined) => (type ? print(type) : 'nothing');
    for (const page of named('Connection')) {
      const node = printed(typeOf(page.replace(/Connection$/, 'Edge'), 'node'));
      expect([page, printed(typeOf(page, 'nodes'))]).toEqual([page, `[${node}]`]);
    }
  });
});

// `node` is answered by the organisation, `search` by the coalition; what only one kind of organisation has
// reaches both as a stub (schema/assembly/stub.ts). What only members may see (their own answers, comments) stays out of
// the coalition's.
describe('a type with a global id', () => {
  test.each(CONTRACTS)('is in the contract organisation when %s has it', (contract) => {
    expect(nodesOf(contract).length).toBeGreaterThan(0);
    expect(unknownTo('organisation', contract)).toEqual([]);
  });

  // Of what has no card the coalition answers nothing.
  test.each(KINDS)('is in the contract coalition when %s has it, with a card', (contract) => {
    const hasCard = (name: string) => THINGS.some((thing) => thing.typename === name && thing.card);
    expect(unknownTo('coalition', contract).filter(hasCard)).toEqual([]);
  });
});

describe('the owner of a root field', () => {
  test.each(CONTRACTS.filter((contract) => contract !== 'coalition'))(
    'every root field of %s says so by @partition',
    (contract) => {
      const silent = rootFieldsOf(contract).filter((field) => !isPartitioned(field));
      expect(rootFieldsOf(contract).length).toBeGreaterThan(0);
      expect(silent.map(({ name }) => name.value)).toEqual([]);
    },
  );

  test('no root field of the coalition has @partition, as it has one owner', () => {
    expect(rootFieldsOf('coalition').filter(isPartitioned)).toEqual([]);
  });
});

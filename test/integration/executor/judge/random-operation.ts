/** Random operations over a schema: what clients may write, and more. */
import {
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isUnionType,
  OperationTypeNode,
} from 'graphql';
import { ORGANISATIONS } from './contracts.ts';
import type { Random } from './random.ts';
import { idOf } from './world.ts';

/** Names that a client may take: also those of keys, of what the planner asks, and of an object's own. */
const ALIASES =
  'a b c id __typename title name label items _1_kin _2_items __proto__ constructor toString name__alias_0'.split(
    ' ',
  );

const DEPTH = 5;

/** An operation with the declarations of its variables. */
export interface RandomOperation {
  readonly text: string;
  readonly variables: ReadonlyMap<string, GraphQLInputType>;
}

/** Writes one operation. It need not be valid: fields of one name may not merge. */
export function randomOperation(schema: GraphQLSchema, random: Random): RandomOperation {
  return new OperationWriter(schema, random).write();
}

interface Fragment {
  readonly name: string;
  readonly on: string;
  text: string;
}

class OperationWriter {
  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  readonly #variables = new Map<string, GraphQLInputType>();
  readonly #declared: string[] = [];
  readonly #fragments: Fragment[] = [];

  constructor(schema: GraphQLSchema, random: Random) {
    this.#schema = schema;
    this.#random = random;
  }

  write(): RandomOperation {
    const kind = this.#random.chance(0.15) ? OperationTypeNode.MUTATION : OperationTypeNode.QUERY;
    const root = this.#schema.getRootType(kind)!;
    const body = this.#selectionSet(root, DEPTH);
    const head = this.#declared.length > 0 ? `(${this.#declared.join(', ')})` : '';
    const fragments = this.#fragments.map(
      ({ name, on, text }) => `fragment ${name} on ${on} ${text}`,
    );
    return {
      text: [`${kind} Q${head} ${body}`, ...fragments].join('\n'),
      variables: this.#variables,
    };
  }

  #selectionSet(type: GraphQLCompositeType, depth: number): string {
    const count = 1 + this.#random.below(4);
    const parts = Array.from({ length: count }, () => this.#selection(type, depth));
    return `{ ${parts.filter(Boolean).join(' ') || '__typename'} }`;
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    const random = this.#random;
    if (random.chance(0.1)) return `${this.#alias()}__typename${this.#conditions()}`;
    if (depth > 0 && (fields.length === 0 || random.chance(0.25)))
      return this.#fragment(type, depth);
    const usable = fields.filter(
      (field) => depth > 0 || !isCompositeType(getNamedType(field.type)),
    );
    if (usable.length === 0) return '__typename';
    return this.#field(random.pick(usable), depth);
  }

  #field({ name, args, type }: GraphQLField<unknown, unknown>, depth: number): string {
    const given = args
      .filter(
        (one) =>
          (isNonNullType(one.type) && one.defaultValue === undefined) || this.#random.chance(0.4),
      )
      .map((one) => `${one.name}: ${this.#value(one.type, one.defaultValue !== undefined)}`);
    const list = given.length > 0 ? `(${given.join(', ')})` : '';
    const named = getNamedType(type);
    const field = (): string => {
      const inner = isCompositeType(named) ? ` ${this.#selectionSet(named, depth - 1)}` : '';
      return `${this.#alias()}${name}${list}${this.#conditions()}${inner}`;
    };
    // The same field under two names, or twice under one.
    return this.#random.chance(0.15) ? `${field()} ${field()}` : field();
  }

  #fragment(type: GraphQLCompositeType, depth: number): string {
    const random = this.#random;
    const to = this.#schema.getType(random.pick(this.#narrower(type))) as GraphQLCompositeType;
    if (random.chance(0.5)) {
      const condition = to === type && random.chance(0.5) ? '' : ` on ${to.name}`;
      return `...${condition}${this.#conditions()} ${this.#selectionSet(to, depth - 1)}`;
    }
    const given = this.#fragments.filter(({ on, text }) => on === to.name && text !== '');
    if (given.length > 0 && random.chance(0.4))
      return `...${random.pick(given).name}${this.#conditions()}`;
    const fragment = { name: `F${this.#fragments.length}`, on: to.name, text: '' };
    this.#fragments.push(fragment);
    fragment.text = this.#selectionSet(to, depth - 1);
    return `...${fragment.name}${this.#conditions()}`;
  }

  /** Types that a fragment within a type may be on. */
  #narrower(type: GraphQLCompositeType): string[] {
    const others = isUnionType(type) ? [] : type.getInterfaces().map(({ name }) => name);
    if (!isAbstractType(type)) return [type.name, ...others];
    const members = this.#schema.getPossibleTypes(type).map(({ name }) => name);
    const abstract = ['Node', 'Item', 'Hit'].filter((name) => {
      const one = this.#schema.getType(name);
      return isInterfaceType(one) || isUnionType(one);
    });
    return [type.name, ...members, ...members, ...abstract];
  }

  #alias(): string {
    return this.#random.chance(0.3) ? `${this.#random.pick(ALIASES)}: ` : '';
  }

  #conditions(): string {
    const one = () => ` @${this.#random.pick(['skip', 'include'])}(if: ${this.#condition()})`;
    return (this.#random.chance(0.1) ? one() : '') + (this.#random.chance(0.02) ? one() : '');
  }

  #condition(): string {
    if (this.#random.chance(0.3)) return this.#random.pick(['true', 'false']);
    const name = this.#random.pick(['p', 'q', 'r']);
    const type = this.#random.pick(['Boolean!', 'Boolean! = true', 'Boolean = false']);
    return this.#declare(name, type, this.#schema.getType('Boolean') as GraphQLInputType);
  }

  #declare(name: string, declared: string, type: GraphQLInputType): string {
    if (!this.#variables.has(name)) {
      this.#variables.set(name, type);
      this.#declared.push(`$${name}: ${declared}`);
    }
    return `$${name}`;
  }

  #value(type: GraphQLInputType, hasDefault: boolean): string {
    const random = this.#random;
    if (random.chance(0.4)) {
      const name = random.pick(['v', 'w', 'x', 'y', 'representations', 'v0', 'v1', 'z']);
      if (this.#variables.has(name)) return `$${name}`;
      const isNonNull = isNonNullType(type);
      const nullable = isNonNull ? type.ofType : type;
      const declared = isNonNull && hasDefault && random.chance(0.5) ? nullable : type;
      const value =
        !isNonNullType(declared) && random.chance(0.2) ? 'null' : this.#literal(nullable, false);
      const fallback = random.chance(0.4) ? ` = ${value}` : '';
      return this.#declare(name, `${String(declared)}${fallback}`, declared);
    }
    return !isNonNullType(type) && random.chance(0.12) ? 'null' : this.#literal(type, true);
  }

  #literal(type: GraphQLInputType, mayVary: boolean): string {
    const random = this.#random;
    if (isNonNullType(type)) return this.#literal(type.ofType, mayVary);
    const inner = (one: GraphQLInputType) =>
      mayVary ? this.#value(one, false) : this.#literal(one, false);
    if (isListType(type)) {
      if (random.chance(0.2)) return this.#literal(type.ofType, mayVary);
      return `[${Array.from({ length: random.below(4) }, () => inner(type.ofType)).join(', ')}]`;
    }
    if (isEnumType(type)) return random.pick(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (one) => isNonNullType(one.type) || random.chance(one.name === 'not' ? 0.2 : 0.5),
      );
      return `{ ${fields.map((one) => `${one.name}: ${one.name === 'organisation' ? `"${random.pick(OWNER_IDS)}"` : inner(one.type)}`).join(', ')} }`;
    }
    return JSON.stringify(randomScalar(type.name, random));
  }
}

const OWNER_IDS = [...ORGANISATIONS, 'nosuch', ORGANISATIONS[0]];

/** A value of a scalar as JSON. */
function randomScalar(name: string, random: Random): unknown {
  switch (name) {
    case 'Int':
      return 1 + random.below(4);
    case 'Boolean':
      return random.chance(0.5);
    case 'DateTime':
      return random.pick(['2026-01-02T03:04:05.000Z', '2026-02-03T04:05:06Z']);
    case 'ID': {
      if (random.chance(0.1))
        return random.pick(['no id', 'nosuch', 'coalition', ...ORGANISATIONS]);
      const type = random.pick(['Idea', 'Event', 'Person', 'Comment']);
      return idOf(type, random.pick(ORGANISATIONS), random.below(7));
    }
    case 'Float':
      return random.below(40) / 8;
    default:
      return random.pick(['s', 'a "b"', '😀', '']);
  }
}

/** Values for the variables of an operation, as a client would send them: some are null, or left out. */
export function randomVariables(
  { variables }: RandomOperation,
  random: Random,
): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const [name, type] of variables) {
    if (random.chance(0.15)) continue;
    given[name] = random.chance(0.1) ? null : randomValue(type, random);
  }
  return given;
}

function randomValue(type: GraphQLInputType, random: Random): unknown {
  if (isNonNullType(type)) return randomValue(type.ofType, random);
  if (isListType(type))
    return Array.from({ length: random.below(4) }, () => randomValue(type.ofType, random));
  if (isEnumType(type)) return random.pick(type.getValues()).name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      (one) => isNonNullType(one.type) || random.chance(one.name === 'not' ? 0.1 : 0.5),
    );
    return Object.fromEntries(
      fields.map((one) => [
        one.name,
        one.name === 'organisation' ? random.pick(OWNER_IDS) : randomValue(one.type, random),
      ]),
    );
  }
  return randomScalar(type.name, random);
}

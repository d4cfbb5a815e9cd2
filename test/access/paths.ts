/**
 * Every path of a contract to what is guarded, found by walking its schema: each way that never comes to a type twice
 * (but for a last step), from each root field, `_entities`, `node` and `nodes`. No field has `@requires` today; the
 * matrix fails when one appears, as it would be a path of its own.
 */
import {
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInterfaceType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Thing } from './world.ts';
import { thingsOf } from './world.ts';

/** One step: a field of a type, and what of that type it is asked on. */
export interface Step {
  type: string;
  field: GraphQLField<unknown, unknown>;
}

/** A way to a type: how it begins, and the fields after that. */
export interface Path {
  /** The root field with its arguments; `all` stands for the ids of all things of the type. */
  root: string;
  /** What it begins with: a root field's coordinate, or the type that is asked for by id. */
  from: { coordinate: string } | { type: string };
  steps: Step[];
  /** The type that it ends at. */
  to: string;
}

/** How root fields that take arguments are asked. `$organisation` and `$<Type>` are the variables of the matrix. */
const BY_ORGANISATION: Readonly<Record<string, string>> = {
  organisation: 'organisation(id: $organisation)',
  viewer: 'viewer',
};

/** From what is asked for by id, one thing on: after that the ways are those from anywhere. */
const ON_FROM_ID = 1;

const objectOf = (field: GraphQLField<unknown, unknown>): GraphQLObjectType | null => {
  const type = getNamedType(field.type);
  return isObjectType(type) ? type : null;
};

const needsArguments = ({ args }: GraphQLField<unknown, unknown>): boolean =>
  args.some(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined);

/** All paths of a contract that end at one of these types. */
export function pathsOf(schema: GraphQLSchema, targets: ReadonlySet<string>): Path[] {
  return startsOf(schema).flatMap(({ start, type, most }) => {
    const paths: Path[] = [];
    const walk = (at: GraphQLObjectType, steps: Step[], visited: ReadonlySet<string>): void => {
      if (targets.has(at.name)) paths.push({ ...start, steps, to: at.name });
      const things = steps.filter(({ field }) => isThing(objectOf(field)));
      const isDone = things.length >= most && isThing(at);
      if (isDone || visited.has(at.name)) return;
      for (const field of Object.values(at.getFields())) {
        const next = objectOf(field);
        if (next && next.name !== 'Freshness' && !needsArguments(field) && !isPlain(next))
          walk(next, [...steps, { type: at.name, field }], new Set([...visited, at.name]));
      }
    };
    walk(type, [], new Set());
    return paths;
  });
}

const isThing = (type: GraphQLObjectType | null): boolean =>
  type !== null && 'id' in type.getFields();

/** Whether a type leads to nothing more: it has scalars alone. */
const isPlain = (type: GraphQLObjectType): boolean =>
  Object.values(type.getFields()).every((field) => !objectOf(field)) && !isThing(type);

interface Start {
  start: Pick<Path, 'root' | 'from'>;
  type: GraphQLObjectType;
  most: number;
}

function startsOf(schema: GraphQLSchema): Start[] {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  return fields.flatMap((field): Start[] => {
    const type = getNamedType(field.type);
    if (field.name === '_service') return [];
    if (field.name === '_entities' || isInterfaceType(type)) return byId(schema, field);
    const root = BY_ORGANISATION[field.name];
    if (!root || !isObjectType(type))
      throw new Error(`Expected to know how Query.${field.name} is asked, but do not.`);
    const from = { coordinate: `Query.${field.name}` };
    return [{ start: { root, from }, type, most: Infinity }];
  });
}

/** Ways in by id: to each type that there are things of. */
function byId(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): Start[] {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const addressable = types.filter(({ name }) => thingsOf(name).length > 0 && name !== 'Query');
  return addressable.flatMap((type) => {
    const isEntity = schema.getPossibleTypes(getNamedType(field.type) as never).includes(type);
    if (!isEntity) return [];
    const asked = (root: string): Start => ({
      start: { root, from: { type: type.name } },
      type,
      most: ON_FROM_ID,
    });
    if (field.name === '_entities' && !isResolvable(type)) return [];
    if (field.name === '_entities') return [asked(`_entities(representations: $refs${type.name})`)];
    if (String(field.type).includes('[')) return [asked(`${field.name}(ids: $ids${type.name})`)];
    return thingsOf(type.name).map((thing: Thing) => asked(`${field.name}(id: $id_${thing})`));
  });
}

/** Whether the contract answers for entities of the type: of the others it knows the id, and no router asks. */
const isResolvable = ({ astNode }: GraphQLObjectType): boolean =>
  !astNode?.directives?.some(
    ({ name, arguments: given = [] }) =>
      name.value === 'key' &&
      given.some(
        ({ name: { value }, value: of }) =>
          value === 'resolvable' && 'value' in of && of.value === false,
      ),
  );

/** What the contracts ask of whoever reads a field or a type: the directives of their SDL, read. */
import {
  getDirectiveValues,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';
import { type Right, RIGHTS } from '../../../identity/rights.ts';
import { StartFailure } from '../../../platform/start-failure.ts';
import { thingOf } from '../../../schema/things.ts';
import { typeOfRule } from '../row-rules.ts';
import { pathOfRow, type RowAsked } from './row-of-mutation.ts';

/** One thing that can be asked: to have signed in, to hold a right here, or that a rule of the row says so. */
export type Condition =
  | { readonly kind: 'signed in' }
  | { readonly kind: 'right'; readonly right: Right }
  | { readonly kind: 'rule'; readonly rule: string };

/** Of these alternatives one has to be met, with all that stands in it. */
export type Alternatives = readonly (readonly Condition[])[];

/** All of these have to be met: one entry a directive. */
export type Requirement = readonly Alternatives[];

/** Whether a rule of the row is among what is asked. */
export const asksRow = (alternatives: Alternatives): boolean =>
  alternatives.flat().some(({ kind }) => kind === 'rule');

/**
 * The row that the rules of a mutation are asked about; null when there is no rule among what it requires.
 * @throws StartFailure when its rules are for rows of several types: a mutation is about one row
 */
export function rowAskedBy<C>(
  schema: GraphQLSchema,
  mutation: GraphQLField<unknown, C>,
  requirement: Requirement,
): RowAsked | null {
  const rules = requirement
    .flat(2)
    .flatMap((condition) => (condition.kind === 'rule' ? [condition.rule] : []));
  const [idType, ...others] = new Set(rules.map(typeOfRule));
  const names = rules.map((rule) => `"${rule}"`).join(', ');
  if (others.length > 0)
    throw new StartFailure(
      `Mutation.${mutation.name}: expected rules of rows of one type in @policy, but got ${names}.`,
    );
  const path = pathOfRow(schema, mutation);
  return path !== null && idType ? { path, idType } : null;
}

/** What is asked, by coordinate: `Member` for a type, `Member.area` for a field. What asks nothing is not in it. */
export type Guards = ReadonlyMap<string, Requirement>;

/**
 * The guards that schemas carry. A type that two of them serve has the guards of both in either: it is the same row.
 * @param rules the names of the rules of rows that there are
 * @throws StartFailure when a directive names what is neither a right nor such a rule
 */
export function guardsIn(schemas: readonly GraphQLSchema[], rules: readonly string[]): Guards {
  const guards = new Map<string, Requirement>();
  for (const schema of schemas) needGuardsOfObjects(schema);
  for (const schema of schemas)
    for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
      for (const part of [type, ...Object.values(type.getFields())]) {
        const coordinate = part === type ? type.name : `${type.name}.${part.name}`;
        const read = readerOf(coordinate, rulesAt(schema, type, part, rules));
        const asked = requirementOf(schema, part, read);
        if (asked.length > 0) guards.set(coordinate, [...(guards.get(coordinate) ?? []), ...asked]);
      }
    }
  return guards;
}

const DIRECTIVES: ReadonlySet<string> = new Set(['authenticated', 'requiresScopes', 'policy']);

/** A guard on a scalar, an enum, an interface or a union would guard nothing. */
function needGuardsOfObjects(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    const found = type.astNode?.directives?.find(({ name }) => DIRECTIVES.has(name.value));
    if (found && !isObjectType(type))
      throw new StartFailure(
        `${type.name}: expected @${found.name.value} on object types and their fields alone.`,
      );
  }
}

type Part = GraphQLObjectType | GraphQLField<unknown, unknown>;

/**
 * The rules that can decide at a place: those that are for the row there. At the root there is none but that of a
 * mutation which names it, and its type is the one that the rule is for.
 */
function rulesAt(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  part: Part,
  rules: readonly string[],
): readonly string[] {
  if (type === schema.getQueryType()) return [];
  if (type === schema.getMutationType()) {
    const hasRow = 'args' in part && pathOfRow(schema, part) !== null;
    return hasRow ? rules.filter(typeOfRule) : [];
  }
  return rules.filter((rule) => {
    const idType = typeOfRule(rule);
    return idType === null || thingOf(idType).typename === type.name;
  });
}

/** A directive may stand at a type's definition or at an `extend type`. */
function requirementOf(
  schema: GraphQLSchema,
  part: Part,
  read: (directive: string, name: string) => Condition,
): Requirement {
  const extensions = 'extensionASTNodes' in part ? part.extensionASTNodes : [];
  const nodes = [part.astNode, ...extensions].filter((node) => node != null);
  const valuesOf = (name: string) => {
    const isStated = nodes.some(({ directives }) =>
      directives?.some((one) => one.name.value === name),
    );
    if (!isStated) return undefined;
    const directive = schema.getDirective(name);
    // Without its definition it could not be read, and would guard nothing.
    if (!directive)
      throw new StartFailure(`Expected a schema that defines @${name}, as it states it.`);
    return nodes
      .map((node) => getDirectiveValues(directive, node))
      .find((values) => values !== undefined);
  };
  const alternatives = (directive: string, argument: string): Alternatives[] => {
    const stated = valuesOf(directive)?.[argument] as readonly (readonly string[])[] | undefined;
    return stated ? [stated.map((all) => all.map((name) => read(directive, name)))] : [];
  };
  return [
    ...(valuesOf('authenticated') ? [[[{ kind: 'signed in' } as const]]] : []),
    ...alternatives('requiresScopes', 'scopes'),
    ...alternatives('policy', 'policies'),
  ];
}

/** Reads the names in directives at a coordinate. A scope is a right; a policy is a right or a rule of the row. */
const readerOf =
  (coordinate: string, rules: readonly string[]) =>
  (directive: string, name: string): Condition => {
    if (Object.hasOwn(RIGHTS, name)) return { kind: 'right', right: name as Right };
    if (directive === 'policy' && rules.includes(name)) return { kind: 'rule', rule: name };
    const expected = directive === 'policy' ? 'a right, or a rule of the row' : 'a right';
    throw new StartFailure(
      `${coordinate}: expected ${expected} in @${directive}, but got "${name}".`,
    );
  };

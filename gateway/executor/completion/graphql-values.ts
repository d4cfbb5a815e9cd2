import {
  type ExecutionResult,
  getNullableType,
  GraphQLError,
  type GraphQLResolveInfo,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  responsePathAsArray,
} from 'graphql';
import { type AnswerPath, isObject } from '../plan/answer.ts';
import type { Failures } from '../plan/failures.ts';
import { typeApplies } from '../selection/type-conditions.ts';
import { mayCallMethods, wrongValue } from './leaf-text.ts';
import { locatedError } from './located-error.ts';
import type { Site } from './site.ts';
import {
  type MissingError,
  nullNotAllowed,
  pathOfMissing,
  whyMissing,
  whyUntyped,
} from './why-missing.ts';

/** A place of the answer as graphql-js has it. */
export interface ResolvedSite extends Omit<Site, 'path'> {
  readonly path: Path;
  readonly holder: Holder;
}

/** The place of the object, or of the list, that has a value. */
export interface Holder {
  /** The field, as in `Event.venue`. */
  readonly field: string;
  /** Whether null may be in its place. */
  readonly nullable: boolean;
}

/** A path as graphql-js has it: each key with the path that it goes on from. */
export type Path = GraphQLResolveInfo['path'];

/** The null of a row that is not there. It rises as an error does, and is one only where it rises beyond the row. */
class AbsentRow extends GraphQLError {
  readonly holder: Holder;

  constructor(pathOfHolder: AnswerPath, holder: Holder) {
    super('There is no such row.', { path: pathOfHolder });
    this.holder = holder;
  }
}

const placeOf = ({ field, type }: Pick<Site, 'field' | 'type'>): Holder => ({
  field,
  nullable: !isNonNullType(type),
});

/** The values of one answer as graphql-js completes them: an error is a value in the place that it is about. */
export class GraphqlValues {
  readonly #schema: GraphQLSchema;
  readonly #failures: Failures;
  /** graphql-js has one error for a place, and subgraphs may have several. */
  readonly #others: GraphQLError[] = [];

  constructor(schema: GraphQLSchema, failures: Failures) {
    this.#schema = schema;
    this.#failures = failures;
  }

  /** The value at a key of an object (or an index of a list). */
  read(site: ResolvedSite, holder: object, key: string | number): unknown {
    const value: unknown = Reflect.get(holder, key);
    if (value === null || value === undefined) return this.#missing(site, holder, key, value);
    const type = getNullableType(site.type);
    if (isListType(type)) {
      if (!Array.isArray(value)) return this.#wrong(site, 'list');
      return value.map((_item, index) => {
        const path = { prev: site.path, key: index, typename: undefined };
        const item = { ...site, type: type.ofType, path, holder: placeOf(site) };
        return this.read(item, value, index);
      });
    }
    if (isLeafType(type)) return mayCallMethods(type, value) ? this.#wrong(site, type.name) : value;
    if (this.#isOf(type, value)) return value;
    return isObject(value) ? this.#untyped(site, value, type.name) : this.#wrong(site, type.name);
  }

  /** The errors of the answer. */
  errorsOf({ errors = [] }: ExecutionResult): GraphQLError[] {
    const all = errors.flatMap((error) => {
      // graphql-js made it of the type's own, and added the place in the client's text.
      if (error.nodes) return [locatedError(error.originalError ?? error, error.path)];
      if (!(error instanceof AbsentRow)) return [error];
      const { field, nullable } = error.holder;
      return nullable ? [] : [locatedError(nullNotAllowed(field), error.path)];
    });
    return [...all, ...this.#others];
  }

  #missing(site: ResolvedSite, holder: object, key: string | number, value: null | undefined) {
    const nullable = !isNonNullType(site.type);
    const why = whyMissing(this.#failures, { holder, key, value, nullable, field: site.field });
    if (why === 'null') return null;
    if (why === 'absent')
      return new AbsentRow(responsePathAsArray(site.path).slice(0, -1), site.holder);
    return this.#located(why, site);
  }

  #untyped(site: ResolvedSite, object: object, expected: string) {
    const why = whyUntyped(this.#failures, object, wrongValue(site.field, expected));
    if (why.length === 0) return new AbsentRow(responsePathAsArray(site.path), placeOf(site));
    return this.#located(why, site);
  }

  /** The first of the errors, which is the value in graphql-js's eyes; the others are told beside it. */
  #located(why: readonly MissingError[], site: ResolvedSite): GraphQLError | undefined {
    const path = responsePathAsArray(site.path);
    const [first, ...others] = why.map((missing) =>
      locatedError(missing.error, pathOfMissing(missing, site, path)),
    );
    this.#others.push(...others);
    return first;
  }

  #wrong({ field, path }: ResolvedSite, expected: string): GraphQLError {
    return locatedError(wrongValue(field, expected), responsePathAsArray(path));
  }

  #isOf(type: GraphQLOutputType, value: unknown): boolean {
    if (!isObject(value) || Array.isArray(value)) return false;
    if (!isAbstractType(type)) return true;
    const typename = value['__typename'];
    return (
      typeof typename === 'string' &&
      isObjectType(this.#schema.getType(typename)) &&
      typeApplies(this.#schema, type.name, typename)
    );
  }
}

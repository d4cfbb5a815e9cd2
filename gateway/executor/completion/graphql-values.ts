import {
  type ExecutionResult,
  GraphQLError,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { isObject } from '../plan/answer.ts';
import type { Failures } from '../plan/failures.ts';
import { serializeLeaf, wrongValue } from './leaf-text.ts';
import { locatedError } from './located-error.ts';
import type { Site } from './site.ts';
import { nullNotAllowed, whyMissing, whyUntyped } from './why-missing.ts';

/** A place of the answer for graphql-js. Its path has the indexes of lists. */
export interface ResolvedSite extends Site {
  readonly path: readonly (string | number)[];
  /** The field whose value the object of this field is. */
  readonly objectField: string;
}

/** The null of a row that is not there. It rises as an error does, and is one only where it rises beyond the row. */
class AbsentRow extends GraphQLError {
  readonly objectField: string;

  constructor(path: ResolvedSite['path'], objectField: string) {
    super('There is no such row.', { path });
    this.objectField = objectField;
  }
}

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
    const type = isNonNullType(site.type) ? site.type.ofType : site.type;
    if (isListType(type)) {
      if (!Array.isArray(value)) return this.#wrong(site, 'list');
      return value.map((_item, index) => {
        const item = { ...site, type: type.ofType, path: [...site.path, index] };
        return this.read(item, value, index);
      });
    }
    if (isLeafType(type)) {
      try {
        serializeLeaf(type, value, site.field);
        return value;
      } catch (error) {
        return locatedError(error, site.path);
      }
    }
    if (this.#isOf(type, value)) return value;
    return isObject(value) ? this.#untyped(site, value, type.name) : this.#wrong(site, type.name);
  }

  /** The errors of the answer. */
  errorsOf({ data, errors = [] }: ExecutionResult): GraphQLError[] {
    const all = errors.flatMap((error) => {
      if (!(error instanceof AbsentRow)) return [error];
      const object = error.path?.slice(0, -1) ?? [];
      const isInPlace = depthOfNull(data, object) === object.length;
      return isInPlace ? [] : [locatedError(nullNotAllowed(error.objectField), object)];
    });
    return [...all, ...this.#others];
  }

  #missing(site: ResolvedSite, holder: object, key: string | number, value: null | undefined) {
    const nullable = !isNonNullType(site.type);
    const why = whyMissing(this.#failures, { holder, key, value, nullable, field: site.field });
    if (why === 'null') return null;
    if (why === 'absent') return new AbsentRow(site.path, site.objectField);
    return this.#firstOf(
      why.map(({ error, from, rest }) =>
        from === 'place'
          ? locatedError(error, [...site.path, ...site.inner.clientPath(rest)])
          : locatedError(error, [...site.path.slice(0, -1), ...site.outer.clientPath(rest)]),
      ),
    );
  }

  #untyped({ field, path, inner }: ResolvedSite, object: object, expected: string) {
    const why = whyUntyped(this.#failures, object, wrongValue(field, expected));
    if (why.length === 0) return new AbsentRow([...path, '__typename'], field);
    return this.#firstOf(
      why.map(({ error, rest }) => locatedError(error, [...path, ...inner.clientPath(rest)])),
    );
  }

  #firstOf([first, ...others]: readonly GraphQLError[]): GraphQLError | undefined {
    this.#others.push(...others);
    return first;
  }

  #wrong({ field, path }: ResolvedSite, expected: string): GraphQLError {
    return locatedError(wrongValue(field, expected), path);
  }

  #isOf(type: GraphQLOutputType, value: unknown): boolean {
    if (!isObject(value) || Array.isArray(value)) return false;
    if (!isAbstractType(type)) return true;
    const typename = value['__typename'];
    const own = typeof typename === 'string' ? this.#schema.getType(typename) : undefined;
    return isObjectType(own) && this.#schema.isSubType(type, own);
  }
}

/** How many keys of a path lead to the first null; one more than the path has where there is none. */
function depthOfNull(data: unknown, path: readonly (string | number)[]): number {
  let value = data;
  for (const [depth, key] of path.entries()) {
    if (!isObject(value)) return depth;
    value = value[key];
  }
  return isObject(value) ? path.length + 1 : path.length;
}

import {
  getNullableType,
  type GraphQLError,
  type GraphQLNullableType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { Failures } from '../plan/failures.ts';
import { serializeLeaf, wrongValue } from './leaf-text.ts';
import { locatedError, MOST_ERRORS } from './located-error.ts';
import type { Site } from './site.ts';
import { nullNotAllowed, pathOfMissing, whyMissing, whyUntyped } from './why-missing.ts';

/** The text of an introspection field, by the client's response name. */
export type IntrospectedTexts = Readonly<Record<string, string>>;

/**
 * The completion of one answer (GraphQL specification 6.4.3 and 6.4.4, October 2021). The code of a writer calls it
 * where a value is not simply as its type has it. A text is what to write; undefined is a null that has to rise.
 */
export class Completion {
  /** The index in each list from the root, at the place that is written now. */
  readonly indexes: number[] = [];
  readonly errors: GraphQLError[] = [];
  readonly introspected: IntrospectedTexts;
  /** What the answer weighs so far. */
  cost = 0;
  /** Whether the null that rises now is of a row that is not there: no error, if null may be in the row's place. */
  isAbsent = false;
  readonly #sites: readonly Site[];
  readonly #failures: Failures;

  constructor(sites: readonly Site[], failures: Failures, introspected: IntrospectedTexts) {
    this.#sites = sites;
    this.#failures = failures;
    this.introspected = introspected;
  }

  /** Completes a value that is missing, or not as expected. */
  unexpected(
    siteId: number,
    holder: object,
    key: string | number,
    value: unknown,
  ): string | undefined {
    const site = this.#site(siteId);
    if (value === undefined || value === null) return this.#missing(site, holder, key, value);
    const type = getNullableType(site.type);
    if (!isLeafType(type)) return this.#wrong(site);
    try {
      return JSON.stringify(serializeLeaf(type, value, site.field));
    } catch (error) {
      return this.#fail(site, error);
    }
  }

  /** Tells of a row that is not there, where null may not be in its place. */
  notAbsent(siteId: number): void {
    const site = this.#site(siteId);
    this.isAbsent = false;
    this.#add(nullNotAllowed(site.field), this.#pathOf(site));
  }

  /** Tells of an object that is of no type that it could have. */
  wrongType(siteId: number, object: object): void {
    const site = this.#site(siteId);
    const why = whyUntyped(this.#failures, object, wrongTypeAt(site));
    this.isAbsent = why.length === 0;
    for (const missing of why)
      this.#add(missing.error, pathOfMissing(missing, site, this.#pathOf(site)));
  }

  #missing(
    site: Site,
    holder: object,
    key: string | number,
    value: null | undefined,
  ): string | undefined {
    const nullable = !isNonNullType(site.type);
    const { field } = site;
    const why = whyMissing(this.#failures, { holder, key, value, nullable, field });
    if (why === 'absent') this.isAbsent = true;
    else if (why !== 'null')
      for (const missing of why)
        this.#add(missing.error, pathOfMissing(missing, site, this.#pathOf(site)));
    return nullable ? 'null' : undefined;
  }

  #wrong(site: Site): string | undefined {
    return this.#fail(site, wrongTypeAt(site));
  }

  #fail(site: Site, error: unknown): string | undefined {
    this.#add(error, this.#pathOf(site));
    return isNonNullType(site.type) ? undefined : 'null';
  }

  #add(error: unknown, path: readonly (string | number)[]): void {
    // An error costs 20 µs, so none is made that the answer would not have.
    if (this.errors.length < MOST_ERRORS) this.errors.push(locatedError(error, path));
  }

  #pathOf({ path }: Site): (string | number)[] {
    return path.map((key) => (typeof key === 'number' ? (this.indexes[key] ?? 0) : key));
  }

  #site(siteId: number): Site {
    const site = this.#sites[siteId];
    if (!site) throw new Error(`Expected a site with the number ${siteId}, but got none.`);
    return site;
  }
}

const wrongTypeAt = ({ field, type }: Site): Error =>
  wrongValue(field, nameOf(getNullableType(type)));

const nameOf = (type: GraphQLNullableType): string => (isListType(type) ? 'list' : type.name);

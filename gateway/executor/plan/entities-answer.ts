import { type AnswerObject, isObject, type SubgraphAnswer } from './answer.ts';
import type { Failures } from './failures.ts';
import { isUnanswered, recordMissing, recordRisen } from './record-missing.ts';
import { listOf } from './root-fetch.ts';
import { ofSubgraph, type SubgraphFetch } from './subgraph-fetch.ts';

/** An entity, and the objects of the answer that stand for it: all with the same representation. */
export interface Entity {
  readonly representation: AnswerObject;
  readonly holders: AnswerObject[];
}

/** Adds the answer to a fetch of entities to the objects that stand for them. */
export class EntitiesAnswer<Context> {
  readonly #fetch: SubgraphFetch<Context>;
  readonly #entities: readonly Entity[];
  readonly #failures: Failures;

  constructor(fetch: SubgraphFetch<Context>, entities: readonly Entity[], failures: Failures) {
    this.#fetch = fetch;
    this.#entities = entities;
    this.#failures = failures;
  }

  apply(answer: SubgraphAnswer | Error): void {
    if (answer instanceof Error) return this.#recordForAll(answer);
    const rows: unknown = answer.data?.['_entities'];
    const { subgraph, rewriteOutput } = this.#fetch;
    const errors = listOf(answer.errors).map((error) => ofSubgraph(error, subgraph));
    if (!Array.isArray(rows) || rows.length !== this.#entities.length)
      return this.#recordForAll(errors[0] ?? notEntities(subgraph));
    rewriteOutput?.(rows);
    this.#mergeRows(rows);
    for (const error of errors) this.#recordError(error, rows);
    this.#recordAbsent(rows);
  }

  #mergeRows(rows: readonly unknown[]): void {
    for (const [index, { holders }] of this.#entities.entries()) {
      const row = rows[index];
      if (isObject(row)) for (const holder of holders) this.#fetch.merge(holder, row);
    }
  }

  #recordError(error: ReturnType<typeof ofSubgraph>, rows: readonly unknown[]): void {
    const [, index, ...rest] = this.#fetch.renamePath(error.path ?? []);
    const entity = typeof index === 'number' ? this.#entities[index] : undefined;
    if (!entity) return this.#recordForAll(error);
    const isThere = isObject(rows[Number(index)]) && rest.length > 0;
    for (const holder of entity.holders) {
      if (isThere) this.#failures.place(holder, rest, error);
      else recordRisen(this.#failures, holder, this.#fetch.keysOf(holder), { error, rest });
    }
  }

  /** A row that is null without an error is not there. */
  #recordAbsent(rows: readonly unknown[]): void {
    for (const [index, { holders }] of this.#entities.entries()) {
      if (isObject(rows[index])) continue;
      for (const holder of holders)
        for (const key of this.#fetch.keysOf(holder))
          if (isUnanswered(holder, key)) this.#failures.addAbsent(holder, key);
    }
  }

  #recordForAll(error: unknown): void {
    for (const { holders } of this.#entities)
      for (const holder of holders)
        recordMissing(this.#failures, holder, this.#fetch.keysOf(holder), error);
  }
}

const notEntities = (subgraph: string): Error =>
  new Error(`The subgraph "${subgraph}" answered another list than that of its entities.`);

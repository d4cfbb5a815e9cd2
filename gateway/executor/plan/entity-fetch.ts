import type { AnswerObject } from './answer.ts';
import { EntitiesAnswer, type Entity } from './entities-answer.ts';
import type { Execution, Step } from './execution.ts';
import type { Represent } from './representation.ts';
import type { SubgraphFetch } from './subgraph-fetch.ts';

/** A fetch of entities as a step of a plan. Equal representations are sent once. */
export function entityFetch<Context>(
  fetch: SubgraphFetch<Context>,
  represent: Represent,
): Step<Context> {
  return async (execution, objects) => {
    const byText = new Map<string, Entity>();
    for (const object of objects) addEntity(object, byText, execution);
    if (byText.size === 0) return;
    const entities = [...byText.values()];
    const representations = entities.map(({ representation }) => representation);
    const answer = await fetch.ask(execution, { representations });
    new EntitiesAnswer(fetch, entities, execution.failures).apply(answer);
  };

  function addEntity(
    object: AnswerObject,
    byText: Map<string, Entity>,
    { failures }: Execution<Context>,
  ): void {
    const representation = represent(object);
    if (representation === null) return;
    // Without a key the entity cannot be asked for. What the key lacks its value for, these fields do.
    if (typeof representation === 'string') {
      for (const key of fetch.keysOf(object)) failures.copy(object, representation, key);
      return;
    }
    fetch.rewriteInput?.(representation);
    const text = JSON.stringify(representation);
    const entity = byText.get(text);
    if (entity) entity.holders.push(object);
    else byText.set(text, { representation, holders: [object] });
  }
}

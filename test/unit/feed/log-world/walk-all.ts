/** Walks the orders in which things may happen in a world of a log. */
import { aLogWorld, type WorldOptions } from './a-log-world.ts';

type World = ReturnType<typeof aLogWorld>;

/** One write, or one drain of a process from its start to its end. */
export type Turn = 'the writer' | 'p1' | 'p2';

/** Takes turns, with nothing in between. */
export async function takeTurns(world: World, turns: readonly Turn[]): Promise<void> {
  const nextOf = (turn: Turn) => world.options().find(({ who }) => who === turn)!;
  const goesOn = (turn: Turn) => {
    const next = turn === 'the writer' ? undefined : nextOf(turn);
    return next && !next.name.endsWith('begins');
  };
  for (const turn of turns) {
    await world.run(nextOf(turn));
    while (goesOn(turn)) await world.run(nextOf(turn));
  }
}

/**
 * Walks every order of events that is possible in a world, and checks each outcome. Each state is visited once.
 * Answers how many states and outcomes there were.
 * @param turns what happens first, in every walk
 */
export async function walkAll(
  options: WorldOptions,
  turns: readonly Turn[] = [],
): Promise<{ states: number; ends: number }> {
  const seen = new Set<string>();
  const paths: number[][] = [[]];
  let ends = 0;
  for (let path = paths.pop(); path; path = paths.pop()) {
    const world = aLogWorld(options);
    await world.settled();
    await takeTurns(world, turns);
    for (const choice of path) await world.run(world.options()[choice]!);
    for (;;) {
      const key = world.key();
      if (seen.has(key)) break;
      seen.add(key);
      const choices = world.options();
      if (choices.length === 0) {
        ends += 1;
        await expectComplete(world);
        break;
      }
      for (let choice = 1; choice < choices.length; choice += 1) paths.push([...path, choice]);
      path = [...path, 0];
      await world.run(choices[0]!);
    }
  }
  return { states: seen.size, ends };
}

/** Fails, with the steps that led there, unless every reader ends up with exactly what is shared. */
export async function expectComplete(world: World): Promise<void> {
  const wrong = await world.wrong();
  if (wrong.length > 0) throw new Error([...wrong, 'The steps:', ...world.history].join('\n  '));
}

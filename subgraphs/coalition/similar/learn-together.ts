/** Keeps what this process knows of ideas at what is on record, whichever process of the coalition took it in. */
import type { Model, QueryFilter } from 'mongoose';
import type { LogEntry } from '../../feed/protocol/log-entry.ts';
import type { IdeaCard } from '../../organisation/ideas/idea.ts';
import { typeOf } from '../../framework/ids.ts';
import { singleFlight } from '../../../platform/async/single-flight.ts';
import type { Card } from '../../cards/card.ts';
import { BEFORE_ALL } from '../catalogue/age.ts';
import type { FromFeed } from '../catalogue/card-model.ts';
import { memoized } from '../../../platform/async/memoize.ts';
import { KNOWN_FIELDS, type KnownCard, type KnownIdeas } from './known-ideas.ts';
import { type News, newsIn } from './news.ts';

/** How many ideas are learnt before others have their turn: no request waits for more. */
const LEARNT_AT_ONCE = 100;

/** The card of an idea, or the mark that one left behind. */
type OnRecord = KnownCard & { type?: 'IDEA'; feed?: FromFeed };

export function learnTogether(cards: Model<Card>, known: KnownIdeas) {
  const log = newsIn(cards.db);
  /** The number of the latest news that this process heard. */
  let heard = 0;
  let isLearnt = false;

  async function read(which: QueryFilter<Card>): Promise<void> {
    const fields = [...KNOWN_FIELDS, 'type', 'feed'];
    const found = cards.find(which).select(fields).lean<OnRecord>();
    for await (const one of found.cursor({ batchSize: LEARNT_AT_ONCE })) {
      const age = one.feed ?? BEFORE_ALL;
      if (one.type) known.learn(one, age);
      else known.forget(one._id, age);
    }
  }

  /** All ideas on record, and the marks of those that were: these have no type. */
  async function learnAll(): Promise<void> {
    const before = await log.head();
    await read({ type: { $in: ['IDEA', null] } });
    heard = before;
    isLearnt = true;
  }

  /** Reads the cards of ideas that this process does not know yet as they were when others told of them. */
  async function learnFrom(news: readonly News[]): Promise<void> {
    const told = news.flatMap(({ generation, ideas }) =>
      ideas.map(({ id, version }) => ({ id, age: { generation, version } })),
    );
    const unknown = told.filter(({ id, age }) => !known.isAsOf(id, age)).map(({ id }) => id);
    if (unknown.length > 0) await read({ _id: { $in: [...new Set(unknown)] } });
    for (const { vanished, generation } of news)
      if (vanished !== null) known.forgetOlder(vanished, generation);
  }

  /** Learns what others took in until now: one look at the end of a log when there is nothing. */
  const hear = singleFlight(async () => {
    for (;;) {
      const next = await log.after(heard);
      if (!next) await learnAll();
      else if (next.news.length === 0) return;
      else {
        await learnFrom(next.news);
        heard = next.upTo;
      }
    }
  });

  return {
    /** Reads all ideas on record, once. */
    learn: memoized(learnAll),

    hear,

    /** Takes in entries that are on record by now, and tells the other processes. */
    async take(entries: readonly LogEntry<Card>[], generation: number): Promise<void> {
      const ideas = entries.filter(({ thing }) => typeOf(thing) === 'idea');
      if (ideas.length === 0) return;
      for (const { thing, version, card } of ideas)
        if (card) known.learn(card as IdeaCard & Card, { generation, version });
        else known.forget(thing, { generation, version });
      const told = ideas.map(({ thing: id, version }) => ({ id, version }));
      await log.tell({ generation, ideas: told, vanished: null });
      // Who is never asked keeps up as well.
      if (isLearnt) await hear();
    },

    /** What an earlier reading of a feed brought is shared no longer. */
    async vanish(of: string, generation: number): Promise<void> {
      known.forgetOlder(of, generation);
      await log.tell({ generation, ideas: [], vanished: of });
    },
  };
}

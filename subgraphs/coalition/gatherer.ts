/**
 * Fills the catalogue by asking each organisation what it wrote since it was last asked. A list waits for
 * the answers, so it has everything that was acknowledged before it was asked for; an organisation that does
 * not answer is served from what it said before, and is tried again in the background.
 * The feed will take this room's place: nothing but `freshen` is used of it.
 */
import type { Organisation } from '../../directory/organisations.ts';
import { log, traceOf } from '../../process/log.ts';
import { inTurns } from '../commons/in-turns.ts';
import type { Asker, Gathered } from './ask-cards.ts';
import type { Catalogue } from './catalogue.ts';

/** How fresh one organisation's rows are. */
export interface Freshness {
  organisation: Organisation;
  state: 'LIVE' | 'STALE' | 'UNKNOWN';
  asOf: Date | null;
}

/** A write may become visible this much later than the moment it carries: that much is asked for again. */
const OVERLAP_MS = 60_000;

/** How long an organisation that failed is left alone: doubled each time, up to the most. */
const RETRY = { first: 250, most: 2_000 };

interface Source {
  organisation: Organisation;
  /** Its own time when it last answered; 0 before. */
  asOf: number;
  /** When it last answered, by our own time; after a restart, when it wrote the newest card we have. */
  answeredAt: Date | null;
  /** Versions of the cards in its last answer, which the overlap brings again. */
  last: ReadonlyMap<string, number>;
  failures: number;
  retryAt: number;
  asking: Promise<void> | null;
}

export type Gatherer = ReturnType<typeof createGatherer>;

/** @param known when each organisation wrote the newest card that is in the catalogue already */
export function createGatherer(
  organisations: readonly Organisation[],
  asker: Pick<Asker, 'ask'>,
  catalogue: Pick<Catalogue, 'apply' | 'versions'>,
  known: ReadonlyMap<string, Date> = new Map(),
) {
  const followed = new Map<string, Source>();
  const add = (one: Organisation): void =>
    void followed.set(one.id, newSource(one, known.get(one.id) ?? null));
  for (const organisation of organisations) add(organisation);
  const gatherAll = async (): Promise<Freshness[]> => {
    const sources = [...followed.values()];
    const due = sources.filter(({ retryAt }) => retryAt <= Date.now());
    const asked = due.map((source) => {
      // One that failed before is asked on the side: nobody waits for it again.
      const awaited = source.failures === 0 && !source.asking;
      return { source, awaited, answer: gatherOnce(source, asker, catalogue) };
    });
    const awaited = asked.filter((one) => one.awaited);
    await Promise.all(awaited.map(({ answer }) => answer));
    const live = new Set(awaited.map(({ source }) => source).filter(({ failures }) => !failures));
    return sources.map((source) => freshnessOf(source, live.has(source)));
  };

  return {
    /**
     * Resolves once everything that was acknowledged before the call is in the catalogue, of every
     * organisation that it answers as live.
     */
    freshen: inTurns(gatherAll),

    /** Asks an organisation from now on; one that is asked already, from its start. */
    add,

    /** Asks an organisation no longer. */
    remove: (id: string): void => void followed.delete(id),
  };
}

const newSource = (organisation: Organisation, answeredAt: Date | null): Source => ({
  organisation,
  asOf: 0,
  answeredAt,
  last: new Map(),
  failures: 0,
  retryAt: 0,
  asking: null,
});

/** @param live whether it was asked for this list and answered; one that answers on the side may have looked before */
const freshnessOf = ({ organisation, answeredAt }: Source, live: boolean): Freshness => {
  if (!answeredAt) return { organisation, state: 'UNKNOWN', asOf: null };
  return { organisation, state: live ? 'LIVE' : 'STALE', asOf: answeredAt };
};

function gatherOnce(
  source: Source,
  asker: Pick<Asker, 'ask'>,
  catalogue: Pick<Catalogue, 'apply' | 'versions'>,
): Promise<void> {
  source.asking ??= gather(source, asker, catalogue).finally(() => {
    source.asking = null;
  });
  return source.asking;
}

async function gather(
  source: Source,
  asker: Pick<Asker, 'ask'>,
  catalogue: Pick<Catalogue, 'apply' | 'versions'>,
): Promise<void> {
  const askedAt = new Date();
  const since = Math.max(0, source.asOf - OVERLAP_MS);
  try {
    const gathered = await asker.ask(source.organisation.id, since);
    await applyNewer(source, gathered, catalogue);
    source.asOf = gathered.asOf;
    source.answeredAt = askedAt;
    source.failures = 0;
  } catch (error) {
    noteFailure(source, error);
  }
}

/** Leaves the organisation alone for a while. Why is told once, not at every try. */
function noteFailure(source: Source, error: unknown): void {
  if (source.failures === 0)
    log.warn({ organisation: source.organisation.id, ...traceOf(error) }, 'cards not gathered');
  source.failures += 1;
  const wait = Math.min(RETRY.most, RETRY.first * 2 ** (source.failures - 1));
  source.retryAt = Date.now() + wait * (0.5 + Math.random() / 2);
}

async function applyNewer(
  source: Source,
  { cards }: Gathered,
  catalogue: Pick<Catalogue, 'apply' | 'versions'>,
): Promise<void> {
  const unseen = cards.filter(({ _id, changedAt }) => source.last.get(_id) !== changedAt.getTime());
  if (unseen.length > 0) {
    const known = await catalogue.versions(unseen.map(({ _id }) => _id));
    await catalogue.apply(
      unseen.filter(({ _id, changedAt }) => changedAt.getTime() > (known.get(_id) ?? -1)),
    );
  }
  source.last = new Map(cards.map(({ _id, changedAt }) => [_id, changedAt.getTime()]));
}

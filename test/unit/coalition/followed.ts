/** Organisations that a gatherer follows, and a catalogue that it fills: in memory, each step when a test lets it. */
import type { Organisation } from '../../../directory/organisations.ts';
import type { Gathered } from '../../../subgraphs/coalition/ask-cards.ts';
import type { Card } from '../../../subgraphs/commons/shared.ts';

/** Waits for a moment that a test chooses. */
export type Step = (what: string) => Promise<void>;

const atOnce: Step = () => Promise.resolve();

export const anOrganisationNamed = (id: string): Organisation => ({
  id,
  kind: 'MOVEMENT',
  name: id,
  summary: null,
  website: null,
  joinedAt: new Date(0),
  signIn: null,
  issuer: null,
});

/** A card of an organisation: `version` is when it was written, in milliseconds. */
export const aCard = (organisation: string, thing: string, version: number): Card => ({
  _id: `${organisation}:${thing}`,
  type: 'IDEA',
  organisation,
  title: thing,
  summary: null,
  themes: [],
  area: null,
  startsAt: null,
  createdAt: new Date(0),
  changedAt: new Date(version),
});

/** The versions of cards, by their id. */
export type Versions = ReadonlyMap<string, number>;

/** What organisations hold and how they answer. */
export function followed(now: () => number, step: Step = atOnce) {
  const rows = new Map<string, Card>();
  const asked: { organisation: string; since: number }[] = [];
  return {
    asked,
    /** The versions of all rows as they are. */
    versions: (): Versions =>
      new Map([...rows].map(([id, { changedAt }]) => [id, changedAt.getTime()])),

    /** Writes a row, stamped some time before it can be seen, and later than the write before it. */
    write(organisation: string, thing: string, lag = 0): void {
      const before = rows.get(`${organisation}:${thing}`)?.changedAt.getTime() ?? 0;
      const card = aCard(organisation, thing, Math.max(now() - lag, before + 1));
      rows.set(card._id, card);
    },

    async ask(organisation: string, since: number): Promise<Gathered> {
      asked.push({ organisation, since });
      await step(`${organisation} looks`);
      const asOf = now();
      const cards = [...rows.values()].filter(
        (card) => card.organisation === organisation && card.changedAt.getTime() >= since,
      );
      await step(`${organisation} answers`);
      return { asOf, cards };
    },
  };
}

/** A catalogue, and what was written to it. */
export function aCatalogue(step: Step = atOnce) {
  const held = new Map<string, number>();
  const writes: string[] = [];
  return {
    held: held as Versions,
    /** Each card that was written, as `id@version`, in order. */
    writes,
    async versions(ids: readonly string[]): Promise<Map<string, number>> {
      await step('the catalogue reads');
      return new Map(ids.flatMap((id) => (held.has(id) ? [[id, held.get(id)!] as const] : [])));
    },
    async apply(cards: readonly Card[]): Promise<void> {
      await step('the catalogue writes');
      for (const { _id, changedAt } of cards) {
        held.set(_id, changedAt.getTime());
        writes.push(`${_id}@${changedAt.getTime()}`);
      }
    },
  };
}

/** The cards of a generated coalition: each follows from the seed, its organisation and its number alone. */
import { thingOfCard } from '../../../schema/things.ts';
import { contractsOf } from '../../../directory/organisations.ts';
import { kindOf } from '../measuring/organisations.ts';
import { type Chance, chanceOf } from '../../../development/sample/chance.ts';
import { cardFrom } from '../../../subgraphs/coalition/catalogue/card-from.ts';
import { regions } from '../../../schema/areas.ts';
import type { LogEntry } from '../../../subgraphs/feed/protocol/log-entry.ts';
import type { EntryLine } from '../../../subgraphs/feed/protocol/lines.ts';
import type { Card } from '../../../subgraphs/cards/card.ts';
import type { CardType } from '../../../schema/things.ts';
import { THEMES } from '../../../schema/themes.ts';
import { textOf, zipf } from './texts.ts';
import { CampaignStatus, Channel, EventKind } from '../../../schema/generated/enums.ts';

const DAY_MS = 86_400_000;

/** Moments are drawn around the start of today, so that some events are always to come. */
export const TODAY = Math.floor(Date.now() / DAY_MS) * DAY_MS;

const TYPES = { IDEA: 60, EVENT: 20, PAPER: 5, CAMPAIGN: 5, REVIEW: 3, POLL: 3, WIN: 4 };

const STATUSES = {
  SUBMITTED: 40,
  UNDER_DISCUSSION: 25,
  UNDER_REVIEW: 10,
  ADOPTED: 5,
  PART_ADOPTED: 4,
  DECLINED: 10,
  WITHDRAWN: 6,
};

/** Towns from the largest on, where most takes place. */
const TOWNS = [
  [51.51, -0.13],
  [52.48, -1.9],
  [53.48, -2.24],
  [53.8, -1.55],
  [55.86, -4.25],
  [53.41, -2.98],
  [51.45, -2.58],
  [54.97, -1.61],
  [51.48, -3.18],
  [54.6, -5.93],
] as const;

const at = (ms: number): string => new Date(ms).toISOString();
const one = <Value>(chance: Chance, values: readonly Value[]): Value =>
  values[zipf(chance, values.length)] as Value;

function idOf(organisation: string, type: CardType, number: number): string {
  return `${organisation}:${type.toLowerCase()}:01JBXYZ${String(number).padStart(19, '0')}`;
}

function ideaFields(chance: Chance, createdAt: number) {
  const support = Math.floor(10 ** (chance.fraction() * 4));
  const oppose = Math.floor(support * chance.fraction());
  const votes = { support, oppose, pass: 0 };
  return {
    language: 'en-GB',
    status: chance.weigh(STATUSES),
    channel: one(chance, Channel),
    tally: { ...votes, cast: votes },
    commentCount: Math.floor(support / 10),
    updatedAt: at(createdAt),
  };
}

/** Nine of ten are over. */
function eventFields(chance: Chance) {
  const startsAt = TODAY + chance.integer(-900, 100) * DAY_MS;
  const [latitude, longitude] = one(chance, TOWNS);
  const off = () => (chance.fraction() - 0.5) / 2;
  const online = chance.happens(0.2);
  const place = {
    name: 'The hall',
    address: null,
    area: null,
    latitude: latitude + off(),
    longitude: longitude + off(),
  };
  return {
    kind: one(chance, EventKind),
    startsAt: at(startsAt),
    endsAt: at(startsAt + 7_200_000),
    timeZone: 'Europe/London',
    place: online ? null : place,
    online,
    status: chance.happens(0.05) ? 'CANCELLED' : 'SCHEDULED',
    capacity: null,
    rsvpCounts: { going: zipf(chance, 300), maybe: 0, waitlisted: 0 },
    updatedAt: at(startsAt - 30 * DAY_MS),
  };
}

const campaignFields = (chance: Chance, createdAt: number) => ({
  status: chance.pick(CampaignStatus),
  ideas: [],
  actions: [],
  allies: [],
  updatedAt: at(createdAt),
});

function fieldsOf(type: CardType, chance: Chance, createdAt: number): object {
  if (type === 'IDEA') return ideaFields(chance, createdAt);
  if (type === 'EVENT') return eventFields(chance);
  if (type === 'CAMPAIGN') return campaignFields(chance, createdAt);
  return type === 'PAPER' ? { status: 'PUBLISHED' } : {};
}

const kindIn = (organisation: string) => kindOf(Number(organisation.split('-')[1]) - 1);

/** What an organisation gives where this type of card is drawn: an idea where it has no such things. */
const givenBy = (organisation: string, drawn: CardType): CardType =>
  contractsOf({ kind: kindIn(organisation) }).includes(thingOfCard(drawn).contract)
    ? drawn
    : 'IDEA';

/** The entry of an organisation's feed with this number, from 1 on. */
export function lineOf(seed: string, organisation: string, number: number): EntryLine {
  const chance = chanceOf(`${seed}/${organisation}/${number}`);
  const type = givenBy(organisation, chance.weigh(TYPES));
  const createdAt = TODAY - Math.floor(chance.fraction() * 1_000 * DAY_MS);
  const id = idOf(organisation, type, number);
  const themes = [one(chance, THEMES), one(chance, THEMES)].map((theme) => theme.id);
  const common = {
    _id: id,
    organisation,
    type,
    ...textOf(chance, chance.integer(0, 1e9)),
    themes: [...new Set(themes)],
    area: chance.happens(0.7) ? one(chance, regions()).id : null,
    startsAt: null,
    createdAt: at(createdAt),
  };
  return {
    seq: number,
    id,
    version: 1,
    card: { ...common, ...fieldsOf(type, chance, createdAt) },
  };
}

/** The same, as the follower takes it in. */
export function entryOf(seed: string, organisation: string, number: number): LogEntry<Card> {
  const { id, version, card: given } = lineOf(seed, organisation, number);
  const card = cardFrom({ id: organisation, kind: kindIn(organisation) }, given);
  if (!card) throw new Error(`Expected a sound card, but got ${JSON.stringify(given)}.`);
  return { thing: id, version, card };
}

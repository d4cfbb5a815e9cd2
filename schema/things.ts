/**
 * The types of things that organisations own: one row each. The types in ids, the names in contracts, the stubs by which
 * one contract names another's types, the types of cards and whose cards the catalogue accepts all follow from here.
 */
import type { OrganisationContract } from './contract-names.ts';

/** What there is to know of one type of thing. */
interface Thing {
  /** The type in its ids: `unite:idea:01JB…`. */
  readonly idType: string;
  /** Its name in the contracts. */
  readonly typename: string;
  /** What people call it, as in "there is no policy idea with this id". */
  readonly noun: string;
  /** The type of its card in the catalogue; null for what is not shared. */
  readonly card: string | null;
  /** The contract that its owners serve. */
  readonly contract: OrganisationContract;
}

// A table is read by its columns.
// prettier-ignore
export const THINGS = [
  { idType: 'idea',       typename: 'PolicyIdea',   noun: 'policy idea',   card: 'IDEA',     contract: 'organisation' },
  { idType: 'comment',    typename: 'Comment',      noun: 'comment',       card: null,       contract: 'organisation' },
  { idType: 'event',      typename: 'Event',        noun: 'event',         card: 'EVENT',    contract: 'organisation' },
  { idType: 'attendance', typename: 'Attendance',   noun: 'attendance',    card: null,       contract: 'organisation' },
  { idType: 'member',     typename: 'Member',       noun: 'member',        card: null,       contract: 'organisation' },
  { idType: 'experience', typename: 'Experience',   noun: 'experience',    card: 'EXPERIENCE', contract: 'organisation' },
  { idType: 'campaign',   typename: 'Campaign',     noun: 'campaign',      card: 'CAMPAIGN', contract: 'organisation' },
  { idType: 'review',     typename: 'PolicyReview', noun: 'policy review', card: 'REVIEW',   contract: 'party' },
  { idType: 'poll',       typename: 'Poll',         noun: 'poll',          card: 'POLL',     contract: 'union' },
  { idType: 'option',     typename: 'PollOption',   noun: 'poll option',   card: null,       contract: 'union' },
  { idType: 'paper',      typename: 'Paper',        noun: 'paper',         card: 'PAPER',    contract: 'think-tank' },
  { idType: 'claim',      typename: 'Claim',        noun: 'claim',         card: null,       contract: 'think-tank' },
  { idType: 'win',        typename: 'Win',          noun: 'win',           card: 'WIN',      contract: 'movement' },
] as const satisfies readonly Thing[];

type Row = (typeof THINGS)[number];

/** The type in an id. */
export type IdType = Row['idType'];
/** The type of a card. */
export type CardType = NonNullable<Row['card']>;

const byIdType = new Map<string, Row>(THINGS.map((thing) => [thing.idType, thing]));

type ThingOfCard = Extract<Row, { card: string }>;

/** The type in the ids of what has cards. */
export type IdTypeOfCard = ThingOfCard['idType'];

/** The row of a type of thing. */
export const thingOf = (idType: IdType): Row => byIdType.get(idType) as Row;

/** Whether this is the type in ids of some thing. */
export const isIdType = (text: string): text is IdType => byIdType.has(text);

/** The types in ids, in the order of the table. */
export const ID_TYPES: readonly IdType[] = THINGS.map(({ idType }) => idType);

/** The types of cards, in the order of the table. */
export const CARD_TYPES: readonly CardType[] = THINGS.flatMap(({ card }) => card ?? []);

/** The row of what a card of this type stands for. */
export const thingOfCard = (type: CardType): ThingOfCard =>
  THINGS.find(({ card }) => card === type) as ThingOfCard;

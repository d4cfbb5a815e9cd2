/** What a card must be to enter the catalogue: the coalition takes no organisation's word for it. */
import { z } from 'zod';
import { parseGlobalId } from '../../schema/global-id.ts';
import { EVENT_KINDS } from '../commons/events/event.ts';
import { CHANNELS, IDEA_STATUSES } from '../commons/ideas/idea.ts';
import type { Type } from '../commons/ids.ts';
import type { Card, CardType } from '../commons/shared.ts';

const moment = z.iso.datetime().transform((text) => new Date(text));
const count = z.int().nonnegative();

const common = {
  _id: z.string(),
  organisation: z.string(),
  title: z.string().max(200),
  summary: z.string().max(400).nullable(),
  themes: z.array(z.string()).max(5),
  area: z.string().nullable(),
  createdAt: moment,
};
const startsAt = moment.nullable();

const votes = { support: count, oppose: count, pass: count };

const idea = z.object({
  ...common,
  type: z.literal('IDEA'),
  startsAt,
  language: z.string(),
  status: z.enum(IDEA_STATUSES),
  channel: z.enum(CHANNELS),
  tally: z.object({ ...votes, cast: z.object(votes) }),
  commentCount: count,
  updatedAt: moment,
});

const event = z.object({
  ...common,
  type: z.literal('EVENT'),
  startsAt: moment,
  endsAt: moment,
  kind: z.enum(EVENT_KINDS),
  timeZone: z.string(),
  place: z
    .object({
      name: z.string(),
      address: z.string().nullable(),
      area: z.string().nullable(),
      latitude: z.number().nullable(),
      longitude: z.number().nullable(),
    })
    .nullable(),
  online: z.boolean(),
  status: z.enum(['SCHEDULED', 'CHANGED', 'CANCELLED']),
  capacity: count.nullable(),
  rsvpCounts: z.object({ going: count, maybe: count, waitlisted: count }),
  updatedAt: moment,
});

const plain = z.object({ ...common, type: z.enum(['REVIEW', 'POLL', 'PAPER', 'WIN']), startsAt });

const schema = z.discriminatedUnion('type', [idea, event, plain]);

/** The type in the id of a card's thing. */
const ID_TYPES: Record<CardType, Type> = {
  IDEA: 'idea',
  EVENT: 'event',
  REVIEW: 'review',
  POLL: 'poll',
  PAPER: 'paper',
  WIN: 'win',
};

/** The card that an organisation gave; null when it is none, or is not of a thing of that organisation. */
export function cardFrom(organisation: string, given: unknown): Card | null {
  const card = schema.safeParse(given);
  if (!card.success) return null;
  const id = parseGlobalId(card.data._id);
  const isOwn = id?.owner === organisation && card.data.organisation === organisation;
  return isOwn && id.type === ID_TYPES[card.data.type] ? card.data : null;
}

/** What a card must be to enter the catalogue: the coalition takes no organisation's word for it. */
import { z } from 'zod';
import type { Organisation } from '../../../directory/organisations.ts';
import { parseGlobalId } from '../../../schema/global-id.ts';
import { CAMPAIGN_STATUSES } from '../../organisation/campaigns/campaign.ts';
import { EVENT_KINDS, LONGEST_EVENT_MS } from '../../organisation/events/event.ts';
import { CHANNELS, IDEA_STATUSES } from '../../organisation/ideas/idea.ts';
import { thingOfCard } from '../../../schema/things.ts';
import { typeOf } from '../../framework/ids.ts';
import { cellsOf } from '../../framework/near/cells.ts';
import { PAPER_STATUSES } from '../../kinds/think-tank/paper-list.ts';
import { type Card, MOST_CITES } from '../../cards/card.ts';

const moment = z.iso.datetime().transform((text) => new Date(text));
const count = z.int().nonnegative();

const ideaId = z.string().refine((id) => typeOf(id) === 'idea');

const common = {
  _id: z.string(),
  organisation: z.string(),
  title: z.string().max(200),
  summary: z.string().max(400).nullable(),
  themes: z.array(z.string()).max(5),
  area: z.string().nullable(),
  cites: z.array(z.string()).max(MOST_CITES).optional(),
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
  // Rows that were written before there were merges do not say.
  mergedInto: ideaId.nullable().default(null),
  tally: z.object({ ...votes, cast: z.object(votes) }),
  commentCount: count,
  updatedAt: moment,
});

/** Lists of what is to come rely on it. */
const lastsAsAnEvent = ({
  startsAt: from,
  endsAt: to,
}: {
  startsAt: Date;
  endsAt: Date;
}): boolean => to >= from && to.getTime() - from.getTime() <= LONGEST_EVENT_MS;

const event = z
  .object({
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
        latitude: z.number().min(-90).max(90).nullable(),
        longitude: z.number().min(-180).max(180).nullable(),
      })
      .nullable(),
    online: z.boolean(),
    status: z.enum(['SCHEDULED', 'CHANGED', 'CANCELLED']),
    capacity: count.nullable(),
    rsvpCounts: z.object({ going: count, maybe: count, waitlisted: count }),
    updatedAt: moment,
  })
  .refine(lastsAsAnEvent);

const links = z.array(z.string()).max(50);

const campaign = z.object({
  ...common,
  type: z.literal('CAMPAIGN'),
  startsAt,
  status: z.enum(CAMPAIGN_STATUSES),
  ideas: links,
  actions: links,
  allies: links,
  updatedAt: moment,
});

// A draft is nobody's to see but its think-tank's, so its card is refused.
const paper = z.object({
  ...common,
  type: z.literal('PAPER'),
  startsAt,
  status: z.enum(PAPER_STATUSES).exclude(['DRAFT']),
});

const plain = z.object({ ...common, type: z.enum(['REVIEW', 'POLL', 'WIN']), startsAt });

const schema = z.discriminatedUnion('type', [idea, event, campaign, paper, plain]);

/** The card that an organisation gave; null when it is none, or is not of a thing of that organisation. */
export function cardFrom(
  { id: organisation }: Pick<Organisation, 'id'>,
  given: unknown,
): Card | null {
  const card = schema.safeParse(given);
  if (!card.success) return null;
  const thing = parseGlobalId(card.data._id);
  const isOwn = thing?.owner === organisation && card.data.organisation === organisation;
  return isOwn && thing.type === thingOfCard(card.data.type).idType ? placed(card.data) : null;
}

/** The cells of an event follow from its place: here, not by what its organisation says. */
const placed = (card: z.output<typeof schema>): Card =>
  card.type === 'EVENT' ? ({ ...card, cells: cellsOf(card.place) } as Card) : card;

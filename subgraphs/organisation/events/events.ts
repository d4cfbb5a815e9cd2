/** The events of one organisation. */
import type { Connection, Model } from 'mongoose';
import type { EventFilter } from '../../../schema/generated/organisation.ts';
import { cardsFrom } from '../../feed/publish/card-source.ts';
import { insert } from '../../framework/mongo.ts';
import { type ListArgs, readList, type Scope } from '../../framework/lists/list.ts';
import { type Announcement, eventModel, type EventRow, newEvent } from './event.ts';
import { list } from './event-list.ts';

const WITHOUT_GUESTS = { guests: 0 } as const;

export type Events = ReturnType<typeof eventsOf>;

/** @param organisation the id of whose events they are */
export function eventsOf(db: Connection, organisation: string) {
  const events = eventModel(db);
  // The model types guests too, which a list does not read.
  const listed = events as unknown as Model<EventRow>;
  return {
    cards: cardsFrom(events, list),

    byIds: (ids: readonly string[]) =>
      events
        .find({ _id: { $in: ids } })
        .select(WITHOUT_GUESTS)
        .lean<EventRow[]>(),

    list: (args: ListArgs<EventFilter>, scope: Scope) =>
      readList(listed, list, args, { ...scope, without: ['guests'] }),

    /** Puts a new event on record. */
    async schedule(_id: string, announced: Announcement): Promise<EventRow> {
      const event = newEvent({ ...announced, _id, organisation, createdAt: new Date() });
      return insert(events, event);
    },
  };
}

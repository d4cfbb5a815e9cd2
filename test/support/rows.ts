/** Rows that tests put on record as they are, past what makes them in the product. */
import type { Connection } from 'mongoose';
import { type EventDocument, eventModel } from '../../subgraphs/organisation/events/event.ts';
import { ideaModel, type IdeaRow } from '../../subgraphs/organisation/ideas/idea.ts';

export async function putIdea(db: Connection, idea: IdeaRow): Promise<IdeaRow> {
  await ideaModel(db).create(idea);
  return idea;
}

export async function putEvent(db: Connection, event: EventDocument): Promise<EventDocument> {
  await eventModel(db).create(event);
  return event;
}

/** The ideas of one organisation. */
import type { Connection } from 'mongoose';
import type { PolicyIdeaFilter } from '../../../schema/generated/organisation.ts';
import { cardsFrom } from '../../feed/publish/card-source.ts';
import { insert } from '../../framework/mongo.ts';
import { type ListArgs, readList, type Scope } from '../../framework/lists/list.ts';
import type { Authored } from '../members/author.ts';
import { ideaModel, type IdeaRow, type IdeaText, newIdea } from './idea.ts';
import { list } from './idea-list.ts';

export type Ideas = ReturnType<typeof ideasOf>;

/** @param organisation the id of whose ideas they are */
export function ideasOf(db: Connection, organisation: string) {
  const ideas = ideaModel(db);
  return {
    cards: cardsFrom(ideas, list),

    byIds: (ids: readonly string[]) => ideas.find({ _id: { $in: ids } }).lean<IdeaRow[]>(),

    list: (args: ListArgs<PolicyIdeaFilter>, scope: Scope) => readList(ideas, list, args, scope),

    /** Puts a new idea on record. */
    async submit(_id: string, text: IdeaText, { person, named }: Authored): Promise<IdeaRow> {
      const idea = newIdea({ ...text, _id, organisation, person, named, createdAt: new Date() });
      return insert(ideas, idea);
    },
  };
}

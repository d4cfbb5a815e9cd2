/** What resolvers are given: one a request, and nothing global. */
import type { Connection } from 'mongoose';
import type { Organisation } from '../../directory/organisations.ts';
import type { Caller } from '../../identity/caller.ts';
import { needCaller } from './access/need-caller.ts';
import type { Asking } from './asking.ts';
import type { Affiliates } from './affiliates.ts';
import { type Campaigns, campaignsOf } from './campaigns/campaigns.ts';
import { type Events, eventsOf } from './events/events.ts';
import { type Experiences, experiencesOf } from './experiences/experience.ts';
import { type Ideas, ideasOf } from './ideas/ideas.ts';
import type { Position } from './ideas/position.ts';
import type { IdType } from '../../schema/things.ts';
import { byId, onceEach, pagesBy, rowsBy } from './loaders.ts';
import { type Members, membersOf } from './members/member.ts';

/** The tables that every organisation has. */
export interface Tables {
  ideas: Ideas;
  events: Events;
  members: Members;
  experiences: Experiences;
  campaigns: Campaigns;
}

/** The tables in a database. */
export const tablesOf = (db: Connection): Tables => ({
  ideas: ideasOf(db),
  events: eventsOf(db),
  members: membersOf(db),
  experiences: experiencesOf(db),
  campaigns: campaignsOf(db),
});

/** Loaders of rows: within a request each row is read once, and rows asked for together are read together. */
export type Loaders = ReturnType<typeof loadersOf>;

export function loadersOf(tables: Tables, caller: Caller | null) {
  const { ideas, events, members, experiences, campaigns } = tables;
  return {
    /** A list of the organisation's own, for all the places in a request that ask for the same page of it. */
    page: onceEach(),
    idea: byId(ideas.byIds),
    comment: byId(ideas.commentsByIds),
    commentsOfIdea: pagesBy((ids, args) => ideas.commentPages(ids, args)),
    /** For moderators: with those that are hidden. */
    allCommentsOfIdea: pagesBy((ids, args) => ideas.commentPages(ids, args, true)),
    event: byId(events.byIds),
    roster: byId(events.rosters),
    attendance: byId(events.attendancesByIds),
    member: byId(members.byIds),
    experience: byId(experiences.byIds),
    campaign: byId(campaigns.byIds),
    /** Where the caller stands on an idea. */
    ownPosition: rowsBy<Position>(async (ids) => ideas.positionsOf(needCaller(caller).person, ids)),
  };
}

/** What is the same for every kind of server: whose rows it has, and who asks. */
export interface Request extends Asking {
  /** The organisations whose rows are in this server's database. */
  known: readonly Organisation[];
}

/** The context of an organisation's resolvers. */
export interface Context extends Request {
  /** The organisation that serves. */
  organisation: Organisation;
  /** The organisations of the coalition now: only of one of these can a linked thing be. */
  affiliates: Affiliates;
  tables: Tables;
  load: Loaders;
  /** What has this id, by the type in it; null when it is not there, or not for the caller to see. */
  find(type: IdType, id: string): Promise<object | null>;
}

/** How a thing of some type is found, whoever asks; null when it is not there. */
export type FindNode<C> = (id: string, context: C) => Promise<object | null>;

/** What resolvers are given: one a request, and nothing global. */
import type { Connection } from 'mongoose';
import type { Caller } from '../../identity/caller.ts';
import { needCaller } from '../framework/access/need-caller.ts';
import type { OrganisationContext } from '../framework/context.ts';
import { type Campaigns, campaignsOf } from './campaigns/campaigns.ts';
import { type Events, eventsOf } from './events/events.ts';
import { type Experiences, experiencesOf } from './experiences/experience.ts';
import { type Ideas, ideasOf } from './ideas/ideas.ts';
import type { Position } from './ideas/position.ts';
import { byId, onceEach, pagesBy, rowsBy } from '../framework/loaders.ts';
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

/** The context of an organisation's resolvers. */
export interface Context extends OrganisationContext {
  tables: Tables;
  load: Loaders;
}

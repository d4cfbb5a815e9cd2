/** The resolvers of the contract `organisation`, gathered from its rooms. */
import type { Resolvers } from '../../schema/generated/organisation.ts';
import { Campaign, CampaignConnection, campaignMutations } from './campaigns/resolvers.ts';
import { Comment, commentMutations } from './comments/resolvers.ts';
import { Attendance, Event, EventConnection, eventMutations, Place } from './events/resolvers.ts';
import { Experience, experienceMutations } from './experiences/resolvers.ts';
import { ideaMutations, PolicyIdea, PolicyIdeaConnection } from './ideas/resolvers.ts';
import { Member, memberMutations } from './members/resolvers.ts';
import { ofKinds } from '../framework/nodes.ts';
import { Node, Organisation, Query } from './root-resolvers.ts';

export const resolvers: Resolvers = {
  Query,
  Mutation: {
    ...ideaMutations,
    ...commentMutations,
    ...experienceMutations,
    ...eventMutations,
    ...campaignMutations,
    ...memberMutations,
  },
  Node,
  ...ofKinds,
  Organisation,
  PolicyIdea,
  PolicyIdeaConnection,
  Comment,
  Experience,
  Event,
  EventConnection,
  Place,
  Campaign,
  CampaignConnection,
  Attendance,
  Member,
};

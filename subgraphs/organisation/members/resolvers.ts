/** `Member`, `viewer`, and how one joins. */
import { z } from 'zod';
import { areaOf, atLevel } from '../../../schema/areas.ts';
import type {
  MemberResolvers,
  MutationResolvers,
  QueryResolvers,
} from '../../../schema/generated/organisation.ts';
import { area } from '../../cards/input.ts';
import { needCaller } from '../../framework/access/need-caller.ts';
import { done, refused } from '../../framework/errors.ts';
import { checkInput, organisationId, text } from '../../framework/input.ts';
import type { Context } from './context.ts';
import { memberFields } from './member.ts';

/** Where someone lives is shown to others no finer than this. */
const RESIDENCE = 'REGION';

const Query: QueryResolvers<Context> = {
  viewer: (_root, _args, { caller, load }) => load.member.load(needCaller(caller).person),
};

const Member: MemberResolvers<Context> = {
  area({ _id, area: id }, _args, { caller }) {
    const home = areaOf(id);
    return home && (caller?.person === _id ? home : (atLevel(home, RESIDENCE) ?? home));
  },
  // What counts is what the token says now; of others only what it said when they joined is on record.
  roles: ({ _id, roles }, _args, { caller }) => (caller?.person === _id ? caller.roles : roles),
};

/** Membership beyond these is the organisation's to give. */
const joining = z.object({
  organisation: organisationId,
  displayName: text(memberFields.displayName),
  tier: z.enum(['NETWORK', 'SUPPORTER'], {
    error: 'NETWORK or SUPPORTER (more is for the organisation to give)',
  }),
  area,
});

const Mutation: MutationResolvers<Context> = {
  async join(_root, args, { caller, organisation, tables, load }) {
    const joiner = needCaller(caller);
    const member = await tables.members.join(checkInput(joining, args.input), joiner);
    if (member) return { member, ...done };
    return {
      member: await load.member.load(joiner.person),
      ...refused('ALREADY_JOINED', `You joined "${organisation.id}" before.`),
    };
  },
};

export const resolvers = { Query, Mutation, Member };

/** `Member`, and how one joins. */
import { z } from 'zod';
import type { MemberResolvers, MutationResolvers } from '../../../schema/generated/organisation.ts';
import { needCaller } from '../../framework/access/need-caller.ts';
import { areaOf } from '../../../schema/areas.ts';
import { done, refused } from '../../framework/errors.ts';
import { area } from '../../cards/input.ts';
import { checkInput, organisationId, text } from '../../framework/input.ts';
import { COMMON_NODES } from '../common-nodes.ts';
import { referenceOf } from '../../framework/nodes.ts';
import type { MemberRow } from './member.ts';

export const Member: MemberResolvers = {
  __resolveReference: referenceOf('member', COMMON_NODES.member),
  id: ({ _id }) => _id,
  organisation: (_member, _args, { organisation }) => organisation,
  area: (member) => areaOf(member.area),
  // What counts is what the token says now; of others only what it said when they joined is on record.
  roles: ({ _id, roles }, _args, { caller }) => (caller?.person === _id ? caller.roles : roles),
  policyIdeas: ({ _id }, args, { tables, known }) =>
    tables.ideas.list({ ...args, orderBy: 'NEWEST' }, { known, within: { person: _id } }),
  attendances: ({ _id }, args, { tables }) => tables.events.attendancesBy(_id, args),
};

/** Membership beyond these is the organisation's to give. */
const joining = z.object({
  organisation: organisationId,
  displayName: text(1, 100),
  tier: z.enum(['NETWORK', 'SUPPORTER'], {
    error: 'NETWORK or SUPPORTER (more is for the organisation to give)',
  }),
  area,
});

export const memberMutations: MutationResolvers = {
  async join(_root, args, { caller, organisation, tables, load }) {
    const { person, roles } = needCaller(caller);
    const given = checkInput(joining, args.input);
    const member: MemberRow = {
      ...given,
      _id: person,
      organisation: organisation.id,
      roles,
      joinedAt: new Date(),
      named: false,
    };
    if (await tables.members.join(member)) return { member, ...done };
    return {
      member: await load.member.load(person),
      ...refused('ALREADY_JOINED', `You joined "${organisation.id}" before.`),
    };
  },
};

/** `Member`, and how one joins. */
import { z } from 'zod';
import type { MemberResolvers, MutationResolvers } from '../../../schema/generated/organisation.ts';
import { signedIn } from '../access.ts';
import { areaOf } from '../areas.ts';
import type { Context } from '../context.ts';
import { done, forbidden, refused } from '../errors.ts';
import { area, checkInput, organisationId, text } from '../input.ts';
import { COMMON_NODES, referenceOf } from '../nodes.ts';
import { maySeeRecord, type MemberRow } from './member.ts';

/** A field of the record: null to who may not see it. */
const ofRecord =
  <Value>(read: (member: MemberRow) => Value) =>
  (member: MemberRow, _args: unknown, { caller }: Context): Value | null =>
    maySeeRecord(caller, member) ? read(member) : null;

export const Member: MemberResolvers = {
  __resolveReference: referenceOf('member', COMMON_NODES.member),
  id: ({ _id }) => _id,
  organisation: (_member, _args, { organisation }) => organisation,
  area: ofRecord((member) => areaOf(member.area)),
  tier: ofRecord(({ tier }) => tier),
  joinedAt: ofRecord(({ joinedAt }) => joinedAt),
  roles: ofRecord(({ roles }) => roles),
  policyIdeas: ({ _id }, args, { caller, tables, known }) =>
    caller?.person === _id
      ? tables.ideas.list({ ...args, orderBy: 'NEWEST' }, { known, within: { person: _id } })
      : null,
  attendances: ({ _id }, args, { caller, tables }) =>
    caller?.person === _id ? tables.events.attendancesBy(_id, args) : null,
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
    const { home, person, roles } = signedIn(caller);
    if (home !== organisation.id)
      throw forbidden(
        `A token of "${home}" cannot join "${organisation.id}": sign in there first.`,
      );
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

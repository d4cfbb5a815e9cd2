/** How things of the contract `organisation` are found by their ids. */
import type { IdType } from '../../schema/things.ts';
import type { Context } from './context.ts';
import type { FindNode } from '../framework/context.ts';

/** How each type of the contract `organisation` is found. */
export const COMMON_NODES = {
  idea: (id, { load }) => load.idea.load(id),
  comment: (id, { load }) => load.comment.load(id),
  event: (id, { load }) => load.event.load(id),
  experience: (id, { load }) => load.experience.load(id),
  campaign: (id, { load }) => load.campaign.load(id),
  attendance: (id, { load }) => load.attendance.load(id),
  member: (id, { load }) => load.member.load(id),
} as const satisfies Partial<Record<IdType, FindNode<Context>>>;

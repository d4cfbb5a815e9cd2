/** What resolvers are given to read and write ideas, and positions on them. */
import type { Connection } from 'mongoose';
import type { Organisation } from '../../../directory/organisations.ts';
import type { Caller } from '../../../identity/caller.ts';
import { needCaller } from '../../framework/access/need-caller.ts';
import type { ContextWith } from '../../framework/context.ts';
import { byId, rowsBy } from '../../framework/loaders.ts';
import type { Context as MembersContext } from '../members/context.ts';
import { ideasOf } from './ideas.ts';
import { positionsOf } from './positions.ts';
import type { Position } from '../../../schema/generated/enums.ts';

export const tables = (db: Connection, { id }: Organisation) => ({
  ideas: ideasOf(db, id),
  positions: positionsOf(db),
});

export const loaders = (
  { ideas, positions }: ReturnType<typeof tables>,
  caller: Caller | null,
) => ({
  idea: byId(ideas.byIds),
  /** The position of the caller on an idea. */
  ownPosition: rowsBy<Position>(async (ids) => positions.of(needCaller(caller).person, ids)),
});

export type Context = ContextWith<typeof tables, typeof loaders, MembersContext>;

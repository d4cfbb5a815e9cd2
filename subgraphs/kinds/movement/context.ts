/** What the movement's resolvers are given beside what every organisation's are. */
import type { Connection } from 'mongoose';
import type { KindContext } from '../../organisation/kind.ts';
import { byId } from '../../framework/loaders.ts';
import { type Wins, winsOf } from './win.ts';

export interface Tables {
  wins: Wins;
}

export const tables = (db: Connection): Tables => ({ wins: winsOf(db) });

export const loaders = ({ wins }: Tables) => ({ win: byId(wins.byIds) });

export type Context = KindContext<Tables, ReturnType<typeof loaders>>;

/** What the think-tank's resolvers are given beside what every organisation's are. */
import type { Connection } from 'mongoose';
import type { KindContext } from '../../organisation/kind.ts';
import { byId } from '../../framework/loaders.ts';
import { type Papers, papersOf } from './paper.ts';

export interface Tables {
  papers: Papers;
}

export const tables = (db: Connection): Tables => ({ papers: papersOf(db) });

export const loaders = ({ papers }: Tables) => ({ paper: byId(papers.byIds) });

export type Context = KindContext<Tables, ReturnType<typeof loaders>>;

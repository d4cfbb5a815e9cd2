/** The callers of a flood, in a process of their own, so that who measures is not kept by them. */
import { floodQueries } from '../../support/dearest.ts';
import { aFlood, type Flood } from '../../support/flood.ts';
import { serveRole } from '../measuring/role.ts';

let flood: Flood | undefined;

serveRole({
  /** @param given where to ask, and as whom */
  async begin({ url, tokens }: { url: string; tokens: readonly string[] }): Promise<number> {
    flood = aFlood(url, tokens, floodQueries());
    return process.pid;
  },
  /** Answers how often each status was answered. */
  async end(): Promise<[number, number][]> {
    await flood?.stop();
    return [...(flood?.statuses() ?? [])];
  },
});

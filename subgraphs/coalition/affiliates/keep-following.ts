/** Whoever follows organisations follows those that are active, as the directory changes. */
import { isDeepStrictEqual } from 'node:util';
import type { Affiliate, Directory, LiveDirectory } from '../../../directory/directory.ts';
import { log } from '../../../platform/log.ts';
import { traceOf } from '../../../platform/trace.ts';

/** What is told of each change. */
interface Follower {
  /** From now on, at this address; one that is followed already is followed anew. */
  add(affiliate: Affiliate, url: string): unknown;
  remove(id: string): unknown;
  /** It is no affiliate any longer: nothing of it is to be left for who has its id next. */
  forget(id: string): unknown;
}

const isFollowed = (one: Affiliate): one is Affiliate & { url: string } =>
  one.status === 'ACTIVE' && one.url !== null;

/** Has all that are active followed, from now until the function that it answers is called. */
export function keepFollowing(
  { now, onChange }: Pick<LiveDirectory, 'now' | 'onChange'>,
  follower: Follower,
): () => void {
  let known = new Set<string>();
  let followed = new Map<string, Affiliate>();
  let telling = Promise.resolve();
  const tell = (what: () => unknown, organisation: string): void => {
    telling = telling.then(what).then(
      () => undefined,
      (error: unknown) => {
        log.error({ organisation, ...traceOf(error) }, 'organisation not followed');
      },
    );
  };
  const follow = ({ affiliates }: Directory): void => {
    const wanted = affiliates.filter(isFollowed);
    const next = new Map(wanted.map((one) => [one.id, one]));
    const ids = new Set(affiliates.map(({ id }) => id));
    for (const id of followed.keys())
      if (!next.has(id) && ids.has(id)) tell(() => follower.remove(id), id);
    for (const id of known) if (!ids.has(id)) tell(() => follower.forget(id), id);
    for (const one of wanted)
      if (!isDeepStrictEqual(followed.get(one.id), one))
        tell(() => follower.add(one, one.url), one.id);
    [known, followed] = [ids, next];
  };
  follow(now());
  return onChange(follow);
}

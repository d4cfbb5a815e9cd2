/** Development tokens: what a person shows to the gateway. */
import { z } from 'zod';
import { parseGlobalId } from '../schema/global-id.ts';
import { type Caller, ROLES } from './caller.ts';
import { sign, verify } from './jwt.ts';

const PARTIES = { issuer: 'groundswell-development', audience: 'groundswell' };

const claims = z.object({ sub: z.string(), roles: z.array(z.enum(ROLES)) });

/** Whom a token is for, and for how long, in jose's words (`12h`). */
export interface TokenOptions {
  /** Id of the member. */
  member: string;
  roles?: Caller['roles'];
  expires?: string;
}

/**
 * A token for a member.
 * @example await signToken(key, { member: 'unite:member:01JB…', roles: ['ORGANISER'] })
 */
export const signToken = (
  key: string,
  { member, roles = [], expires = '12h' }: TokenOptions,
): Promise<string> => sign(key, PARTIES, { sub: member, roles }, expires);

/**
 * Whose token it is, or null when it is no valid token of this key: forged, expired, made in the
 * future, for another audience or not about a member.
 */
export async function verifyToken(key: string, token: string): Promise<Caller | null> {
  const stated = claims.safeParse(await verify(key, PARTIES, token));
  if (!stated.success) return null;
  const { sub, roles } = stated.data;
  const id = parseGlobalId(sub);
  return id?.type === 'member' ? { home: id.owner, person: sub, roles } : null;
}

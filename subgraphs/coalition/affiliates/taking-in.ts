/** `affiliate` and `changeAffiliate`: what the coalition has on record of an organisation. */
import { isDeepStrictEqual } from 'node:util';
import type { Affiliate } from '../../../directory/directory.ts';
import type { Caller } from '../../../identity/caller.ts';
import { done } from '../../framework/errors.ts';
import { checkInput } from '../../framework/input.ts';
import { asKept } from './change.ts';
import { affiliateInput, changeInput } from './affiliate-input.ts';
import {
  type Argument,
  changeOne,
  type Check,
  inSettings,
  needEntry,
  type Payload,
} from './one-affiliate.ts';
import { needOwn, needRoom, needSame, type Reserved } from './claims.ts';
import type { OpenDirectory } from './open-directory.ts';

const inInput: Argument = (name) => (name === 'url' ? 'input.url' : `input.signIn.${name}`);

export const takingInto = (directory: OpenDirectory, check: Check, reserved: Reserved) => ({
  async affiliate(input: unknown, { person: by }: Caller): Promise<Payload> {
    const given = checkInput(affiliateInput, input);
    const issuer = given.signIn?.issuer ?? null;
    const wanted: Affiliate = { ...given, issuer, joinedAt: new Date(), status: 'ACTIVE' };
    const known = directory.entry(wanted.id);
    if (known) return { organisation: needSame(known, wanted), ...done };
    needOwn(directory.state(), wanted, reserved, inInput);
    await check(wanted, inInput);
    const { entries } = await directory.change((state) => {
      const other = state.entries.get(wanted.id);
      if (other && needSame(other, wanted)) return null;
      needOwn(state, wanted, reserved, inInput);
      needRoom(state, wanted);
      const what = { organisation: wanted.id, affiliate: wanted };
      return { change: 'AFFILIATED', ...what, origin: 'ADMINISTRATOR', by, reason: null };
    });
    return { organisation: entries.get(wanted.id)?.affiliate ?? null, ...done };
  },

  async changeAffiliate(input: unknown, caller: Caller): Promise<Payload> {
    const { id, ...given } = checkInput(changeInput, input);
    const { affiliate, last } = needEntry(id, directory.entry(id));
    if (last.origin === 'SETTINGS') return inSettings(id);
    const changed = changedTo(given);
    needOwn(directory.state(), changed(affiliate), reserved, inInput);
    await check(changed(affiliate), inInput);
    const organisation = await changeOne(directory, id, caller, (entry, state) => {
      const next = changed(entry.affiliate);
      if (isDeepStrictEqual(asKept(next), entry.affiliate)) return null;
      needOwn(state, next, reserved, inInput);
      needRoom(state, next);
      return { change: 'DESCRIBED', affiliate: next };
    });
    return { organisation, ...done };
  },
});

type Given = { [Name in keyof Affiliate]?: Affiliate[Name] | undefined };

/** What was given in place of what was; what was left out stays. */
const changedTo =
  (given: Given) =>
  (before: Affiliate): Affiliate => {
    const stated = Object.entries(given).filter(([, value]) => value !== undefined);
    const after: Affiliate = { ...before, ...Object.fromEntries(stated) };
    return { ...after, issuer: after.signIn?.issuer ?? null };
  };

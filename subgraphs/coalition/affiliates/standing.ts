/** `suspend`, `reinstate` and `disaffiliate`: whether an organisation is of the coalition at the moment. */
import type { Caller } from '../../../identity/caller.ts';
import { done, refused, type UserError } from '../../framework/errors.ts';
import { checkInput } from '../../framework/input.ts';
import { endInput } from './affiliate-input.ts';
import { changeOne, type Check, inSettings, needEntry, type Payload } from './one-affiliate.ts';
import type { OpenDirectory } from './open-directory.ts';

export const standingIn = (directory: OpenDirectory, check: Check) => ({
  async suspend(input: unknown, caller: Caller): Promise<Payload> {
    const { id, reason } = checkInput(endInput, input);
    if (needEntry(id, directory.entry(id)).affiliate.status === 'SUSPENDED')
      return refused('NOTHING_TO_CHANGE', `"${id}" is suspended already.`, 'input.id');
    const organisation = await changeOne(directory, id, caller, ({ affiliate }) =>
      affiliate.status === 'SUSPENDED'
        ? null
        : { change: 'SUSPENDED', affiliate: { ...affiliate, status: 'SUSPENDED' }, reason },
    );
    return { organisation, ...done };
  },

  async reinstate(input: unknown, caller: Caller): Promise<Payload> {
    const { id } = checkInput(endInput, input);
    const { affiliate } = needEntry(id, directory.entry(id));
    if (affiliate.status === 'ACTIVE')
      return refused('NOTHING_TO_CHANGE', `"${id}" is not suspended.`, 'input.id');
    await check(affiliate, () => 'input.id');
    const organisation = await changeOne(directory, id, caller, (entry) =>
      entry.affiliate.status === 'ACTIVE'
        ? null
        : { change: 'REINSTATED', affiliate: { ...entry.affiliate, status: 'ACTIVE' } },
    );
    return { organisation, ...done };
  },

  async disaffiliate(
    input: unknown,
    caller: Caller,
  ): Promise<{ id?: string; userErrors: UserError[] }> {
    const { id, reason } = checkInput(endInput, input);
    if (needEntry(id, directory.entry(id)).last.origin === 'SETTINGS') return inSettings(id);
    const what = { change: 'DISAFFILIATED', affiliate: null, reason } as const;
    await changeOne(directory, id, caller, () => what);
    return { id, ...done };
  },
});

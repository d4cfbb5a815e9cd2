/** What processes cost while nobody asks anything. */
import { setTimeout as after } from 'node:timers/promises';
import type { Role } from '../measuring/role.ts';
import { tableOf } from '../measuring/tables.ts';

const IDLE_S = 20;

/** @param settleS how long to wait before, until what was begun is over */
export async function sayIdle(
  say: (text: string) => void,
  roles: Readonly<Record<string, Role | null>>,
  settleS: number,
): Promise<void> {
  const there = Object.entries(roles).flatMap(([name, role]) => (role ? [{ name, role }] : []));
  const cpu = () => Promise.all(there.map(({ role }) => role.cpu()));
  await after(settleS * 1_000);
  const before = await cpu();
  await after(IDLE_S * 1_000);
  const since = await cpu();
  const rows = there.map(({ name }, at) => {
    const worked = (since[at] ?? 0) - (before[at] ?? 0);
    return [name, ((1_000 * worked) / IDLE_S).toFixed(1)];
  });
  say(`\n${tableOf([['idle', 'CPU ms a second'], ...rows])}`);
}

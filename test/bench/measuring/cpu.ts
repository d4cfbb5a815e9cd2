/** The CPU that processes have used, as Linux counts it. */
import { readdirSync, readFileSync } from 'node:fs';

/** The milliseconds of CPU that a process has used with all its threads, those that have ended left out. */
export function cpuMsOf(pid: number): number {
  const threads = `/proc/${pid}/task`;
  const ms = readdirSync(threads).map((thread) => {
    const [ran] = readFileSync(`${threads}/${thread}/schedstat`, 'utf8').split(' ');
    return Number(ran) / 1e6;
  });
  return ms.reduce((sum, one) => sum + one, 0);
}

/** The same of all processes of a group. */
export function cpuMsOfGroup(group: number): number {
  let sum = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const [, , groupOfIt] = (
        readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1] ?? ''
      ).split(' ');
      if (Number(groupOfIt) === group) sum += cpuMsOf(Number(name));
    } catch {
      // It has ended meanwhile.
    }
  }
  return sum;
}

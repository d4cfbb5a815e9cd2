/** Silence, where what is tried is meant to be refused, or to fail. */
import { log } from '../../platform/log.ts';

/** Logs nothing from now on; answers how that is undone. */
export function quiet(): () => void {
  const logging = log as unknown as { level: string };
  const { level } = logging;
  logging.level = 'silent';
  return () => {
    logging.level = level;
  };
}

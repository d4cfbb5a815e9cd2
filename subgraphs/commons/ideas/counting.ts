/** Counts of ideas while many people take positions at the same moment. */
import { type Countable, recount } from './count.ts';
import type { IdeaRow } from './idea.ts';

/**
 * Counts an idea anew and answers it as it then stands, as `recount` does, one count of an idea at a time:
 * all who come while one runs share the one after it, which begins after they wrote and so counts them.
 * Twenty at once cost two counts in place of up to two hundred, each in the way of the others. Between
 * processes it is the idea's `counts` that keeps the order.
 */
export function counting(rows: Countable): (idea: IdeaRow) => Promise<IdeaRow> {
  const running = new Map<string, Promise<IdeaRow>>();
  const next = new Map<string, Promise<IdeaRow>>();

  const start = (idea: IdeaRow): Promise<IdeaRow> => {
    const count = recount(rows, idea).finally(() => running.delete(idea._id));
    running.set(idea._id, count);
    return count;
  };

  const startAfter = (current: Promise<IdeaRow>, idea: IdeaRow): Promise<IdeaRow> => {
    const count = current
      .catch(() => idea)
      .then((counted) => {
        next.delete(idea._id);
        return start(counted);
      });
    next.set(idea._id, count);
    return count;
  };

  return (idea) => {
    const current = running.get(idea._id);
    return next.get(idea._id) ?? (current ? startAfter(current, idea) : start(idea));
  };
}

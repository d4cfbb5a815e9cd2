import { Binary } from 'bson';
import { asText, isDoc, type Doc } from '../values/document.ts';
import { keyOf } from '../values/keys.ts';

/** How many sessions are remembered; the one longest without a write is forgotten first. */
const MAX_SESSIONS = 10_000;

interface LastWrite {
  readonly txnNumber: string;
  readonly reply: Doc;
}

/**
 * The last retryable write of each session. A driver that lost the reply sends the write again under the same number, and
 * gets the first reply again rather than a second write.
 */
export class RetryableWrites {
  private readonly last = new Map<string, LastWrite>();

  /** Runs the write, unless it is the one that this session made last. */
  once(command: Doc, run: () => Doc): Doc {
    const session = sessionOf(command);
    if (session === undefined || command['txnNumber'] === undefined) return run();
    const txnNumber = asText(command['txnNumber']);
    const known = this.last.get(session);
    if (known?.txnNumber === txnNumber) return known.reply;
    const reply = run();
    this.remember(session, { txnNumber, reply });
    return reply;
  }

  private remember(session: string, write: LastWrite): void {
    this.last.delete(session);
    this.last.set(session, write);
    if (this.last.size <= MAX_SESSIONS) return;
    const [oldest] = this.last.keys();
    if (oldest !== undefined) this.last.delete(oldest);
  }
}

function sessionOf({ lsid }: Doc): string | undefined {
  const id = isDoc(lsid) ? lsid['id'] : undefined;
  return id instanceof Binary ? keyOf(id) : undefined;
}

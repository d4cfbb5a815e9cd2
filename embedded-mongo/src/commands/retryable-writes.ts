import { Binary } from 'bson';
import { asText, isDoc, type Doc } from '../values/document.ts';
import { keyOf } from '../values/keys.ts';

/** How many sessions are remembered. The one whose last write is oldest is forgotten first. */
const MAX_SESSIONS = 10_000;

interface LastWrite {
  readonly txnNumber: string;
  readonly reply: Doc;
}

/**
 * The last retryable write of each session. A driver that did not get the reply sends the write again, with the same
 * number. It then gets the reply of the first time, and nothing is written twice.
 */
export class RetryableWrites {
  private readonly last = new Map<string, LastWrite>();

  /** Runs a write, unless it repeats the last one of its session. */
  runOnce(command: Doc, run: () => Doc): Doc {
    const session = sessionOf(command);
    if (session === undefined || command['txnNumber'] === undefined) return run();
    const txnNumber = asText(command['txnNumber']);
    const last = this.last.get(session);
    if (last?.txnNumber === txnNumber) return last.reply;
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

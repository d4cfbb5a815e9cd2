import { Cursors } from '../cursors.ts';
import { asServerError, ServerError } from '../errors.ts';
import { Store } from '../store/store.ts';
import { firstKey, type Doc } from '../values/document.ts';
import { administration } from './administration.ts';
import { aggregating } from './aggregating.ts';
import { checkFields, type Client, type CommandDefinition, type EngineState } from './command.ts';
import { explaining } from './explaining.ts';
import { indexes } from './indexes.ts';
import { reading } from './reading.ts';
import { RetryableWrites } from './retryable-writes.ts';
import { session } from './session.ts';
import { writing } from './writing.ts';

const COMMANDS: ReadonlyMap<string, CommandDefinition> = new Map(
  [session, reading, writing, aggregating, indexes, administration, explaining].flatMap((family) =>
    Object.entries(family),
  ),
);

/** Databases in memory, and the commands on them. A command runs from start to end before the next one starts. */
export class Engine {
  private readonly state: EngineState = {
    store: new Store(),
    cursors: new Cursors(),
    ttlSeconds: 60,
  };
  private readonly retryable = new RetryableWrites();
  private lastSweepAt = Date.now();

  /** @returns the body of the reply. An error becomes one too, so this never throws */
  run(command: Doc, db: string, client: Client): Doc {
    const name = firstKey(command) ?? '';
    try {
      const definition = COMMANDS.get(name);
      if (!definition) throw new ServerError('CommandNotFound', `no such command: '${name}'`);
      refuseTransaction(command);
      checkFields(name, command, definition.fields);
      const run = () => definition.run({ state: this.state, command, db, client });
      return Object.hasOwn(writing, name) ? this.retryable.runOnce(command, run) : run();
    } catch (thrown) {
      return asServerError(thrown).reply();
    }
  }

  /** Deletes expired documents and forgets idle cursors where it is time to. To be called about once a second. */
  sweep(now: number): void {
    const { store, cursors, ttlSeconds } = this.state;
    if (now - this.lastSweepAt < ttlSeconds * 1000) return;
    this.lastSweepAt = now;
    store.expire(now);
    cursors.reap(now);
  }
}

function refuseTransaction(command: Doc): void {
  if (command['autocommit'] === undefined && command['startTransaction'] === undefined) return;
  throw new ServerError(
    'OperationNotSupportedInTransaction',
    'The embedded engine has no transactions: a write to one document is atomic, and writes to several are not one',
  );
}

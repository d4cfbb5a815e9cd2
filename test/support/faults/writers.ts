/** People who write at every organisation, through any of its processes. */
import { randomUUID } from 'node:crypto';
import { setTimeout as later } from 'node:timers/promises';
import { asSeenBy } from '../../../identity/pseudonym.ts';
import type { Chance } from '../../../development/sample/chance.ts';
import { eventModel } from '../../../subgraphs/organisation/events/event.ts';
import { remove } from '../../../subgraphs/feed/publish/remove.ts';
import { ideaModel } from '../../../subgraphs/organisation/ideas/idea.ts';
import { newId } from '../../../subgraphs/framework/ids.ts';
import { paperModel } from '../../../subgraphs/kinds/think-tank/papers/paper.ts';
import { anEvent } from '../builders.ts';
import { aMember } from '../callers.ts';
import { PSEUDONYM_KEY } from '../credentials.ts';
import type { FaultyCoalition } from './a-coalition.ts';

/** How long a writer rests after each write, on average. Without it the run would measure how much this machine can write. */
const RESTS_MS = 250;

/** After this time the writer gives up, and does not know whether it was written. */
const ANSWER_WITHIN_MS = 3_000;

export interface Writers {
  /** How many writes were acknowledged so far. */
  acknowledged(): number;
  /** Ids of the ideas that must exist: acknowledged, and not removed since. */
  existing(): ReadonlySet<string>;
  /** Resolves once nobody writes any more. */
  stop(): Promise<void>;
}

const SUBMIT = `mutation ($organisation: ID!, $title: String!) {
  submitPolicyIdea(input: { organisation: $organisation, title: $title, body: "To sit." }) { idea { id } }
}`;
const TAKE_POSITION = `mutation ($idea: ID!, $position: Position!) {
  takePosition(input: { idea: $idea, position: $position }) { idea { id } }
}`;
const COMMENT = `mutation ($idea: ID!) {
  comment(input: { idea: $idea, stance: NEUTRAL, text: "How much would it cost?" }) { comment { id } }
}`;

export function startWriters(
  coalition: FaultyCoalition,
  chance: Chance,
  note: (what: string) => void,
): Writers {
  const existing = new Map(coalition.organisations.map(({ id }) => [id, new Set<string>()]));
  const stopped = new AbortController();
  let acknowledged = 0;

  /** Asks one of an organisation's processes; null when it does not answer. */
  async function ask<Data>(of: string, query: string, variables: object): Promise<Data | null> {
    const own = coalition.members.filter((member) => member.of === of);
    const { process } = chance.pick(own);
    // Someone from elsewhere: nobody signs in at the organisations of this coalition.
    const person = aMember('elsewhere', `person ${chance.integer(1, 40)}`);
    const caller = asSeenBy(of, person, PSEUDONYM_KEY);
    try {
      const body = JSON.stringify({ query, variables });
      const signed = coalition.asGateway(of, { path: '/organisation', body }, caller);
      const response = await fetch(`http://127.0.0.1:${process.port}/organisation`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...signed },
        body,
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      const { data, errors } = (await response.json()) as { data?: Data; errors?: unknown };
      if (errors || !data) return null;
      acknowledged += 1;
      return data;
    } catch {
      return null;
    }
  }

  async function submit(of: string): Promise<void> {
    const title = `Idea ${randomUUID()}`;
    const data = await ask<{ submitPolicyIdea: { idea: { id: string } } }>(of, SUBMIT, {
      organisation: of,
      title,
    });
    if (data) existing.get(of)?.add(data.submitPolicyIdea.idea.id);
  }

  /** Writes to the database directly, as a process does that crashes right after its write: the row stays pending until a drain finds it. */
  async function writeAndCrash(of: string): Promise<void> {
    const db = coalition.db(of);
    const title = `Event ${randomUUID()}`;
    await eventModel(db).create(anEvent({ organisation: of, title }));
    acknowledged += 1;
  }

  async function removeOne(of: string): Promise<void> {
    const [idea] = chance.some([...(existing.get(of) ?? [])], 1);
    if (idea === undefined) return;
    existing.get(of)?.delete(idea);
    note(`removed ${idea}`);
    await remove(ideaModel(coalition.db(of)), idea);
  }

  /** Creates a paper, or changes whether one is shared. */
  async function changePaper(of: string): Promise<void> {
    const papers = paperModel(coalition.db(of));
    const stored = await papers.find().select('status').lean();
    if (stored.length < 5) {
      const status = chance.pick(['DRAFT', 'PUBLISHED'] as const);
      const _id = newId(of, 'paper');
      const given = { title: 'A paper', summary: null, abstract: 'It says.', claims: [] };
      const rest = { themes: [], area: null, startsAt: null, createdAt: new Date() };
      await papers.create({ _id, organisation: of, status, ...given, ...rest });
      return;
    }
    const { _id, status } = chance.pick(stored);
    const next = status === 'DRAFT' ? 'PUBLISHED' : 'DRAFT';
    note(`${_id} is ${next}`);
    await papers.updateOne({ _id }, { status: next });
  }

  async function writeSomething(of: string): Promise<void> {
    const [idea] = chance.some([...(existing.get(of) ?? [])], 1);
    const what = chance.weigh({
      submit: 5,
      takePosition: 6,
      comment: 2,
      writeAndCrash: 2,
      remove: 1,
      changePaper: 1,
    });
    if (what === 'writeAndCrash') return writeAndCrash(of);
    if (what === 'remove') return removeOne(of);
    if (what === 'changePaper' && of === 'progress') return changePaper(of);
    if (what === 'submit' || idea === undefined) return submit(of);
    if (what === 'comment') return void (await ask(of, COMMENT, { idea }));
    const position = chance.pick(['SUPPORT', 'OPPOSE', 'PASS']);
    await ask(of, TAKE_POSITION, { idea, position });
  }

  const writing = coalition.organisations.flatMap(({ id }) =>
    [1, 2].map(async () => {
      while (!stopped.signal.aborted) {
        await writeSomething(id);
        await later(chance.integer(0, 2 * RESTS_MS));
      }
    }),
  );
  return {
    acknowledged: () => acknowledged,
    existing: () => new Set([...existing.values()].flatMap((ids) => [...ids])),
    stop: async () => {
      stopped.abort();
      await Promise.all(writing);
    },
  };
}

/** What a Polis conversation is in Groundswell: each comment an idea, each voter's votes on it a position. */
import { createHash } from 'node:crypto';
import { derivedId } from '../../schema/derived-id.ts';
import type { IdeaRow } from '../../subgraphs/organisation/ideas/idea.ts';
import {
  positionId,
  type PositionRow,
  tallyKey,
  type Vote,
} from '../../subgraphs/organisation/ideas/position.ts';
import type { PolisComment, VotesByVoter } from './conversation.ts';
import { toTheSecond } from './seconds.ts';
import { titleOf } from './title.ts';

/** Whose it is, and which conversation: the same two give the same ids. */
export interface Provenance {
  organisation: string;
  source: string;
}

const NOTHING_YET = { support: 0, oppose: 0, pass: 0 };

/** A comment as an idea without positions. Its id is the same by an export in seconds or in milliseconds. */
export function ideaOf(
  { id, author, at, moderated, text }: PolisComment,
  provenance: Provenance,
): IdeaRow {
  const { organisation, source } = provenance;
  return {
    _id: derivedId(organisation, 'idea', `polis/${source}/${id}`, toTheSecond(at)),
    organisation,
    title: titleOf(text),
    summary: null,
    body: text,
    language: 'en-GB',
    themes: [],
    area: null,
    status: moderated === -1 ? 'DECLINED' : 'UNDER_DISCUSSION',
    channel: 'IMPORT',
    person: author === null ? null : personOf(source, author),
    named: false,
    tally: { ...NOTHING_YET, cast: NOTHING_YET },
    mergedInto: null,
    commentCount: 0,
    counts: 0,
    startsAt: null,
    createdAt: at,
    updatedAt: at,
  };
}

/** The positions that the voters on an idea took, not counted yet. */
export const positionsOn = (idea: string, votes: VotesByVoter, source: string): PositionRow[] =>
  [...votes].map(([voter, history]) => positionOf(idea, personOf(source, voter), history));

/** One person's position: the last vote stands, and every vote was cast. */
export function positionOf(idea: string, person: string, history: Vote[]): PositionRow {
  const last = history.at(-1);
  if (!last) throw new RangeError('Expected at least one vote, but got none.');
  const cast = { ...NOTHING_YET };
  for (const { value } of history) cast[tallyKey(value)] += 1;
  return {
    _id: positionId(idea, person),
    idea,
    person,
    home: null,
    ...last,
    history,
    cast,
    uncounted: true,
  };
}

const HASH_LENGTH = 16;

/** A participant. Numbers are used again in each conversation, so the conversation is in the name. */
function personOf(source: string, participant: string): string {
  const hash = createHash('sha256').update(source).digest('hex').slice(0, HASH_LENGTH);
  return `polis:${hash}:${participant}`;
}

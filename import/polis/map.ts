/** Maps a Polis conversation: each comment becomes an idea, and each voter's votes on it become a position. */
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

/** The organisation and the conversation of an import. Ids are derived from both. */
export interface Provenance {
  organisation: string;
  source: string;
}

const NOTHING_YET = { support: 0, oppose: 0, pass: 0 };

/** A comment as an idea without positions. Its id is the same for exports in seconds and in milliseconds. */
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

/** The positions of the voters on an idea. They are not counted yet. */
export const positionsOn = (idea: string, votes: VotesByVoter, source: string): PositionRow[] =>
  [...votes].map(([voter, history]) => positionOf(idea, personOf(source, voter), history));

/** The position of one person: the last vote is the current one, and every vote is in the cast counts. */
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

/** The person id of a participant. Each conversation has its own numbers, so the conversation is in the id. */
function personOf(source: string, participant: string): string {
  const hash = createHash('sha256').update(source).digest('hex').slice(0, HASH_LENGTH);
  return `polis:${hash}:${participant}`;
}

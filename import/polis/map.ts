/** Maps a Polis conversation: each comment becomes an idea, and each voter's votes on it become a position. */
import { createHash } from 'node:crypto';
import { derivedId } from '../../schema/derived-id.ts';
import { type IdeaRow, newIdea } from '../../subgraphs/organisation/ideas/idea.ts';
import { newPosition, type PositionRow } from '../../subgraphs/organisation/ideas/position.ts';
import type { PolisComment, VotesByVoter } from './conversation.ts';
import { toTheSecond } from './seconds.ts';
import { titleOf } from './title.ts';

/** The organisation and the conversation of an import. Ids are derived from both. */
export interface Provenance {
  organisation: string;
  source: string;
}

/** A comment as an idea without positions. Its id is the same for exports in seconds and in milliseconds. */
export function ideaOf(
  { id, author, at, moderated, text }: PolisComment,
  provenance: Provenance,
): IdeaRow {
  const { organisation, source } = provenance;
  return newIdea({
    _id: derivedId(organisation, 'idea', `polis/${source}/${id}`, toTheSecond(at)),
    organisation,
    title: titleOf(text),
    body: text,
    language: 'en-GB',
    status: moderated === -1 ? 'DECLINED' : 'UNDER_DISCUSSION',
    channel: 'IMPORT',
    person: author === null ? null : personOf(source, author),
    createdAt: at,
  });
}

/** The positions of the voters on an idea. They are not counted yet. */
export const positionsOn = (idea: string, votes: VotesByVoter, source: string): PositionRow[] =>
  [...votes].map(([voter, history]) =>
    newPosition({ idea, person: personOf(source, voter), home: null, history }),
  );

const HASH_LENGTH = 16;

/** The person id of a participant. Each conversation has its own numbers, so the conversation is in the id. */
function personOf(source: string, participant: string): string {
  const hash = createHash('sha256').update(source).digest('hex').slice(0, HASH_LENGTH);
  return `polis:${hash}:${participant}`;
}

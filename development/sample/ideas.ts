/** The sample's ideas, with what people make of them. */
import { type CommentRow, newComment } from '../../subgraphs/organisation/comments/comment.ts';
import { derivedId } from '../../schema/derived-id.ts';
import { tallyFrom } from '../../subgraphs/organisation/ideas/count.ts';
import { type IdeaRow, newIdea } from '../../subgraphs/organisation/ideas/idea.ts';
import type { PositionRow } from '../../subgraphs/organisation/ideas/position.ts';
import type { MemberRow } from '../../subgraphs/organisation/members/member.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { SampleIdea } from './format.ts';
import { someoneIn } from './members.ts';
import { daysAfter, someMoment, soonAfter } from './moments.ts';
import { positionsOn } from './positions.ts';

const seedOf = (organisation: string, at: number): string => `sample/${organisation}/idea/${at}`;

const idAt = (organisation: string, at: number, createdAt: Date): string =>
  derivedId(organisation, 'idea', seedOf(organisation, at), createdAt);

/** The id of an idea of any organisation's sample, by its index in that one's file. */
export const sampleIdeaId = (organisation: string, at: number): string =>
  idAt(organisation, at, someMoment(chanceOf(seedOf(organisation, at))));

/** An idea and all that hangs on it. */
export interface DiscussedIdea {
  idea: IdeaRow;
  positions: PositionRow[];
  comments: CommentRow[];
}

/**
 * An idea of the sample, discussed by members of its organisation. Its counts are those of its rows.
 * @param at its index in the file
 */
export function discussedIdea(
  sample: SampleIdea,
  at: number,
  organisation: string,
  members: readonly MemberRow[],
): DiscussedIdea {
  const chance = chanceOf(seedOf(organisation, at));
  const bare = bareIdea(sample, at, organisation, members, chance);
  const positions = positionsOn(bare, members, chance);
  const comments = commentsOn(bare, sample, members, chance);
  const tally = tallyFrom(
    positions.map(({ value, cast }) => ({ _id: value, current: 1, ...cast })),
  );
  const idea = { ...bare, tally, commentCount: comments.length, counts: 1 };
  return { idea, positions, comments };
}

/** An idea before it is counted. */
function bareIdea(
  sample: SampleIdea,
  at: number,
  organisation: string,
  members: readonly MemberRow[],
  chance: Chance,
): IdeaRow {
  // Drawn first: `sampleIdeaId` draws it too.
  const createdAt = someMoment(chance);
  const { comments: _comments, ...given } = sample;
  const author = someoneIn(chance, members, sample.area);
  // What is heard on the street is often nobody's in particular.
  const hasAuthor = sample.channel !== 'STREET' || chance.happens(0.5);
  return newIdea({
    ...given,
    _id: idAt(organisation, at, createdAt),
    organisation,
    language: 'en-GB',
    person: hasAuthor ? author._id : null,
    named: hasAuthor && chance.happens(0.4),
    createdAt,
    updatedAt:
      sample.status === 'SUBMITTED' ? createdAt : daysAfter(createdAt, chance.integer(1, 14)),
  });
}

function commentsOn(
  { _id: idea, organisation, person, createdAt }: IdeaRow,
  { comments }: SampleIdea,
  members: readonly MemberRow[],
  chance: Chance,
): CommentRow[] {
  const others = members.filter(({ _id }) => _id !== person);
  const authors = chance.some(others, comments.length);
  const moments = comments
    .map(() => soonAfter(chance, createdAt, 40))
    .sort((one, other) => one.getTime() - other.getTime());
  return comments.map((comment, at) => {
    const moment = moments[at] ?? createdAt;
    return newComment({
      ...comment,
      _id: derivedId(organisation, 'comment', `${idea}/comment/${at}`, moment),
      idea,
      person: authors[at]?._id ?? chance.pick(others)._id,
      named: chance.happens(0.5),
      createdAt: moment,
      uncounted: false,
    });
  });
}

/** The field `similarIdeas`: is there already an idea like mine? */
import {
  EXPECTED_GLOBAL_ID,
  EXPECTED_ORGANISATION_ID,
  isOrganisationId,
  parseGlobalId,
} from '../../../schema/global-id.ts';
import { isTheme } from '../../../schema/themes.ts';
import { badInput } from '../../framework/errors.ts';
import { typeOf } from '../../framework/ids.ts';
import { noneOf } from '../../framework/lists/filter.ts';
import { sizeOf } from '../../framework/lists/page.ts';
import type { Card } from '../../cards/card.ts';
import type { SearchOptions } from './search-options.ts';
import type { SimilarIdea, SimilarIdeasRow } from './similar-cards.ts';
import { splitTitle, type Text, wordsOf } from './terms.ts';

export interface SimilarIdeasArgs {
  text?: string | null;
  id?: string | null;
  organisations?: readonly string[] | null;
  themes?: readonly string[] | null;
  first?: number | null;
}

/** What the field needs of the request's context. */
export interface SimilarIdeasContext {
  /** The ids of the affiliates whose ideas may be returned. */
  activeIds: ReadonlySet<string>;
  catalogue(): Promise<{ like(text: Text, options: SearchOptions): Promise<SimilarIdea[]> }>;
  load: { idea: { load(id: string): Promise<Card | null> } };
}

const DAY_MS = 86_400_000;

/** A title and a body, with some room. */
export const MAX_TEXT_LENGTH = 20_400;

/**
 * The ideas most similar to a text, or to an idea of the catalogue; null where there is no such idea.
 * @throws BAD_USER_INPUT naming the argument that is wrong
 */
export async function similarIdeas(
  args: SimilarIdeasArgs,
  context: SimilarIdeasContext,
): Promise<SimilarIdeasRow | null> {
  const options = optionsOf(args, context);
  const given = readQuestion(args);
  const question = typeof given === 'string' ? await questionOf(given, context) : given;
  if (!question) return null;
  const { text, askedAt } = question;
  return { edges: await (await context.catalogue()).like(text, { ...options, askedAt }) };
}

/** A text, and the moment from which distance in time is measured, in milliseconds since 1970. */
interface Question {
  text: Text;
  askedAt: number;
}

/**
 * Reads the question: a text, or the id of an idea. A text is asked at the start of today, so that the same question gets
 * the same scores all day.
 */
function readQuestion({ text, id }: SimilarIdeasArgs): Question | string {
  const isText = text != null;
  if (isText === (id != null))
    throw badInput('text', 'either `text` or `id`', isText ? 'both' : 'neither');
  if (id != null) {
    if (!parseGlobalId(id) && !isOrganisationId(id)) throw badInput('id', EXPECTED_GLOBAL_ID, id);
    return id;
  }
  const given = text ?? '';
  if (given.length > MAX_TEXT_LENGTH || wordsOf(given).length === 0)
    throw badInput(
      'text',
      `words that say what it is about, at most ${MAX_TEXT_LENGTH.toLocaleString('en')} characters`,
      given,
    );
  return { text: splitTitle(given), askedAt: Math.floor(Date.now() / DAY_MS) * DAY_MS };
}

/** The text of an idea's card, asked when the idea was put forward; null where there is no such card. */
async function questionOf(
  id: string,
  { load }: Pick<SimilarIdeasContext, 'load'>,
): Promise<Question | null> {
  const card = typeOf(id) === 'idea' ? await load.idea.load(id) : null;
  if (!card) return null;
  const text = { title: card.title, rest: card.summary ?? '' };
  return { text, askedAt: card.createdAt.getTime() };
}

/** Which ideas may be returned: those of affiliates that the filters let through. @throws BAD_USER_INPUT */
function optionsOf(
  { id, organisations, themes, first }: SimilarIdeasArgs,
  { activeIds }: Pick<SimilarIdeasContext, 'activeIds'>,
): SearchOptions {
  noneOf('organisations', organisations, isOrganisationId, EXPECTED_ORGANISATION_ID);
  noneOf('themes', themes, isTheme, 'the id of a theme, as `themes` lists them');
  return {
    first: sizeOf('first', first),
    ...(id != null && { exclude: id }),
    uses: (organisation) => activeIds.has(organisation),
    accepts: (idea) =>
      activeIds.has(idea.organisation) &&
      (organisations?.includes(idea.organisation) ?? true) &&
      (!themes || idea.themes.some((theme) => themes.includes(theme))),
  };
}

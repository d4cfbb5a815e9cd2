/** The field `similarIdeas`: is there already an idea like mine? */
import {
  EXPECTED_GLOBAL_ID,
  EXPECTED_ORGANISATION_ID,
  isOrganisationId,
  parseGlobalId,
} from '../../../schema/global-id.ts';
import { badInput } from '../../framework/errors.ts';
import { noneOf } from '../../framework/lists/filter.ts';
import { typeOf } from '../../framework/ids.ts';
import { sizeOf } from '../../framework/lists/page.ts';
import { isTheme } from '../../../schema/themes.ts';
import type { Context } from '../context.ts';
import type { SimilarIdeasRow } from './alike.ts';
import type { Wanted } from './idea-index.ts';
import { partsOf, type Text, wordsOf } from './terms.ts';

export interface SimilarIdeasArgs {
  text?: string | null;
  id?: string | null;
  organisations?: readonly string[] | null;
  themes?: readonly string[] | null;
  first?: number | null;
}

const DAY_MS = 86_400_000;

/** A title and a body, with some room. */
const LONGEST_TEXT = 20_400;

/**
 * The ideas most like a text or an idea; null when that is no idea of the catalogue.
 * @throws BAD_USER_INPUT naming the argument that is wrong
 */
export async function similarIdeas(
  args: SimilarIdeasArgs,
  context: Pick<Context, 'known' | 'catalogue' | 'load'>,
): Promise<SimilarIdeasRow | null> {
  const wanted = wantedBy(args, context);
  const asked = askedFor(args);
  const question = typeof asked === 'string' ? await saidBy(asked, context) : asked;
  if (!question) return null;
  const { text, at } = question;
  return { edges: await (await context.catalogue()).like(text, { ...wanted, at }) };
}

/** What is asked for, and the moment from which ideas are near or far in time. */
interface Question {
  text: Text;
  at: number;
}

/** A text is asked for as of today, so that who asks again is told the same scores; or the id of an idea. */
function askedFor({ text, id }: SimilarIdeasArgs): Question | string {
  const isText = text != null;
  if (isText === (id != null))
    throw badInput('text', 'either `text` or `id`', isText ? 'both' : 'neither');
  if (id != null) {
    if (!parseGlobalId(id) && !isOrganisationId(id)) throw badInput('id', EXPECTED_GLOBAL_ID, id);
    return id;
  }
  const given = text ?? '';
  if (given.length > LONGEST_TEXT || wordsOf(given).length === 0)
    throw badInput(
      'text',
      `words that say what it is about, at most ${LONGEST_TEXT.toLocaleString('en')} characters`,
      given,
    );
  return { text: partsOf(given), at: Math.floor(Date.now() / DAY_MS) * DAY_MS };
}

/** What the card of an idea says, as of when it was put forward. */
async function saidBy(id: string, { load }: Pick<Context, 'load'>): Promise<Question | null> {
  const card = typeOf(id) === 'idea' ? await load.idea.load(id) : null;
  if (!card) return null;
  return { text: { title: card.title, rest: card.summary ?? '' }, at: card.createdAt.getTime() };
}

/** Which ideas may be answered: of affiliates, and as the filters say. */
function wantedBy(
  { id, organisations, themes, first }: SimilarIdeasArgs,
  { known }: Pick<Context, 'known'>,
): Wanted {
  noneOf('organisations', organisations, isOrganisationId, EXPECTED_ORGANISATION_ID);
  noneOf('themes', themes, isTheme, 'the id of a theme, as `themes` lists them');
  const all = new Set(known.map((one) => one.id));
  return {
    first: sizeOf('first', first),
    ...(id != null && { without: id }),
    knows: (organisation) => all.has(organisation),
    accepts: (idea) =>
      all.has(idea.organisation) &&
      (organisations?.includes(idea.organisation) ?? true) &&
      (!themes || idea.themes.some((theme) => themes.includes(theme))),
  };
}

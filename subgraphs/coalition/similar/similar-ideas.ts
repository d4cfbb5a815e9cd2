/** The field `similarIdeas`: is there already an idea like mine? */
import {
  EXPECTED_GLOBAL_ID,
  EXPECTED_ORGANISATION_ID,
  isOrganisationId,
  parseGlobalId,
} from '../../../schema/global-id.ts';
import { badInput } from '../../commons/errors.ts';
import { noneOf } from '../../commons/filter.ts';
import { typeOf } from '../../commons/ids.ts';
import { sizeOf } from '../../commons/page.ts';
import { isTheme } from '../../commons/themes.ts';
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
  const text = typeof asked === 'string' ? await textOf(asked, context) : asked;
  if (!text) return null;
  return { edges: await (await context.catalogue()).like(text, wanted) };
}

/** The text that is asked for, or the id of an idea. */
function askedFor({ text, id }: SimilarIdeasArgs): Text | string {
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
  return partsOf(given);
}

/** What the card of an idea says. */
async function textOf(id: string, { load }: Pick<Context, 'load'>): Promise<Text | null> {
  const card = typeOf(id) === 'idea' ? await load.idea.load(id) : null;
  return card && { title: card.title, rest: card.summary ?? '' };
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

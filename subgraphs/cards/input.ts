/** What inputs say of every shared thing. */
import { z } from 'zod';
import { areaNamed, EXPECTED_AREA } from '../../schema/areas.ts';
import { isTheme } from '../../schema/themes.ts';
import { setOf } from '../framework/input.ts';
import { sharedFields } from './card.ts';

/** A few themes, each known, none twice. */
export const themes = setOf(
  sharedFields.themes,
  z.string().refine(isTheme, 'the id of a theme, as `themes` lists them'),
  'themes',
);

/** An area, or null. */
export const area = z
  .string()
  .nullish()
  .transform((given, issues) => {
    if (given === null || given === undefined) return null;
    const found = areaNamed(given);
    if (!found) issues.addIssue({ code: 'custom', message: EXPECTED_AREA });
    return found?.id ?? null;
  });

/** What inputs say of every shared thing. */
import { z } from 'zod';
import { isArea } from '../../schema/areas.ts';
import { isTheme } from '../../schema/themes.ts';

/** At most five themes, each known, none twice. */
export const themes = z
  .array(z.string().refine(isTheme, 'the id of a theme, as `themes` lists them'))
  .max(5, 'at most 5 themes')
  .transform((ids) => [...new Set(ids)]);

/** An area, or null. */
export const area = z
  .string()
  .refine(isArea, 'the id of an area, as `areas` lists them')
  .nullish()
  .transform((id) => id ?? null);

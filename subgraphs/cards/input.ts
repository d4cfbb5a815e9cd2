/** What inputs say of every shared thing. */
import { z } from 'zod';
import { isArea } from '../../schema/areas.ts';
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
  .refine(isArea, 'the id of an area, as `areas` lists them')
  .nullish()
  .transform((id) => id ?? null);

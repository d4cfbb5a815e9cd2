/** What the inputs of mutations must be. */
import { z } from 'zod';
import { EXPECTED_ORGANISATION_ID, isOrganisationId } from '../../schema/global-id.ts';
import { faultOf, normalised } from '../../platform/texts.ts';
import { badInput } from './errors.ts';
import type { IdType } from '../../schema/things.ts';
import { expectedIdOf, typeOf } from './ids.ts';
import { isInRange } from './values.ts';

const between = (min: number, max: number): string =>
  min > 0
    ? `${min} to ${max.toLocaleString('en')} characters`
    : `at most ${max.toLocaleString('en')} characters`;

/** What the schema of a row says of a text. */
interface TextField {
  maxlength: number;
  /** Whether it may have line breaks. It has none where nothing is said. */
  hasLines?: boolean;
}

/**
 * A text that is as long as this field of a row may be, and no shorter than `min`. It is compared and stored as composed
 * characters (NFC), and space around it goes.
 * @example z.object({ title: text(sharedFields.title, 3) })
 */
export const text = ({ maxlength: max, hasLines }: TextField, min = 1) => {
  // Made when it is needed: to format a number for a locale takes a millisecond, and there are many texts.
  const error = () => between(min, max);
  return z
    .string()
    .transform(normalised)
    .pipe(z.string().min(min, { error }).max(max, { error }))
    .superRefine((given, issues) => {
      const message = faultOf(given, { hasLines });
      if (message !== null) issues.addIssue({ code: 'custom', message });
    });
};

/**
 * A text that may be left out; null then, and when it is empty.
 * @example z.object({ summary: optionalText(sharedFields.summary) })
 */
export const optionalText = (field: TextField) =>
  text(field, 0)
    .nullish()
    .transform((given) => given || null);

/**
 * A name in the spelling that it has where it is registered, however it is spelt here.
 * @param find gives that spelling; null where there is no such name
 * @param expected what to give in its place
 * @example spelt(timeZoneNamed, (given) => `a time zone, such as "${suggestedTimeZone(given)}"`)
 */
export const spelt = (
  find: (given: string) => string | null,
  expected: (given: string) => string,
) =>
  z.string().transform((given, issues) => {
    const name = find(given);
    if (name === null) issues.addIssue({ code: 'custom', message: expected(given) });
    return name ?? '';
  });

/** A number within the bounds of this field of a row, or null. */
export const optionalNumber = ({ min, max, isFraction = false }: NumberField) => {
  const error = () => `a number from ${min.toLocaleString('en')} to ${max.toLocaleString('en')}`;
  return (isFraction ? z.number() : z.int())
    .min(min, { error })
    .max(max, { error })
    .nullish()
    .transform((given) => given ?? null);
};

interface NumberField {
  min: number;
  max: number;
  isFraction?: boolean;
}

/** As many items as this field of a row may have. @param what what the items are, for the sentence that refuses more */
export const listOf = <Item extends z.ZodType>(
  { maxItems }: { maxItems: number },
  item: Item,
  what: string,
) => z.array(item).max(maxItems, `at most ${maxItems} ${what}`);

/** The same, and none of them twice. */
export const setOf = (field: { maxItems: number }, item: z.ZodType<string>, what: string) =>
  listOf(field, item, what).transform((items) => [...new Set(items)]);

/**
 * An id of a thing of this type, of any organisation.
 * @example z.object({ idea: idOf('idea') })
 */
export const idOf = (type: IdType) =>
  z.string().refine((id) => typeOf(id) === type, expectedIdOf(type));

/** An organisation's id; whose it is, the gateway has seen to. */
export const organisationId = z.string().refine(isOrganisationId, EXPECTED_ORGANISATION_ID);

/**
 * The same without the organisation that it was given to: that is the one that serves.
 * @example z.object({ organisation: organisationId, title: text(3, 200) }).transform(withoutOrganisation)
 */
export function withoutOrganisation<Input extends { organisation: string }>(
  input: Input,
): Omit<Input, 'organisation'> {
  const { organisation: _, ...rest } = input;
  return rest;
}

/** A moment that a row may have. */
export const moment = z.date().refine(isInRange, 'a moment of the years 1800 to 2199');

/** A moment that is still to come. */
export const future = moment.refine((given) => given > new Date(), 'a moment in the future');

/** A moment that has come. */
export const past = moment.refine(
  (given) => given <= new Date(),
  'a moment that is not in the future',
);

const onTheWeb = z
  .instanceof(URL)
  .refine(({ protocol }) => /^https?:$/.test(protocol), 'an http:// or https:// address')
  .refine(
    ({ username, password }) => username === '' && password === '',
    'an address without a user name or a password',
  );

/** An address on the web that must be given. */
export const neededAddress = onTheWeb.transform(({ href }) => href);

/** An address on the web, or null. */
export const webAddress = onTheWeb.nullish().transform((url) => url?.href ?? null);

const at = (value: unknown, path: PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown>)?.[key], value);

/**
 * The input, checked and tidied.
 * @throws BAD_USER_INPUT naming the first field that is wrong, what was expected there, and what came.
 * @example const { title } = checkInput(submission, args.input)
 */
export function checkInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const checked = schema.safeParse(input);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const path = issue?.path ?? [];
  // Schemas of the directory say the word themselves.
  const expected = issue?.message.replace(/^expected /, '') ?? 'something else';
  throw badInput(['input', ...path].join('.'), expected, at(input, path));
}

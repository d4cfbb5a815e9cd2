/**
 * What a field of a card must be, from what the row's schema and the contract say of it: a text has at most its
 * `maxlength`, a whole number fits GraphQL's Int, a moment lies within living memory and plans.
 */
import type { SchemaDefinition } from 'mongoose';
import { z } from 'zod';
import type { IdType } from '../../schema/things.ts';
import { faultOf, normalised } from '../../platform/texts.ts';
import { typeOf } from '../framework/ids.ts';
import { isInRange } from '../framework/values.ts';

/** What a schema says of a field, as far as a card's can say it. */
interface FieldOptions {
  type: unknown;
  enum?: readonly string[];
  maxlength?: number;
  /** Whether a text may have line breaks. It has none where nothing is said. */
  hasLines?: boolean;
  min?: number;
  max?: number;
  default?: unknown;
  /** A list has no more items. */
  maxItems?: number;
  /** A number that need not be whole. */
  isFraction?: boolean;
  /** A text is the id of a thing of this type. */
  idType?: IdType;
  /** The field may be left out. */
  isOptional?: boolean;
  /** What it says, to people, where no contract has it. */
  says?: string;
}

/** The largest `Int` of GraphQL. */
const LARGEST_INT = 2 ** 31 - 1;

const moment = z.iso
  .datetime()
  .transform((text) => new Date(text))
  .refine(isInRange);

/** An object with these fields. @throws Error when a text has no longest */
export const fieldsReader = (fields: SchemaDefinition): z.ZodObject =>
  z.object(
    Object.fromEntries(
      Object.entries(fields)
        // `_id: false` says that a group of fields has no id of its own.
        .filter(([, field]) => (field as unknown) !== false)
        .map(([name, field]) => [name, fieldReader(name, field)]),
    ),
  );

function fieldReader(name: string, field: unknown): z.ZodType {
  if (isGroup(field)) return fieldsReader(field);
  const options = optionsOf(field);
  const value = valueReader(name, options);
  if (options.isOptional) return value.nullish().transform((given) => given ?? undefined);
  // What is null where nothing is said may be left out.
  return options.default === null ? value.nullish().transform((given) => given ?? null) : value;
}

/** A group of fields is an object without a type of its own. */
const isGroup = (field: unknown): field is SchemaDefinition =>
  typeof field === 'object' && field !== null && !Array.isArray(field) && !('type' in field);

const optionsOf = (field: unknown): FieldOptions =>
  typeof field === 'object' && field !== null && 'type' in field ? field : { type: field };

function valueReader(name: string, options: FieldOptions): z.ZodType {
  const { type } = options;
  if (type === String) return textReader(name, options);
  if (type === Number) return numberReader(options);
  if (type === Boolean) return z.boolean();
  if (type === Date) return moment;
  if (Array.isArray(type)) return listReader(name, options);
  return fieldsReader(type as SchemaDefinition);
}

function textReader(
  name: string,
  { enum: values, maxlength, hasLines, idType }: FieldOptions,
): z.ZodType {
  if (values) return z.enum(values);
  if (maxlength === undefined) throw new Error(`"${name}" of a card needs its longest: maxlength.`);
  const text = z
    .string()
    .transform(normalised)
    .pipe(z.string().max(maxlength))
    .refine((given) => faultOf(given, { hasLines }) === null);
  return idType ? text.refine((id) => typeOf(id) === idType) : text;
}

function numberReader({ min = 0, max = LARGEST_INT, isFraction = false }: FieldOptions): z.ZodType {
  return (isFraction ? z.number() : z.int()).min(min).max(max);
}

/** A list, each item of which is all else that is said of the field. */
function listReader(name: string, { type, maxItems, ...ofItems }: FieldOptions): z.ZodType {
  if (maxItems === undefined) throw new Error(`"${name}" of a card needs its longest: maxItems.`);
  const [item] = type as readonly unknown[];
  return z.array(valueReader(name, { ...ofItems, type: item })).max(maxItems);
}

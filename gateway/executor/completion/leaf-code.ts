import { type GraphQLEnumType, type GraphQLLeafType, isEnumType } from 'graphql';
import type { ScalarTexts } from './leaf-text.ts';

/** What the code of a writer uses beside its own text. */
export interface WriterValues {
  /** The answer's text of each value of an enum, by the number that the code has for the enum. */
  readonly enums: ReadonlyMap<unknown, string>[];
  /** Functions for values of custom scalars, by the number that the code has for the scalar. */
  readonly scalars: ((value: unknown) => string | undefined)[];
}

/** An expression for whether `v` is as expected, and one for its text. */
interface LeafCode {
  readonly test: string;
  readonly text: string;
}

const STRING: LeafCode = { test: 'typeof v==="string"', text: 'quote(v)' };

const BUILT_IN: Readonly<Record<string, LeafCode>> = {
  String: STRING,
  ID: STRING,
  Int: { test: 'typeof v==="number"&&(v|0)===v', text: 'v' },
  Float: { test: 'typeof v==="number"&&isFinite(v)', text: 'v' },
  Boolean: { test: 'v===true||v===false', text: 'v' },
};

/**
 * The code for a leaf type. A value that fails the test is not wrong: its type may serialize it.
 * @example leafCode(GraphQLInt, values, {}).test // 'typeof v==="number"&&(v|0)===v'
 */
export function leafCode(
  type: GraphQLLeafType,
  { enums, scalars }: WriterValues,
  scalarTexts: ScalarTexts,
): LeafCode {
  if (isEnumType(type)) {
    const at = enums.push(enumTexts(type)) - 1;
    return { test: `(r=enums[${at}].get(v))!==undefined`, text: 'r' };
  }
  const builtIn = Object.hasOwn(BUILT_IN, type.name) ? BUILT_IN[type.name] : undefined;
  if (builtIn) return builtIn;
  const scalarText = scalarTexts[type.name];
  if (!scalarText) return { test: 'false', text: 'r' };
  const at = scalars.push(scalarText) - 1;
  return { test: `(r=scalars[${at}](v))!==undefined`, text: 'r' };
}

/** The texts of enums, which are the same in all writers. */
const textsOfEnums = new WeakMap<GraphQLEnumType, ReadonlyMap<unknown, string>>();

function enumTexts(type: GraphQLEnumType): ReadonlyMap<unknown, string> {
  const cached = textsOfEnums.get(type);
  if (cached) return cached;
  const texts = new Map(type.getValues().map(({ name }) => [name, JSON.stringify(name)] as const));
  textsOfEnums.set(type, texts);
  return texts;
}

/** Whether JSON escapes a character of a text. */
const ESCAPED = /["\\\p{Cc}\p{Cs}]/u;

/**
 * A text as JSON has it.
 * @example quote('a "b"') // '"a \\"b\\""'
 */
export const quote = (text: string): string =>
  ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;

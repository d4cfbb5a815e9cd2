/** Declarations: directives on a type that the assembly reads, so that no contract has them. */
import {
  type DefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import { z } from 'zod';
import { directiveOf } from './definitions.ts';
import type { TypeFile } from './sdl-files.ts';

const NAMES = ['list', 'cited'] as const;
export type Declaration = (typeof NAMES)[number];

/** The type that a file is about. @throws Error where the file does not define it */
export function typeOfFile({ typename, definitions }: TypeFile): ObjectTypeDefinitionNode {
  const type = definitions.find(
    (one) => one.kind === Kind.OBJECT_TYPE_DEFINITION && one.name.value === typename,
  );
  if (!type) throw new Error(`The file of the type ${typename} does not define it.`);
  return type as ObjectTypeDefinitionNode;
}

/**
 * The arguments of a declaration on the type of a file; undefined where it is not declared.
 * @param shape what each argument is expected to be; the message of its validator says it in words
 * @throws Error naming the declaration, the type and the argument that is wrong
 * @example declarationOf(file, 'cited', { by: z.string('what cites it') })
 */
export function declarationOf<Shape extends z.ZodRawShape>(
  file: TypeFile,
  name: Declaration,
  shape: Shape,
): z.output<z.ZodObject<Shape>> | undefined {
  const directive = directiveOf(typeOfFile(file), name);
  if (!directive) return undefined;
  const given = Object.fromEntries(
    (directive.arguments ?? []).map((one) => [one.name.value, valueFromASTUntyped(one.value)]),
  );
  const unknown = Object.keys(given).find((argument) => !Object.hasOwn(shape, argument));
  const expected = `no argument but ${Object.keys(shape).join(', ')}`;
  if (unknown) throw wrongDeclaration(name, file, expected, unknown);
  const read = z.object(shape).safeParse(given);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const argument = String(issue?.path[0]);
  throw wrongDeclaration(name, file, `${argument}: ${issue?.message}`, given[argument]);
}

/** What is wrong with a declaration: what was expected there, and what there is. */
export const wrongDeclaration = (
  name: Declaration,
  { typename }: TypeFile,
  expected: string,
  got: unknown,
): Error =>
  new Error(
    `@${name} on ${typename}: expected ${expected}, but got ${JSON.stringify(got) ?? 'nothing'}.`,
  );

/** The same without declarations. */
export const withoutDeclarations = (definition: DefinitionNode): DefinitionNode =>
  visit(definition, {
    Directive: ({ name }) => ((NAMES as readonly string[]).includes(name.value) ? null : undefined),
  });

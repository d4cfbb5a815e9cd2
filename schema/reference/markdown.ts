/** Parts of the schema as Markdown. */
import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  print,
  astFromValue,
} from 'graphql';

/** Where a type stands: `objects.md#policyidea`. */
export type LinkTo = (typename: string) => string | undefined;

const inCell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();

const saidOf = ({ description }: { description?: string | null | undefined }): string =>
  description?.trim() ?? '';

/** The type as the schema writes it, with a link where it has a place. */
function typeCell({ type }: { type: GraphQLType }, linkTo: LinkTo): string {
  const link = linkTo(getNamedType(type).name);
  const text = `\`${String(type)}\``;
  return link ? `[${text}](${link})` : text;
}

function defaultOf({ defaultValue, type }: GraphQLArgument | GraphQLInputField): string {
  if (defaultValue === undefined) return '';
  const node = astFromValue(defaultValue, type);
  return node ? ` Default: \`${print(node)}\`.` : '';
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0 ? '' : [row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n');

/** The arguments of a field, or the fields of an input. */
const inputsTable = (
  inputs: readonly (GraphQLArgument | GraphQLInputField)[],
  linkTo: LinkTo,
): string =>
  table(
    ['input', 'type', 'what'],
    inputs.map((one) => [
      `\`${one.name}\``,
      typeCell(one, linkTo),
      inCell(saidOf(one)) + defaultOf(one),
    ]),
  );

const argumentsIn = ({ args }: GraphQLField<unknown, unknown>): string =>
  args.length === 0 ? '' : ` Takes ${args.map(({ name }) => `\`${name}\``).join(', ')}.`;

/** A type with all that it has. */
export function typeSection(type: GraphQLNamedType, linkTo: LinkTo): string {
  const parts = [`## ${type.name}`, saidOf(type)];
  if (isObjectType(type) || isInterfaceType(type))
    parts.push(
      table(
        ['field', 'type', 'what'],
        Object.values(type.getFields()).map((field) => [
          `\`${field.name}\``,
          typeCell(field, linkTo),
          inCell(saidOf(field)) + argumentsIn(field),
        ]),
      ),
    );
  if (isInputObjectType(type)) parts.push(inputsTable(Object.values(type.getFields()), linkTo));
  if (isEnumType(type))
    parts.push(
      table(
        ['value', 'what'],
        type.getValues().map((value) => [`\`${value.name}\``, inCell(saidOf(value))]),
      ),
    );
  return parts.filter(Boolean).join('\n\n');
}

/** A root field, with an example. */
export function fieldSection(
  field: GraphQLField<unknown, unknown>,
  example: { text: string; variables: object } | undefined,
  linkTo: LinkTo,
): string {
  const lines = example && [
    `\`\`\`graphql\n${example.text}\n\`\`\``,
    Object.keys(example.variables).length > 0 &&
      `\`\`\`json\n${JSON.stringify(example.variables, null, 2)}\n\`\`\``,
  ];
  return [
    `## ${field.name}`,
    saidOf(field),
    `Answers ${typeCell(field, linkTo)}.`,
    inputsTable(field.args, linkTo),
    ...(lines ?? []),
  ]
    .filter(Boolean)
    .join('\n\n');
}

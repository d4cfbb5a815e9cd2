/** The reference: the pages of `docs/reference/`, from the schema that clients see. */
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql';
import { exampleMutations, onPaper, paperId } from './example-mutations.ts';
import { type Example, exampleQueries } from './example-queries.ts';
import { fieldSection, type LinkTo, typeSection } from './markdown.ts';

const FOLDER = 'docs/reference';

interface Page {
  name: string;
  title: string;
  about: string;
  has(type: GraphQLNamedType): boolean;
}

/** What belongs to a mutation stands on one page with it in mind: its input, its answer, its refusals. */
const OF_MUTATIONS = /(Payload|UserError|UserErrorCode)$/;

const OF_LISTS = /(Connection|Edge|Facets|Filter|Order|Count)$/;

/** The pages of types; each type stands on the first that has it. */
const PAGES: readonly Page[] = [
  {
    name: 'payloads',
    title: 'What mutations take and answer',
    about: 'The inputs of mutations, their payloads, and the codes of their refusals.',
    has: (type) =>
      OF_MUTATIONS.test(type.name) || (isInputObjectType(type) && type.name.endsWith('Input')),
  },
  {
    name: 'lists',
    title: 'Lists',
    about: 'Pages, their edges, filters, orders and facets.',
    has: ({ name }) => OF_LISTS.test(name) || name === 'PageInfo',
  },
  {
    name: 'enums',
    title: 'Enums and scalars',
    about: 'Values that are named, and texts and numbers of a form of their own.',
    has: (type) => isEnumType(type) || isScalarType(type),
  },
  {
    name: 'objects',
    title: 'Things',
    about: 'What organisations and the coalition answer: things with an id, and their parts.',
    has: () => true,
  },
];

const HEAD = '<!-- Made by `npm run compose` from the schema: do not edit. -->';

/** The files of the reference, by their paths. */
export function referencePages(api: GraphQLSchema): ReadonlyMap<string, string> {
  const types = typesOf(api);
  const pageOf = new Map(types.map((type) => [type.name, PAGES.find((page) => page.has(type))]));
  const linkTo: LinkTo = (name) => {
    const page = pageOf.get(name);
    return page && `${page.name}.md#${name.toLowerCase()}`;
  };
  const ofTypes = PAGES.map((page): [string, string] => [
    `${FOLDER}/${page.name}.md`,
    pageText(
      page,
      types
        .filter(({ name }) => pageOf.get(name) === page)
        .map((type) => typeSection(type, linkTo)),
    ),
  ]);
  return new Map([
    [`${FOLDER}/README.md`, index()],
    [`${FOLDER}/queries.md`, rootText(api, 'Query', linkTo, exampleQueries(paperId('unite')))],
    [`${FOLDER}/mutations.md`, rootText(api, 'Mutation', linkTo, exampleMutations(api, onPaper))],
    ...ofTypes,
  ]);
}

const typesOf = (api: GraphQLSchema): GraphQLNamedType[] =>
  Object.values(api.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .filter(({ name }) => name !== 'Query' && name !== 'Mutation')
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));

const pageText = ({ title, about }: Pick<Page, 'title' | 'about'>, sections: readonly string[]) =>
  [HEAD, `# ${title}`, about, ...sections].join('\n\n');

function rootText(
  api: GraphQLSchema,
  root: 'Query' | 'Mutation',
  linkTo: LinkTo,
  examples: Readonly<Record<string, Example>>,
): string {
  const type = api.getType(root);
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
  const sections = fields
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map((field) => fieldSection(field, examples[field.name], linkTo));
  return pageText(ROOTS[root], sections);
}

const ROOTS = {
  Query: {
    title: 'Queries',
    about: 'What can be asked for, each with an example that a test sends.',
  },
  Mutation: {
    title: 'Mutations',
    about:
      'What can be done, each with an example that a test sends. What each answers beside its thing is `userErrors`, with codes of its own.',
  },
};

const index = (): string =>
  pageText(
    {
      title: 'Reference',
      about:
        'Every type, field, argument, input and value of the schema, as it describes them itself. [First steps](../guides/first-steps.md) is where to begin.',
    },
    [
      [
        '- [Queries](queries.md)',
        '- [Mutations](mutations.md)',
        ...PAGES.map(({ name, title, about }) => `- [${title}](${name}.md): ${about}`),
      ].join('\n'),
    ],
  );

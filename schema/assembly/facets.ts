/**
 * Facets: what a list is counted by. Of each there is a field of the list's `…Facets`; the shared ones bring the condition
 * of the filter that they are about, and the type of each other one is made here.
 */
import { Kind, type ObjectTypeDefinitionNode, type TypeNode } from 'graphql';
import { typeOfFile, wrongDeclaration } from './declarations.ts';
import { namesIn } from './definitions.ts';
import { wordsOf } from './nouns.ts';
import type { TypeFile } from './sdl-files.ts';

/** What a facet adds to a list, as SDL. */
export interface Facet {
  /** A field of the list's facets. */
  counts: string;
  /** A condition of the list's filter. */
  condition?: string;
  /** The type of a count. */
  type?: string;
}

/** How descriptions call what is listed, and who owns it. */
export interface Nouns {
  /** "policy ideas". */
  things: string;
  /** "organisations". */
  owners: string;
}

const sharedFacets = ({ things, owners }: Nouns): Readonly<Record<string, Facet>> => ({
  themes: {
    counts: `"By theme; what is under several counts for each." themes: [ThemeCount!]!`,
    condition: `"Only ${things} under one of these themes, by id." themes: [ID!]`,
  },
  areas: {
    counts: `
      "By area; what has none counts for none. The 100 with the most."
      areas(
        "By areas of this kind, each with all that lies in it; by regions, and nations without any, when left out."
        kind: AreaKind
      ): [AreaCount!]!`,
    condition: `"Only ${things} in or about one of these areas, by id or official code, or what lies in one." areas: [ID!]`,
  },
  organisations: {
    counts: `"By the organisation that they are of." organisations: [OrganisationCount!]!`,
    condition: `"Only ${things} of one of these ${owners}, by id." organisations: [ID!]`,
  },
  organisationKinds: {
    counts: `"By the kind of that organisation." organisationKinds: [OrganisationKindCount!]!`,
    condition: `"Only ${things} of organisations of these kinds." organisationKinds: [OrganisationKind!]`,
  },
  months: {
    counts: `
      "By the month in which they were put on record, the earliest first; counted without the filter's dates."
      months: [MonthCount!]!`,
  },
});

/**
 * The facet of this name of the list that a file declares.
 * @throws Error when it is no shared facet and no condition by which the file's type can be counted
 */
export function facetOf(file: TypeFile, name: string, nouns: Nouns): Facet {
  const shared = sharedFacets(nouns);
  const facet = Object.hasOwn(shared, name) ? shared[name] : ownFacet(file, name);
  if (facet) return facet;
  const condition = `a condition of ${file.typename}Filter that lists values of a field of ${file.typename}`;
  const expected = `each of the facets to be ${Object.keys(shared).join(', ')}, or ${condition}`;
  throw wrongDeclaration('list', file, expected, name);
}

/**
 * A condition with values of an enum counts by the field that has this enum.
 * @example The condition `statuses: [IdeaStatus!]` counts by the field `status: IdeaStatus!`.
 */
function ownFacet(file: TypeFile, name: string): Facet | undefined {
  const condition = conditionsOf(file).find((one) => one.name.value === name);
  if (!condition || !isList(condition.type)) return undefined;
  const [value] = namesIn(condition);
  const field = fieldOfType(typeOfFile(file), value);
  if (!field) return undefined;
  return {
    counts: `"By ${wordsOf(field)}." ${name}: [${value}Count!]!`,
    type: `
      "One ${wordsOf(field)}, and how many things of a list have it."
      type ${value}Count @shareable {
        "The ${wordsOf(field)}."
        ${field}: ${value}!
        "How many have it."
        count: Int!
      }`,
  };
}

const conditionsOf = ({ typename, definitions }: TypeFile) =>
  definitions.flatMap((one) =>
    one.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION && one.name.value === `${typename}Filter`
      ? (one.fields ?? [])
      : [],
  );

const isList = (type: TypeNode): boolean =>
  type.kind === Kind.NON_NULL_TYPE ? isList(type.type) : type.kind === Kind.LIST_TYPE;

const fieldOfType = ({ fields }: ObjectTypeDefinitionNode, typename: string | undefined) =>
  fields?.find((field) => namesIn(field).join() === typename)?.name.value;

/** A mutation for each that there is, as the reference shows it. */
import { getNamedType, type GraphQLSchema, isObjectType } from 'graphql';
import type { OrganisationKind } from '../generated/enums.ts';
import { COALITION_INPUTS, commonInputs, type ExampleOf, inputsOfKind } from './example-inputs.ts';
import type { Example } from './example-queries.ts';

const OF_KIND: Readonly<Record<OrganisationKind, string>> = {
  PARTY: 'labour',
  UNION: 'unite',
  THINK_TANK: 'progress',
  MOVEMENT: 'peoples-assembly',
};

const KINDS = Object.keys(OF_KIND) as OrganisationKind[];

/** The text of a mutation that answers what changed, and why not. */
export function mutationText(api: GraphQLSchema, name: string): string {
  const payload = getNamedType(api.getMutationType()?.getFields()[name]?.type);
  const fields = isObjectType(payload) ? Object.values(payload.getFields()) : [];
  const changed = fields
    .filter((field) => field.name !== 'userErrors')
    .map((field) => (isObjectType(getNamedType(field.type)) ? `${field.name} { id }` : field.name));
  const input = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
  return `mutation ($input: ${input}) {
  ${name}(input: $input) { ${changed.join(' ')} userErrors { code message field } }
}`;
}

/** @param of of whom each is, by the kind of the organisation */
export function exampleMutations(
  api: GraphQLSchema,
  of: (kind: OrganisationKind) => ExampleOf,
): Record<string, Example> {
  const inputs = {
    ...commonInputs(of('UNION')),
    ...Object.assign({}, ...KINDS.map((kind) => inputsOfKind(of(kind)))),
    ...COALITION_INPUTS,
  } as Record<string, object>;
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [
      name,
      { text: mutationText(api, name), variables: { input } },
    ]),
  );
}

/** The moments of examples on paper count from here. */
const PAPER_NOW = Date.UTC(2030, 4, 1, 18);

/** An id as the reference shows it. */
export const paperId =
  (organisation: string) =>
  (type: string): string =>
    `${organisation}:${type}:01JBXYZ0000000000000000000`;

/** Examples that stand in a page: their ids are of nothing. */
export const onPaper = (kind: OrganisationKind): ExampleOf => ({
  organisation: OF_KIND[kind],
  kind,
  idOf: paperId(OF_KIND[kind]),
  at: (hours) => new Date(PAPER_NOW + hours * 3_600_000).toISOString(),
});

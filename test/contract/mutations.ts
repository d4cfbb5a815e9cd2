/** Every mutation of the schema, with an input that its organisation would accept. */
import { readOrganisations, type Organisation } from '../../directory/organisations.ts';
import {
  commonInputs,
  type ExampleOf,
  inputsOfKind,
} from '../../schema/reference/example-inputs.ts';
import { newId } from '../../subgraphs/framework/ids.ts';
import type { IdType } from '../../schema/things.ts';
import { inHours } from './events.ts';
import { OF_KIND, ORGANISATION } from './people.ts';

/** A mutation by its name. */
export const mutationOf = (name: string): string => `
  mutation ($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) {
    ${name}(input: $input) { userErrors { code field } }
  }`;

/** The ids in examples are of nothing that is there. */
const exampleOf = ({ id: organisation, kind }: Organisation): ExampleOf => ({
  organisation,
  kind,
  idOf: (type) => newId(organisation, type as IdType),
  at: inHours,
});

/** What only one kind does: first something that needs nothing to be there. */
export const ofKind = (organisation: Organisation): object => inputsOfKind(exampleOf(organisation));

type Mutation = [name: string, organisation: string, input: Record<string, unknown>];

const mutationsAt = ({ id }: Organisation, inputs: object): Mutation[] =>
  Object.entries(inputs as Record<string, object>).map(([name, input]) => [name, id, { ...input }]);

/** Every mutation that only one kind has, at one organisation of that kind, with an input. */
export const MUTATIONS_OF_KINDS: Mutation[] = readOrganisations()
  .filter(({ id, kind }) => id === OF_KIND[kind])
  .flatMap((organisation) => mutationsAt(organisation, ofKind(organisation)));

/** Every mutation, each at one organisation that has it, with an input. */
export const MUTATIONS: Mutation[] = [
  ...readOrganisations()
    .filter(({ id }) => id === ORGANISATION)
    .flatMap((organisation) => mutationsAt(organisation, commonInputs(exampleOf(organisation)))),
  ...MUTATIONS_OF_KINDS,
];

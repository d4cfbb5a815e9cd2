/** The organisations that programs start with, read from `organisations.json`. Others join while everything runs. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { StartFailure } from '../platform/start-failure.ts';
import { fileOfHouse } from '../platform/root.ts';
import {
  CONTRACT_OF,
  type ContractOfKind,
  type OrganisationContract,
} from '../schema/contract-names.ts';
import { isOrganisationId } from '../schema/global-id.ts';
import { developmentSignIn, signInSchema } from './sign-in.ts';
import { OrganisationKind } from '../schema/generated/enums.ts';

/** The id of the coalition as an owner: it serves the contract `coalition`, and is no organisation. */
export const COALITION = 'coalition';

/** The contract that only organisations of this kind serve; its folder in `subgraphs/kinds/` has the same name. */
export const contractOfKind = (kind: OrganisationKind): ContractOfKind => CONTRACT_OF[kind];

/** All contracts that an organisation serves. */
export const contractsOf = ({ kind }: Pick<Organisation, 'kind'>): OrganisationContract[] => [
  'organisation',
  contractOfKind(kind),
];

/** An id is part of the name of a database, and MongoDB allows 63 bytes for that. */
const LONGEST_ORGANISATION_ID = 40;
const LONGEST_NAME = 100;
export const LONGEST_SUMMARY = 400;

const atMost = (longest: number): string => `expected at most ${longest} characters`;

export const organisationSchema = z.object({
  id: z
    .string()
    .refine(
      (id) => isOrganisationId(id) && id !== COALITION,
      `expected a slug such as "labour", and not "${COALITION}"`,
    )
    .max(LONGEST_ORGANISATION_ID, atMost(LONGEST_ORGANISATION_ID)),
  kind: z.enum(OrganisationKind, { error: `expected one of ${OrganisationKind.join(', ')}` }),
  name: z
    .string({ error: 'expected a name' })
    .trim()
    .min(1, 'expected a name')
    .max(LONGEST_NAME, atMost(LONGEST_NAME)),
  summary: z.string().max(LONGEST_SUMMARY, atMost(LONGEST_SUMMARY)).nullable().default(null),
  website: z
    .url({ protocol: /^https?$/, error: 'expected an address such as https://labour.example/' })
    .nullable()
    .default(null),
  joinedAt: z.coerce.date({ error: 'expected a date and time' }),
  signIn: signInSchema.nullable().default(null),
});

/** An organisation of the list. */
export type Organisation = z.infer<typeof organisationSchema> & {
  /** The issuer of its people's tokens; null while it has none. */
  issuer: string | null;
};

const FILE = fileOfHouse('directory/organisations.json');

/** The file of the list: `ORGANISATIONS_FILE`, or the one in this folder. */
export const organisationsFile = (env: NodeJS.ProcessEnv = process.env): string | URL =>
  env['ORGANISATIONS_FILE'] || FILE;

/**
 * Reads the organisations, in the order of the file. One without an issuer of its own has the development issuer, where
 * that is set.
 * @throws StartFailure naming everything in the list that is wrong, or two organisations with the same issuer or id
 */
export function readOrganisations(
  file: string | URL = organisationsFile(),
  env: NodeJS.ProcessEnv = process.env,
): Organisation[] {
  const list = z.array(organisationSchema).safeParse(readJson(file));
  if (!list.success) {
    const lines = list.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
    throw new StartFailure([`The list of organisations (${file}) is wrong:`, ...lines].join('\n'));
  }
  const twice = list.data.find(({ id }, at) => list.data.findIndex((o) => o.id === id) !== at);
  if (twice) throw new StartFailure(`The list of organisations (${file}) has "${twice.id}" twice.`);
  const organisations = list.data.map((one) => {
    // Read for each of them, so that production refuses it even where all have issuers of their own.
    const development = developmentSignIn(one.id, env);
    const signIn = one.signIn ?? development;
    return { ...one, signIn, issuer: signIn?.issuer ?? null };
  });
  needOwnIssuers(organisations);
  return organisations;
}

/**
 * Every organisation needs an issuer of its own: a token belongs to the organisation whose issuer signed it.
 * @throws StartFailure naming two that have the same
 */
export function needOwnIssuers(all: readonly Pick<Organisation, 'id' | 'signIn'>[]): void {
  const owners = new Map<string, string>();
  for (const { id, signIn } of all) {
    if (!signIn) continue;
    const other = owners.get(signIn.issuer);
    if (other !== undefined)
      throw new StartFailure(
        `"${other}" and "${id}" have the same issuer: expected an issuer of its own for each.`,
      );
    owners.set(signIn.issuer, id);
  }
}

function readJson(file: string | URL): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new StartFailure(
      `The list of organisations (${file}) cannot be read: ${(error as Error).message}.`,
    );
  }
}

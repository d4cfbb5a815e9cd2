/** Adds an organisation to the list on disk: `npm run new -- <id> --kind movement --name "…"`. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { cut } from '../platform/cut.ts';
import { StartFailure } from '../platform/start-failure.ts';
import {
  contractOfKind,
  needOwnIssuers,
  organisationSchema,
  organisationsFile,
  readOrganisations,
} from './organisations.ts';
import { OrganisationKind } from '../schema/generated/enums.ts';

const KINDS = new Map(OrganisationKind.map((kind) => [contractOfKind(kind) as string, kind]));

const USAGE = `Usage: npm run new -- <id> --kind ${[...KINDS.keys()].join('|')} --name "…" [--summary "…"] [--website https://…] [--issuer https://… [--audience …]]`;

/**
 * Adds the organisation that the arguments describe to the list.
 * @returns a sentence for the user that says what was added
 * @throws StartFailure naming every argument that is wrong; the list stays as it was
 */
export function addOrganisation(args: readonly string[], file = organisationsFile()): string {
  const { id, kind, issuer, audience, ...described } = readArguments(args);
  const organisationKind = needKind(kind);
  if (audience !== undefined && issuer === undefined)
    throw new StartFailure(`--audience: expected it only together with --issuer.\n${USAGE}`);
  const added = organisationSchema.safeParse({
    ...described,
    id,
    kind: organisationKind,
    joinedAt: new Date().toISOString(),
    signIn: issuer === undefined ? null : { issuer, ...(audience && { audience }) },
  });
  if (!added.success) throw wrongArguments(added.error, { ...described, id, issuer, audience });
  const organisations = readOrganisations(file);
  if (organisations.some((organisation) => organisation.id === id))
    throw new StartFailure(`There is an organisation with the id "${id}" already.`);
  needOwnIssuers([...organisations, added.data]);
  append(file, added.data);
  return `Added ${added.data.name} ("${id}", a ${kind}). It runs at the next "npm start" with this list.`;
}

/** @throws StartFailure */
function needKind(kind: string | undefined): OrganisationKind {
  const found = KINDS.get(kind ?? '');
  if (found) return found;
  const kinds = [...KINDS.keys()].join(', ');
  throw new StartFailure(`--kind: expected one of ${kinds}, but got ${quoted(kind)}.\n${USAGE}`);
}

/** @param given the value of each argument, by its name */
function wrongArguments(
  { issues }: z.ZodError,
  given: Readonly<Record<PropertyKey, string | undefined>>,
): StartFailure {
  const lines = issues.map(({ path, message }) => {
    const name = path.at(-1) ?? '';
    const argument = name === 'id' ? '<id>' : `--${String(name)}`;
    return `${argument}: ${message}, but got ${quoted(given[name])}.`;
  });
  return new StartFailure([...lines, USAGE].join('\n'));
}

/** A value as an error names it, cut to the length of a line. */
const quoted = (value: string | undefined): string =>
  value === undefined ? 'nothing' : `"${cut(value, 80)}"`;

function readArguments(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        kind: text,
        name: text,
        summary: text,
        website: text,
        issuer: text,
        audience: text,
      },
      allowPositionals: true,
    });
    if (positionals.length !== 1)
      throw new Error(`Expected one id, but got ${positionals.length}.`);
    return { id: positionals[0], ...values };
  } catch (error) {
    throw new StartFailure(`${(error as Error).message}\n${USAGE}`);
  }
}

/** Writes the new list to a second file and renames that, so that nobody reads half of it. */
function append(file: string | URL, organisation: object): void {
  const list = JSON.parse(readFileSync(file, 'utf8')) as object[];
  const path = typeof file === 'string' ? file : fileURLToPath(file);
  writeFileSync(`${path}.new`, `${JSON.stringify([...list, organisation], null, 2)}\n`);
  renameSync(`${path}.new`, path);
}

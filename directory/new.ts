/** `npm run new -- <id> --kind movement --name "…"`: puts an organisation on the list. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { StartFailure } from '../platform/start-failure.ts';
import {
  contractOfKind,
  needOwnIssuers,
  ORGANISATION_KINDS,
  organisationSchema,
  organisationsFile,
  readOrganisations,
} from './organisations.ts';

const KINDS = new Map(ORGANISATION_KINDS.map((kind) => [contractOfKind(kind) as string, kind]));

const USAGE = `Usage: npm run new -- <id> --kind ${[...KINDS.keys()].join('|')} --name "…" [--summary "…"] [--website https://…] [--issuer https://… [--audience …]]`;

/**
 * Adds the organisation that the arguments describe to the list, and answers what to tell.
 * @throws StartFailure saying what is wrong; the list is as it was then.
 */
export function addOrganisation(args: readonly string[], file = organisationsFile()): string {
  const { id, kind, issuer, audience, ...rest } = readArguments(args);
  const kindOf = KINDS.get(kind ?? '');
  if (!kindOf)
    throw new StartFailure(
      `--kind: expected one of ${[...KINDS.keys()].join(', ')}, but got ${shown(kind)}.\n${USAGE}`,
    );
  if (audience !== undefined && issuer === undefined)
    throw new StartFailure(`--audience: expected it with --issuer, whose tokens say it.\n${USAGE}`);
  const joinedAt = new Date().toISOString();
  const signIn = issuer === undefined ? null : { issuer, ...(audience && { audience }) };
  const added = organisationSchema.safeParse({ id, kind: kindOf, joinedAt, ...rest, signIn });
  if (!added.success) {
    const given: Record<PropertyKey, string | undefined> = { id, issuer, audience, ...rest };
    const lines = added.error.issues.map(({ path, message }) => {
      const name = path.at(-1) ?? '';
      return `${argument(name)}: ${message}, but got ${shown(given[name])}.`;
    });
    throw new StartFailure([...lines, USAGE].join('\n'));
  }
  if (readOrganisations(file).some((organisation) => organisation.id === id))
    throw new StartFailure(`There is an organisation with the id "${id}" already.`);
  needOwnIssuers([...readOrganisations(file), added.data]);
  append(file, added.data);
  return `Added ${added.data.name} ("${id}", a ${kind}). It runs at the next "npm start" with this list.`;
}

const argument = (name: PropertyKey): string => (name === 'id' ? '<id>' : `--${String(name)}`);

/** No value is longer than a line. */
const shown = (value: string | undefined): string =>
  value === undefined ? 'nothing' : `"${value.slice(0, 80)}"`;

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

/** Writes the list beside itself first, so that it is never half there. */
function append(file: string | URL, organisation: object): void {
  const list = JSON.parse(readFileSync(file, 'utf8')) as object[];
  const path = typeof file === 'string' ? file : fileURLToPath(file);
  writeFileSync(`${path}.new`, `${JSON.stringify([...list, organisation], null, 2)}\n`);
  renameSync(`${path}.new`, path);
}

/**
 * Makes the lists of what is found by where it stands: the Modules of each contract, and the types of cards; and of what
 * the contracts list: the values of their enums.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { HOUSE } from './run-program.js';
import { sdlFiles } from './sources.js';

const SUBGRAPHS = join(HOUSE, 'subgraphs');
const GENERATED = join(SUBGRAPHS, 'generated');
const KINDS = join(SUBGRAPHS, 'kinds');
const SCHEMA = join(HOUSE, 'schema');

/** Writes `subgraphs/generated/`, and the enums into `schema/generated/`; what would not change is left alone. */
export function ensureRegistry() {
  write(join(SCHEMA, 'generated'), 'enums', enums());
  const kinds = foldersIn(KINDS);
  write(GENERATED, 'organisation', modulesOf('organisation'));
  for (const kind of kinds) write(GENERATED, kind, modulesOf(join('kinds', kind)));
  write(GENERATED, 'kinds', listOfKinds(kinds));
  write(
    GENERATED,
    'card-lists',
    cardLists(['organisation', ...kinds.map((kind) => join('kinds', kind))]),
  );
}

const HEAD = '/** Made by `npm run codegen` from the folders of the Modules: do not edit. */\n';

/** A Module is a folder with a `module.ts`. */
function modulesOf(room) {
  const folders = foldersIn(join(SUBGRAPHS, room)).filter((folder) =>
    existsSync(join(SUBGRAPHS, room, folder, 'module.ts')),
  );
  const imports = folders.map(
    (folder) => `import { module as ${nameOf(folder)} } from '../${room}/${folder}/module.ts';\n`,
  );
  return `${HEAD}${imports.join('')}\nexport const MODULES = [${folders.map(nameOf).join(', ')}];\n`;
}

/** What each kind is, by its contract, which has the name of its folder. */
function listOfKinds(kinds) {
  const imports = kinds.map(
    (kind) => `import { MODULES as ${nameOf(kind)} } from './${kind}.ts';\n`,
  );
  const entries = kinds.map(
    (kind) => `  '${kind}': { contract: '${kind}', modules: ${nameOf(kind)} },\n`,
  );
  return `${HEAD}${imports.join('')}\nexport const KINDS = {\n${entries.join('')}} as const;\n`;
}

/** The description of a type of card is the file `…-list.ts` of a Module. */
function cardLists(rooms) {
  const files = rooms.flatMap((room) =>
    foldersIn(join(SUBGRAPHS, room)).flatMap((folder) =>
      readdirSync(join(SUBGRAPHS, room, folder))
        .filter((file) => file.endsWith('-list.ts'))
        .map((file) => `../${room}/${folder}/${file}`),
    ),
  );
  const names = files.map((file) => nameOf(file.replace(/^.*\/|\.ts$/g, '')));
  const imports = files.map((file, at) => `import { list as ${names[at]} } from '${file}';\n`);
  return `${HEAD}import type { CardList } from '../cards/card-list.ts';
${imports.join('')}
export const CARD_LISTS = [${names.join(', ')}] as unknown as readonly CardList[];\n`;
}

/** The values of each enum of the contracts, and the type of one of them, both by the name of the enum. */
function enums() {
  // Packages may be installed only after this file is read. The parser alone is loaded in no time.
  const { parse } = createRequire(import.meta.url)('graphql/language');
  const lists = sdlFiles().flatMap((file) =>
    parse(readFileSync(join(HOUSE, file), 'utf8'))
      .definitions.filter(({ kind }) => kind === 'EnumTypeDefinition')
      // Of the orders of a list, a file says only those of its own.
      .filter(({ name }) => !name.value.endsWith('Order'))
      .map(({ name, values }) =>
        enumOf(
          name.value,
          values.map((one) => one.name.value),
        ),
      ),
  );
  return `/** Made by \`npm run codegen\` from the enums of the contracts: do not edit. */\n${lists.join('')}`;
}

const enumOf = (name, values) => `
export const ${name} = [${values.map((value) => `'${value}'`).join(', ')}] as const;
export type ${name} = (typeof ${name})[number];
`;

const nameOf = (folder) => folder.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

const foldersIn = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();

function write(folder, name, text) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.ts`);
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

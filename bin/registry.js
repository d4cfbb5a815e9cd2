/** Makes the lists of what is found by where it stands: the Modules of each contract, and the types of cards. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOUSE } from './run-program.js';

const SUBGRAPHS = join(HOUSE, 'subgraphs');
const GENERATED = join(SUBGRAPHS, 'generated');
const KINDS = join(SUBGRAPHS, 'kinds');

/** Writes `subgraphs/generated/`; what would not change is left alone. */
export function ensureRegistry() {
  mkdirSync(GENERATED, { recursive: true });
  const kinds = foldersIn(KINDS);
  write('organisation', modulesOf('organisation'));
  for (const kind of kinds) write(kind, modulesOf(join('kinds', kind)));
  write('card-lists', cardLists(['organisation', ...kinds.map((kind) => join('kinds', kind))]));
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

const nameOf = (folder) => folder.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

const foldersIn = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();

function write(name, text) {
  const file = join(GENERATED, `${name}.ts`);
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

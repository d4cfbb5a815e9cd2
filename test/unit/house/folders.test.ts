/**
 * Of two folders one stands on the other, whether they lie side by side or one in the other: in a drawing of what folders
 * import, no arrow runs back. dependency-cruiser cannot hold it, as it drops what a folder imports of its own subfolders.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { fileOfHouse } from '../../../platform/root.ts';

const ROOMS = [
  'development',
  'directory',
  'gateway',
  'identity',
  'import',
  'platform',
  'schema',
  'subgraphs',
];

/** An import of one folder's file by a file of another. */
type Arrow = readonly [from: string, to: string];

/** What is generated names the files that it was made of, and is apart. */
const files = ROOMS.flatMap((room) =>
  readdirSync(fileOfHouse(room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('generated/'))
    .map((file) => path.join(room, file)),
);

function arrowsOf(file: string): Arrow[] {
  const folder = path.dirname(file);
  const imports = readFileSync(fileOfHouse(file), 'utf8').matchAll(
    /(?:from|import\() ?'(\.[^']+)'/g,
  );
  return [...imports]
    .map(([, to = '']): Arrow => [folder, path.dirname(path.join(folder, to))])
    .filter(([from, to]) => from !== to && !to.endsWith('/generated'));
}

/** The folders that import, by others or themselves, a folder that imports them. */
function inCircles(arrows: readonly Arrow[]): string[] {
  const reachedFrom = (start: string): ReadonlySet<string> => {
    const reached = new Set<string>();
    const follow = (folder: string): void => {
      for (const [from, to] of arrows)
        if (from === folder && !reached.has(to)) {
          reached.add(to);
          follow(to);
        }
    };
    follow(start);
    return reached;
  };
  const folders = [...new Set(arrows.map(([from]) => from))];
  return folders.filter((folder) => reachedFrom(folder).has(folder));
}

describe('folders', () => {
  test.each<[string, Arrow[], string[]]>([
    [
      'a parent and its subfolder',
      [
        ['a', 'a/b'],
        ['a/b', 'a'],
      ],
      ['a', 'a/b'],
    ],
    [
      'siblings',
      [
        ['a/b', 'a/c'],
        ['a/c', 'a/b'],
        ['a', 'a/b'],
      ],
      ['a/b', 'a/c'],
    ],
    [
      'three in a round',
      [
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'a'],
      ],
      ['a', 'b', 'c'],
    ],
    [
      'nothing where all arrows run one way',
      [
        ['a', 'b'],
        ['b', 'c'],
        ['a', 'c'],
      ],
      [],
    ],
  ])('are found in circles: %s', (_what, arrows, expected) => {
    expect(inCircles(arrows)).toEqual(expected);
  });

  test('import no folder that imports them', () => {
    const arrows = files.flatMap(arrowsOf);
    expect(arrows).toContainEqual(['subgraphs/framework/access', 'subgraphs/framework']);
    expect(inCircles(arrows)).toEqual([]);
  });
});

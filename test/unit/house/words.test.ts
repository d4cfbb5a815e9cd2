/** The code uses the words of docs/words.md: names that stood for several things, or for none, are not given again. */
import { describe, expect, test } from '@jest/globals';
import { parseSync } from '@swc/core';
import { FILES, textOf } from '../../support/files-of-house.ts';

/** Each with what to say for it. */
const FORBIDDEN: Readonly<Record<string, string>> = {
  beat: 'heartbeat',
  bell: 'notifier',
  dirty: 'pending',
  gate: 'semaphore',
  hear: 'receive',
  known: 'owners, active, cached: the verb of the case',
  look: 'poll, read',
  outlive: 'supersede',
  shown: 'visible, formatted: the verb of the case',
  sleeper: 'paused process',
  standing: 'current, progress',
  Standing: 'AffiliateStatus, FollowProgress, LogHeader',
  swept: 'pruned',
  tell: 'publish, notify',
  told: 'published, notified, reported',
  vanish: 'prune',
  vanished: 'pruned',
  within: 'baseFilter, nearCircle, withTimeout',
};

/** Where such a name is the right one: the name, and why. */
const ALLOWED: Readonly<Record<string, string>> = {
  'subgraphs/coalition/similar/announcements.ts vanished': 'It is stored under this name.',
  'subgraphs/coalition/similar/index-sync.ts vanished': 'It reads that.',
};

const isForbidden = (name: string) => Object.hasOwn(FORBIDDEN, name);

const ROOMS =
  /^(development|directory|embedded-mongo\/src|gateway|identity|import|platform|schema|subgraphs)\/.*\.ts$/;
const sources = FILES.filter((file) => ROOMS.test(file));

/** The names in a text: those of variables, functions, types and properties, not those in texts and comments. */
function namesIn(text: string): string[] {
  const names: string[] = [];
  JSON.stringify(parseSync(text, { syntax: 'typescript' }), (_key, node: unknown) => {
    const { type, value } = (node ?? {}) as Record<string, unknown>;
    if (type === 'Identifier') names.push(String(value));
    return node;
  });
  return names;
}

describe('the test', () => {
  test('reads names, and neither texts nor comments', () => {
    const names = namesIn(
      "/** told */ export const within = (shown: Known) => 'told' + shown.bell;",
    );
    expect(names.filter(isForbidden)).toEqual(['within', 'shown', 'shown', 'bell']);
  });

  test('allows nothing that is not there', () => {
    for (const allowed of Object.keys(ALLOWED)) {
      const [file = '', name = ''] = allowed.split(' ');
      expect(namesIn(textOf(file))).toContain(name);
    }
  });
});

test.each(sources)('%s has only names of the house', (file) => {
  const found = namesIn(textOf(file)).filter(isForbidden);
  const wrong = [...new Set(found)].filter((name) => !(`${file} ${name}` in ALLOWED));
  expect(wrong.map((name) => `${name}: say ${FORBIDDEN[name]}`)).toEqual([]);
});

/** The code uses the words of docs/words.md: names that stood for several things, or for none, are not given again. */
import { describe, expect, test } from '@jest/globals';
import { parseSync } from '@swc/core';
import { FILES, textOf } from '../../support/files-of-house.ts';

/** Words that no name has, alone or as a part (`countsShown`, `isKnown`), each with what to say for it. */
const FORBIDDEN: Readonly<Record<string, string>> = {
  beat: 'heartbeat',
  belief: 'acceptance of a snapshot',
  bell: 'notifier',
  birth: 'incarnation',
  dirty: 'pending',
  gate: 'semaphore',
  gone: 'deleted, closed, tombstone',
  hear: 'receive',
  heard: 'received, published',
  known: 'owners, active, cached: the verb of the case',
  look: 'poll, read, resolve',
  outlive: 'supersede',
  outward: 'external, safeConnect',
  shown: 'visible, formatted, selection: the verb of the case',
  sleeper: 'paused process',
  standing: 'current, AffiliateStatus, FollowProgress, LogHeader',
  swept: 'pruned',
  tell: 'publish, notify, submit',
  told: 'published, notified, reported',
  vanish: 'prune',
  vanished: 'pruned',
};

/** Words that are no name by themselves; within one they are plain English: `readOnce`, `takePosition`, `wholeNumber`. */
const FORBIDDEN_ALONE: Readonly<Record<string, string>> = {
  once: 'memoized, single flight, or what is read once',
  take: 'apply, receive, select, run: the verb of the case',
  whole: 'complete, integer',
  within: 'baseFilter, nearCircle, withTimeout',
};

/** Where such a name is the right one: the file and the name, and why. */
const ALLOWED: Readonly<Record<string, string>> = {
  'gateway/executor/share-runs.ts once': 'An option of addEventListener.',
  'gateway/partition/with-deadline.ts once': 'An option of addEventListener.',
  'subgraphs/coalition/affiliates/check/check-addresses.ts once': 'An option of addEventListener.',
  'subgraphs/coalition/similar/announcements.ts vanished': 'It is stored under this name.',
  'subgraphs/coalition/similar/index-sync.ts vanished': 'It reads that.',
  'subgraphs/organisation/ideas/positions.ts take':
    'One takes a position: the mutation is `takePosition`.',
  'test/integration/coalition/announcements.test.ts vanished': 'It writes that.',
};

const partsOf = (name: string): string[] =>
  name
    .split(/[_$]|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
    .map((part) => part.toLowerCase());

/** What to say for a name; undefined where it has no forbidden word. */
function betterThan(name: string): string | undefined {
  const part = partsOf(name).find((one) => Object.hasOwn(FORBIDDEN, one));
  if (part !== undefined) return FORBIDDEN[part];
  return Object.hasOwn(FORBIDDEN_ALONE, name) ? FORBIDDEN_ALONE[name] : undefined;
}

/** All code of the house, but for this file, which has the words as keys. */
const sources = FILES.filter(
  (file) => /\.(ts|js|cjs|mjs)$/.test(file) && file !== 'test/unit/house/words.test.ts',
);

interface Node {
  type?: string;
  value?: unknown;
  source?: { value: string };
  specifiers?: { local: { value: string } }[];
}

/** What a text imports from packages, and under which names. */
const importedFromPackages = ({ type, source, specifiers = [] }: Node): string[] =>
  type === 'ImportDeclaration' && !source?.value.startsWith('.')
    ? specifiers.map(({ local }) => local.value)
    : [];

/**
 * The names that a text gives: those of variables, functions, types and properties, not those in texts and comments.
 * Names of others are left out: what packages export (`once` of node:events) and members of values (`child.once`), each
 * of which is found where it is declared if that is in the house.
 */
function namesIn(text: string): string[] {
  const names: string[] = [];
  const others = new Set<string>();
  JSON.stringify(parseSync(text, { syntax: 'typescript' }), (key, node: Node | null) => {
    if (node?.type) for (const name of importedFromPackages(node)) others.add(name);
    const isName = node?.type === 'Identifier' || node?.type === 'PrivateName';
    if (isName && key !== 'property' && key !== 'imported') names.push(String(node.value));
    return node;
  });
  return names.filter((name) => !others.has(name));
}

describe('the test', () => {
  test('reads names, and neither texts nor comments', () => {
    const names = namesIn(
      "/** told */ export const within = (shown: Known) => 'told' + { bell: shown };",
    );
    expect(names.filter(betterThan)).toEqual(['within', 'shown', 'Known', 'bell', 'shown']);
  });

  test('finds a word as a part of a name', () => {
    const names = ['countsShown', 'isKnown', 'toldExperience', 'KNOWN_KEYS', 'HTTPBell'];
    expect(names.filter(betterThan)).toEqual(names);
    expect(['unknown', 'gateway', 'readOnce', 'heartbeat'].filter(betterThan)).toEqual([]);
  });

  test('leaves names alone that are those of others', () => {
    const text = "import { once } from 'node:events'; await once(child.once('exit'), 'look');";
    expect(namesIn(text).filter(betterThan)).toEqual([]);
    expect(namesIn("import { told as said } from './a.ts';").filter(betterThan)).toEqual([]);
    expect(namesIn("import { told } from './a.ts';").filter(betterThan)).toEqual(['told']);
  });

  test('allows nothing that is not there', () => {
    for (const allowed of Object.keys(ALLOWED)) {
      const [file = '', name = ''] = allowed.split(' ');
      expect(namesIn(textOf(file))).toContain(name);
    }
  });
});

test.each(sources)('%s has only names of the house', (file) => {
  const found = namesIn(textOf(file)).filter(betterThan);
  const wrong = [...new Set(found)].filter((name) => !(`${file} ${name}` in ALLOWED));
  expect(wrong.map((name) => `${name}: say ${betterThan(name)}`)).toEqual([]);
});

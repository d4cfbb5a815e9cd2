/** The table of rights that people read is the one that decides. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  AT_HOME,
  OF_APPLICATIONS,
  OF_EVERYONE,
  OF_ROLE,
  OF_TIER,
  type Right,
  RIGHTS,
  ROLES,
  TIERS,
} from '../../../identity/rights.ts';
import { fileOfHouse } from '../../../platform/root.ts';
import { COMMON_RULES } from '../../../subgraphs/organisation/rules.ts';
import { thinkTank } from '../../../subgraphs/kinds/think-tank/kind.ts';

const guide = readFileSync(fileOfHouse('docs/guides/access.md'), 'utf8');

const cells = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** Of each right in the guide: what it says that it is, and who holds it. */
const shown = guide.split('\n').filter((line) => /^\| `[a-z]+:[a-z]+` /.test(line));
const header = cells(guide.split('\n').find((line) => line.startsWith('| right ')) ?? '');

/** Who holds a right, as the columns of the guide call them. */
function holdersOf(right: Right): string[] {
  const everyone = OF_EVERYONE.includes(right);
  const atHome = everyone || AT_HOME.includes(right);
  const of = (holds: boolean, who: string) => (holds ? [who] : []);
  return [
    ...of(everyone, 'everyone signed in'),
    ...of(atHome, 'everyone at home'),
    ...of(atHome || TIERS.every((tier) => OF_TIER[tier].includes(right)), 'members'),
    ...ROLES.filter((role) => atHome || OF_ROLE[role].includes(right)).map((role) =>
      role.toLowerCase().replace('_', ' '),
    ),
    ...of((OF_APPLICATIONS as readonly Right[]).includes(right), 'applications'),
  ];
}

describe('the guide to access', () => {
  test('shows every right, and no other', () => {
    expect(shown.map((line) => cells(line)[0])).toEqual(
      Object.keys(RIGHTS).map((right) => `\`${right}\``),
    );
  });

  test.each(Object.entries(RIGHTS) as [Right, string][])(
    'says of %s what it is and who holds it',
    (right, what) => {
      const [, said, ...columns] = cells(
        shown.find((line) => line.startsWith(`| \`${right}\``)) ?? '',
      );
      const holders = header.slice(2).filter((_who, at) => columns[at] === 'yes');
      expect({ said, holders }).toEqual({ said: what, holders: holdersOf(right) });
    },
  );

  // The guide has one column for members: all tiers may the same today.
  test('may speak of members as one, as every tier may the same', () => {
    for (const tier of TIERS) expect(OF_TIER[tier]).toEqual(OF_TIER.NETWORK);
  });

  test.each(Object.keys({ ...COMMON_RULES, ...thinkTank.rules }))(
    'names the rule %s for other routers',
    (rule) => {
      expect(guide).toContain(`\`${rule}\``);
    },
  );
});

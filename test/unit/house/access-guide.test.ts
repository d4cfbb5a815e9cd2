/** The table of rights in the guide equals the one in the code. */
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
} from '../../../identity/rights.ts';
import { fileOfHouse } from '../../../platform/root.ts';
import { MemberTier, Role } from '../../../schema/generated/enums.ts';

const guide = readFileSync(fileOfHouse('docs/guides/access.md'), 'utf8');

const cells = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** The lines of the guide's table, one for each right. */
const rows = guide.split('\n').filter((line) => /^\| `[a-z]+:[a-z]+` /.test(line));
const header = cells(guide.split('\n').find((line) => line.startsWith('| right ')) ?? '');

/** The holders of a right, as the columns of the guide name them. */
function holdersOf(right: Right): string[] {
  const everyone = OF_EVERYONE.includes(right);
  const atHome = everyone || AT_HOME.includes(right);
  const of = (holds: boolean, who: string) => (holds ? [who] : []);
  return [
    ...of(everyone, 'everyone signed in'),
    ...of(atHome, 'everyone at home'),
    ...of(atHome || MemberTier.every((tier) => OF_TIER[tier].includes(right)), 'members'),
    ...Role.filter((role) => atHome || OF_ROLE[role].includes(right)).map((role) =>
      role.toLowerCase().replace('_', ' '),
    ),
    ...of((OF_APPLICATIONS as readonly Right[]).includes(right), 'applications'),
  ];
}

describe('the guide to access', () => {
  test('shows every right, and no other', () => {
    expect(rows.map((line) => cells(line)[0])).toEqual(
      Object.keys(RIGHTS).map((right) => `\`${right}\``),
    );
  });

  test.each(Object.entries(RIGHTS) as [Right, string][])(
    'has the text and the holders of %s',
    (right, what) => {
      const [, text, ...columns] = cells(
        rows.find((line) => line.startsWith(`| \`${right}\``)) ?? '',
      );
      const holders = header.slice(2).filter((_who, at) => columns[at] === 'yes');
      expect({ text, holders }).toEqual({ text: what, holders: holdersOf(right) });
    },
  );

  // The guide has one column for members: all tiers have the same rights today.
  test('may have one column for members, since every tier has the same rights', () => {
    for (const tier of MemberTier) expect(OF_TIER[tier]).toEqual(OF_TIER.NETWORK);
  });
});

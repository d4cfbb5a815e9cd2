/** The summary of an import. */
import type { Changes, Imported } from './polis/import-conversation.ts';

const formatted = (count: number): string => count.toLocaleString('en-GB');

const changesIn = ({ added, changed, unchanged }: Changes): string =>
  `${formatted(added)} new, ${formatted(changed)} changed, ${formatted(unchanged)} unchanged`;

/** The last lines that an import prints. */
export function summaryOf(
  { source, ideas, positions, votes }: Imported,
  organisation: string,
  refused: number,
): string {
  const lines = [
    `Imported the Polis conversation "${source}" for ${organisation}.`,
    `  ideas      ${changesIn(ideas)}`,
    `  positions  ${changesIn(positions)}`,
    `  votes      ${formatted(votes)} in these positions`,
  ];
  if (refused > 0)
    lines.push(`  refused    ${formatted(refused)} ${refused === 1 ? 'row' : 'rows'}`);
  return `${lines.join('\n')}\n`;
}

/** What an import says when it is done. */
import type { Changes, Imported } from './polis/import-conversation.ts';

const inWords = (count: number): string => count.toLocaleString('en-GB');

const changesIn = ({ added, changed, unchanged }: Changes): string =>
  `${inWords(added)} new, ${inWords(changed)} changed, ${inWords(unchanged)} unchanged`;

/** The closing lines of an import. */
export function summaryOf(
  { source, ideas, positions, votes }: Imported,
  organisation: string,
  refused: number,
): string {
  const lines = [
    `Imported the Polis conversation "${source}" for ${organisation}.`,
    `  ideas      ${changesIn(ideas)}`,
    `  positions  ${changesIn(positions)}`,
    `  votes      ${inWords(votes)} in these positions`,
  ];
  if (refused > 0) lines.push(`  refused    ${inWords(refused)} ${refused === 1 ? 'row' : 'rows'}`);
  return `${lines.join('\n')}\n`;
}

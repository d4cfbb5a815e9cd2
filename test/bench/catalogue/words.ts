/** Words to look for: the two that most titles have, and one that few cards have. */
import { STOP_WORDS } from '../../../subgraphs/coalition/similar/stop-words.ts';
import { entryOf } from './cards.ts';
import { organisationsOf } from '../measuring/organisations.ts';
import type { Words } from './pages.ts';
import type { Size } from './size.ts';

const SAMPLE = 2_000;

export function wordsOf({ seed, cards }: Size): Words {
  const [largest] = organisationsOf({ organisations: 1 });
  const count = Math.min(SAMPLE, Math.ceil(cards / 20));
  const counts = new Map<string, number>();
  let rare = '';
  for (let number = 1; number <= count; number += 1) {
    const card = entryOf(seed, largest?.id ?? '', number).card;
    const words = `${card?.title} ${card?.summary}`.toLowerCase().match(/[a-z]{4,}/g) ?? [];
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
    rare = words.at(-1) ?? '';
  }
  const [common = '', second = ''] = [...counts]
    .filter(([word]) => !STOP_WORDS.has(word))
    .toSorted(([, one], [, other]) => other - one)
    .map(([word]) => word);
  return { common, second, rare };
}

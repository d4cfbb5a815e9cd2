/** Lines of feeds, as organisations send them. All are about ideas. */
import type { EntryLine } from '../../subgraphs/feed/protocol/lines.ts';

/** The id of the idea with this number. */
export const ideaId = (organisation: string, number: number): string =>
  `${organisation}:idea:01JBXYZ${String(number).padStart(19, '0')}`;

/** The card of an idea, as JSON has it. */
export const aCardLine = (organisation: string, number: number, given: object = {}) => ({
  _id: ideaId(organisation, number),
  organisation,
  type: 'IDEA',
  title: `Idea ${number}`,
  summary: null,
  themes: ['transport'],
  area: null,
  startsAt: null,
  language: 'en-GB',
  status: 'SUBMITTED',
  channel: 'WEB',
  mergedInto: null,
  tally: { support: 1, oppose: 0, pass: 0, cast: { support: 1, oppose: 0, pass: 0 } },
  commentCount: 0,
  createdAt: '2026-01-02T03:04:05.000Z',
  updatedAt: '2026-01-02T03:04:05.000Z',
  ...given,
});

/** An entry with the card of an idea. */
export const anEntry = (
  organisation: string,
  seq: number,
  idea: number,
  version: number,
  given: object = {},
): EntryLine => ({
  seq,
  id: ideaId(organisation, idea),
  version,
  card: aCardLine(organisation, idea, { title: `Idea ${idea}, version ${version}`, ...given }),
});

/** A tombstone of an idea. */
export const aTombstone = (
  organisation: string,
  seq: number,
  idea: number,
  version: number,
): EntryLine => ({ seq, id: ideaId(organisation, idea), version, card: null });

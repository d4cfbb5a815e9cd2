/** What the filters of lists mean, said plainly over rows, and filters to try. */
import fc from 'fast-check';
import { readOrganisations } from '../../directory/organisations.ts';
import { areaOf, areas, liesIn } from '../../schema/areas.ts';
import type { Area } from '../../schema/read-areas.ts';
import { THEMES } from '../../schema/themes.ts';
import type { Field } from './lists.ts';
import {
  CampaignStatus,
  Channel,
  EventKind,
  IdeaStatus,
  OrganisationKind,
} from '../../schema/generated/enums.ts';

/** Words of no language, so that no stemmer changes them and no sample has them. */
export const WORDS = ['quixol', 'vornak', 'plimtho', 'zebbra', 'ñandúk'];

/** A row with all that a filter may look at. */
export interface Row {
  id: string;
  organisation: { id: string; kind: string };
  themes: { id: string }[];
  area?: { id: string } | null;
  place?: { area: { id: string } | null } | null;
  status: string;
  channel: string;
  kind: string;
  online: boolean;
  createdAt: string;
  startsAt: string;
  title?: string;
  name?: string;
  summary: string | null;
}

export const SELECTIONS = {
  policyIdeas:
    '{ id organisation { id kind } themes { id } area { id } status channel createdAt title summary }',
  events:
    '{ id organisation { id kind } themes { id } place { area { id } } status kind online startsAt createdAt name summary }',
  campaigns:
    '{ id organisation { id kind } themes { id } area { id } status createdAt name summary: aim }',
};

/** Of all levels: the state, its nations and regions, and a few constituencies. */
export const AREAS = areas().slice(0, 20);

export type Filter = Record<string, string[] | string | boolean | undefined>;

const placeOf = ({ area, place }: Row): Area | null => areaOf((area ?? place?.area)?.id ?? null);
const isIn = (place: Area | null, id: string): boolean => {
  const area = areaOf(id);
  return place !== null && area !== null && liesIn(place, area);
};
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const hasAnyWord = ({ title, name, summary }: Row, words: string[]): boolean => {
  const said = new Set(wordsOf(`${title ?? name} ${summary ?? ''}`));
  return words.some((word) => said.has(word));
};

/** Whether a row meets one condition: the contract's words, one line each. */
const CONDITIONS: Record<string, (row: Row, wanted: never) => boolean> = {
  organisations: ({ organisation }, ids: string[]) => ids.includes(organisation.id),
  themes: ({ themes }, ids: string[]) => themes.some(({ id }) => ids.includes(id)),
  areas: (row, ids: string[]) => ids.some((id) => isIn(placeOf(row), id)),
  statuses: ({ status }, wanted: string[]) => wanted.includes(status),
  channels: ({ channel }, wanted: string[]) => wanted.includes(channel),
  createdFrom: ({ createdAt }, moment: string) => createdAt >= moment,
  createdBefore: ({ createdAt }, moment: string) => createdAt < moment,
  startsFrom: ({ startsAt }, moment: string) => startsAt >= moment,
  startsBefore: ({ startsAt }, moment: string) => startsAt < moment,
  online: (row, wanted: boolean) => row.online === wanted,
  text: (row, wanted: string) => hasAnyWord(row, wordsOf(wanted)),
  kinds: ({ kind }, kinds: string[]) => kinds.includes(kind),
  organisationKinds: ({ organisation }, kinds: string[]) => kinds.includes(organisation.kind),
};

/** Whether a row of a list meets all conditions of a filter. */
export const meets = (row: Row, filter: Filter): boolean =>
  Object.entries(filter).every(
    ([condition, wanted]) => wanted === undefined || CONDITIONS[condition]!(row, wanted as never),
  );

const some = (values: readonly string[]) => fc.subarray([...values], { minLength: 1 });
const organisations = some([...readOrganisations().map(({ id }) => id), 'nobody']);
const shared = {
  organisations,
  organisationKinds: some(OrganisationKind),
  themes: some(THEMES.map(({ id }) => id)),
  areas: some(AREAS.map(({ id }) => id)),
  text: some(WORDS).map((words) => words.join(' ')),
};

const moment = (from: string, to: string) =>
  fc
    .date({ min: new Date(from), max: new Date(to), noInvalidDate: true })
    .map((date) => date.toISOString());

/** Every condition of each filter. */
export const CONDITIONS_OF = {
  policyIdeas: {
    ...shared,
    statuses: some(IdeaStatus),
    channels: some(Channel),
    createdFrom: moment('2025-01-01', '2027-01-01'),
    createdBefore: moment('2025-01-01', '2027-01-01'),
  },
  events: {
    ...shared,
    kinds: some(EventKind),
    statuses: some(['SCHEDULED', 'CHANGED', 'CANCELLED', 'DONE']),
    startsFrom: moment('2025-01-01', '2028-01-01'),
    startsBefore: moment('2025-01-01', '2028-01-01'),
    createdFrom: moment('2025-01-01', '2027-01-01'),
    createdBefore: moment('2025-01-01', '2027-01-01'),
    online: fc.boolean(),
  },
  campaigns: {
    ...shared,
    statuses: some(CampaignStatus),
    createdFrom: moment('2025-01-01', '2027-01-01'),
    createdBefore: moment('2025-01-01', '2027-01-01'),
  },
};

/** Any filter of up to four conditions. */
export const anyFilter = (field: Field): fc.Arbitrary<Filter> => {
  const conditions: Record<string, fc.Arbitrary<string[] | string | boolean>> = CONDITIONS_OF[
    field
  ];
  return fc
    .subarray(Object.keys(conditions), { minLength: 1, maxLength: 3 })
    .chain((names) =>
      fc.record(Object.fromEntries(names.map((name) => [name, conditions[name]!]))),
    );
};

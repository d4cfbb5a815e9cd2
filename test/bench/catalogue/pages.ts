/** The lists that are measured: each as clients ask for it, of another theme, area or organisation each time. */
import { list as ideaList } from '../../../subgraphs/organisation/ideas/idea-list.ts';
import { list as eventList } from '../../../subgraphs/organisation/events/event-list.ts';
import type { Organisation } from '../../../directory/organisations.ts';
import type { Catalogue } from '../../../subgraphs/coalition/catalogue/catalogue.ts';
import { regions } from '../../../schema/areas.ts';
import { cursorOf } from '../../../subgraphs/framework/lists/cursor.ts';
import { newestFirst } from '../../../subgraphs/framework/lists/orders.ts';
import { THEMES } from '../../../schema/themes.ts';
import { TODAY } from './cards.ts';

/** What is looked for: words that hardly a card is without, and one that hardly a card has. */
export interface Words {
  common: string;
  second: string;
  rare: string;
}

export interface Listing {
  name: string;
  /** Whether what it costs grows with what matches, by its nature. */
  grows?: true;
  read(catalogue: Catalogue, at: number): Promise<unknown>;
}

const themes = (at: number) => [THEMES[at % THEMES.length]?.id ?? ''];
const areas = (at: number) => [regions()[at % regions().length]?.id ?? ''];
const near = { latitude: 53.48, longitude: -2.24, radiusKm: 25 };
const toCome = { statuses: ['SCHEDULED', 'CHANGED'], startsFrom: new Date() } as const;
const ofText = (text: string) => ({ text, orderBy: 'RELEVANCE' });

/** Somewhere in the middle: about half of all cards come before. */
const halfway = cursorOf(newestFirst, {
  createdAt: new Date(TODAY - 500 * 86_400_000),
  _id: 'organisation-1',
});

const ideas =
  (filter: (at: number) => object, more: object = {}) =>
  (owners: readonly Organisation[]) =>
  (catalogue: Catalogue, at: number) =>
    catalogue.list(ideaList, { orderBy: 'NEWEST', filter: filter(at), ...more }, owners);

type Reading = (owners: readonly Organisation[]) => Listing['read'];

const events =
  (filter: object, orderBy: string): Reading =>
  (owners) =>
  (catalogue) =>
    catalogue.list(eventList, { orderBy, filter }, owners);

const search =
  (args: { text: string; orderBy: string }): Reading =>
  (owners) =>
  (catalogue) =>
    catalogue.search(args, owners);

const facets =
  (filter: (at: number) => object): Reading =>
  (owners) =>
  async (catalogue, at) => {
    const list = await ideas(filter)(owners)(catalogue, at);
    const { themes: byTheme, statuses, organisations } = list.facets;
    await Promise.all([byTheme?.({}), statuses?.({}), organisations?.({})]);
  };

const total: Reading = (owners) => async (catalogue, at) => {
  const list = await ideas(() => ({}))(owners)(catalogue, at);
  await list.totalCount();
};

/** All of them, over these organisations. */
export function listings(owners: readonly Organisation[], words: Words): Listing[] {
  const organisations = (at: number) => [owners[at % owners.length]?.id ?? ''];
  const plain: [string, Reading][] = [
    ['ideas, newest', ideas(() => ({}))],
    ['ideas, newest, a page halfway', ideas(() => ({}), { after: halfway })],
    ['ideas, newest, the last page', ideas(() => ({}), { last: 20 })],
    ['ideas of a theme, most supported', ideas((at) => ({ themes: themes(at) }), supported)],
    ['ideas of an organisation', ideas((at) => ({ organisations: organisations(at) }))],
    ['ideas of all unions', ideas(() => ({ organisationKinds: ['UNION'] }))],
    ['ideas of an area', ideas((at) => ({ areas: areas(at) }))],
    [
      'ideas of a theme and a status',
      ideas((at) => ({ themes: themes(at), statuses: ['ADOPTED'] })),
    ],
    ['events to come', events(toCome, 'SOONEST')],
    ['events to come, near', events({ ...toCome, near }, 'SOONEST')],
  ];
  const growing: [string, Reading][] = [
    ['events near, nearest', events({ near }, 'NEAREST')],
    ['ideas, their total', total],
    ['ideas, three facets', facets(() => ({}))],
    ['ideas of a theme, three facets', facets((at) => ({ themes: themes(at) }))],
    ['search, a rare word', search(ofText(words.rare))],
    ['search, a common word', search(ofText(words.common))],
    ['search, two common words', search(ofText(`${words.common} ${words.second}`))],
    ['search, a common word, newest', search({ text: words.common, orderBy: 'NEWEST' })],
  ];
  return [
    ...plain.map(([name, reading]) => ({ name, read: reading(owners) })),
    ...growing.map(([name, reading]) => ({ name, grows: true as const, read: reading(owners) })),
  ];
}

const supported = { orderBy: 'MOST_SUPPORTED' };

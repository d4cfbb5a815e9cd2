/**
 * Facets: how many rows of a list have which theme, status… Each is counted under the list's filter without its own
 * conditions, so that a count says what the list would have with that value chosen. All that are asked for at once are
 * counted in one command.
 */
import DataLoader from 'dataloader';
import type { Model } from 'mongoose';
import type { Organisation } from '../../../directory/organisations.ts';
import { both, type Filter } from './filter.ts';

/** How many rows have a value. */
interface Tallied {
  _id: string;
  count: number;
}

/** One count of a facet, in the contract's words: `{ theme, count }`. */
export type Count = Readonly<Record<string, unknown>> & { count: number };

/** How a facet is asked for. */
export type FacetArgs = Readonly<Record<string, unknown>>;

/** Something that rows are counted by. */
export interface Dimension {
  /** The conditions of a filter that are about it. */
  conditions: readonly string[];
  /** Its value, as an aggregation expression as of a moment; of a list, each counts. */
  by: string | ((now: Date) => object);
  isList?: boolean;
  /** The counts as the contract shows them. */
  toCounts(tallied: readonly Tallied[], owners: readonly Organisation[], args: FacetArgs): Count[];
}

/** The facets of a list by their name in the contract; each is counted when it is asked for. */
export type Facets = Readonly<Record<string, (args: FacetArgs) => Promise<Count[]>>>;

/** The most first; what is level by its value. */
const mostFirst = (one: Tallied, other: Tallied): number =>
  other.count - one.count || (one._id < other._id ? -1 : 1);

/** Shows each value under a name, as what it stands for; one that stands for nothing (any longer) is left out. */
export const named =
  (name: string, standsFor: (id: string, owners: readonly Organisation[]) => unknown) =>
  (tallied: readonly Tallied[], owners: readonly Organisation[]): Count[] =>
    tallied.toSorted(mostFirst).flatMap(({ _id, count }) => {
      const value = standsFor(_id, owners);
      return value == null ? [] : [{ [name]: value, count }];
    });

/**
 * By a field that is an enum of the contract.
 * @example facets: { statuses: byField('status', 'status', 'statuses') }
 */
export const byField = (field: string, name: string, condition: string): Dimension => ({
  conditions: [condition],
  by: `$${field}`,
  toCounts: named(name, (value) => value),
});

export const byOrganisation: Dimension = {
  conditions: ['organisations'],
  by: '$organisation',
  toCounts: named('organisation', (id, owners) => owners.find((one) => one.id === id)),
};

export const byOrganisationKind: Dimension = {
  conditions: ['organisationKinds'],
  by: '$organisation',
  toCounts(tallied, owners) {
    const kinds = new Map(owners.map(({ id, kind }) => [id, kind]));
    const counts = new Map<string, number>();
    for (const { _id, count } of tallied) {
      const kind = kinds.get(_id);
      if (kind) counts.set(kind, (counts.get(kind) ?? 0) + count);
    }
    const summed = [...counts].map(([_id, count]) => ({ _id, count }));
    return named('kind', (kind) => kind)(summed, owners);
  },
};

/** By the calendar month of a moment, in UTC. */
export const byMonth = (field: string, from: string, before: string): Dimension => ({
  conditions: [from, before],
  by: () => ({ $dateToString: { format: '%Y-%m', date: `$${field}` } }),
  toCounts: (tallied) =>
    tallied
      .toSorted((one, other) => (one._id < other._id ? -1 : 1))
      .map(({ _id, count }) => ({ month: _id, count })),
});

/** What is counted, and how the filter is made of some of its conditions. */
export interface Counting {
  dimensions: Readonly<Record<string, Dimension>>;
  /** What holds of every row of the list. */
  baseFilter: Filter;
  /** What only those conditions of the filter that pass demand. */
  filter(passes: (condition: string) => boolean): Filter;
  owners: readonly Organisation[];
  now: Date;
}

/** The facets of a list. */
export function facetsOf<Row>(model: Model<Row>, counting: Counting): Facets {
  const loader = new DataLoader<string, Tallied[]>((names) => countBy(model, counting, names));
  return Object.fromEntries(
    Object.entries(counting.dimensions).map(([name, { toCounts }]) => [
      name,
      async (args: FacetArgs) => toCounts(await loader.load(name), counting.owners, args),
    ]),
  );
}

/** Counts by several dimensions in one command, each without its own conditions. */
async function countBy<Row>(
  model: Model<Row>,
  { dimensions, baseFilter, filter, now }: Counting,
  names: readonly string[],
): Promise<Tallied[][]> {
  const asked = names.flatMap((name) => dimensions[name] ?? []);
  const own = new Set(asked.flatMap(({ conditions }) => conditions));
  const branches = asked.map((dimension, at) => {
    const others = filter(
      (condition) => own.has(condition) && !dimension.conditions.includes(condition),
    );
    const matching = Object.keys(others).length > 0 ? [{ $match: others }] : [];
    return [`of${at}`, [...matching, ...tallying(dimension, now)]] as const;
  });
  const [found] = await model.aggregate<Record<string, Tallied[]>>([
    {
      $match: both(
        baseFilter,
        filter((condition) => !own.has(condition)),
      ),
    },
    { $facet: Object.fromEntries(branches) as Record<string, never> },
  ]);
  return asked.map((_, at) => found?.[`of${at}`] ?? []);
}

function tallying({ by, isList = false }: Dimension, now: Date): object[] {
  return [
    { $group: { _id: typeof by === 'string' ? by : by(now), count: { $sum: 1 } } },
    // There are far fewer different lists than rows: each is taken apart once.
    ...(isList
      ? [{ $unwind: '$_id' }, { $group: { _id: '$_id', count: { $sum: '$count' } } }]
      : []),
    { $match: { _id: { $ne: null } } },
  ];
}

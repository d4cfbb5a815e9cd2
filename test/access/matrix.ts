/** Asks a contract on every path, in every form, as one caller, and says where the answer is not what is expected. */
import { buildSubgraphSchema } from '@apollo/subgraph';
import { getNamedType, isCompositeType, type GraphQLSchema } from 'graphql';
import type { Caller } from '../../identity/caller.ts';
import { type Contract, contractDocument } from '../../schema/contracts.ts';
import type { Answer } from '../support/answer.ts';
import { CALLERS, type CallerName } from './callers.ts';
import { FIELDS, maySeeField, maySeeThing, TYPES } from './expected.ts';
import { MUTATIONS, wrongInputs } from './mutations.ts';
import { type Path, pathsOf } from './paths.ts';
import { idOf, linked, type Thing, thingsOf, typeOfThing } from './world.ts';

/** Asks a contract of the organisation whose matrix it is. */
export type Ask = (
  contract: Contract,
  query: string,
  variables: object,
  caller: Caller | null,
) => Promise<Answer<Record<string, unknown>>>;

/** The types that are guarded, or that have guarded fields, in some contract. */
const GUARDED_TYPES = [
  ...new Set([
    ...Object.keys(TYPES),
    ...Object.keys(FIELDS).map((coordinate) => coordinate.split('.')[0] ?? ''),
  ]),
].filter((type) => type !== 'Query');

const schemaOf = (contract: Contract): GraphQLSchema =>
  buildSubgraphSchema({ typeDefs: contractDocument(contract) });

/** How a field is asked at the end of a path: as it is, under another name, and in each sort of fragment. */
const FORMS = ['', 'alias_', 'inline_', 'interface_', 'named_'] as const;

const fieldsOf = (schema: GraphQLSchema, type: string): string[] =>
  Object.keys(FIELDS)
    .filter((coordinate) => coordinate.startsWith(`${type}.`))
    .map((coordinate) => coordinate.slice(type.length + 1))
    .filter(
      (name) => name in (schema.getType(type) as never as { getFields(): object }).getFields(),
    );

function asked(schema: GraphQLSchema, type: string, form: string): string {
  const { getFields } = schema.getType(type) as never as {
    getFields(): Record<string, { type: never }>;
  };
  const fields = getFields.call(schema.getType(type));
  return fieldsOf(schema, type)
    .map((name) => {
      const isLeaf = !isCompositeType(getNamedType(fields[name]!.type));
      return `${form ? `${form}${name}: ` : ''}${name}${isLeaf ? '' : ' { __typename }'}`;
    })
    .join(' ');
}

/** What is asked at the end of a path. */
function leafOf(schema: GraphQLSchema, type: string): string {
  const of = (form: string) => asked(schema, type, form);
  return `__typename id ${of('')} ${of('alias_')} ...Named${type}
    ... on ${type} { inlineId: id ${of('inline_')} }
    ... on Node { interfaceId: id ... on ${type} { againId: id ${of('interface_')} } }`;
}

const named = (schema: GraphQLSchema, type: string): string =>
  `fragment Named${type} on ${type} { namedId: id ${asked(schema, type, 'named_')} }`;

function selectionOf(schema: GraphQLSchema, { steps, from, to }: Path): string {
  const inner = steps.reduceRight(
    (selection, { field }) =>
      `{ ${field.name}${field.args.some(({ name }) => name === 'first') ? '(first: 100)' : ''} ${selection} }`,
    `{ ${leafOf(schema, to)} }`,
  );
  return 'type' in from ? `{ ... on ${from.type} ${inner} }` : inner;
}

/** The document that asks every path of a contract at once, each by its place. */
function documentOf(schema: GraphQLSchema, paths: readonly Path[]): string {
  const fields = paths.map((path, at) => `p${at}: ${path.root} ${selectionOf(schema, path)}`);
  const ends = [...new Set(paths.map(({ to }) => to))].map((type) => named(schema, type));
  const used = new Set(fields.flatMap((text) => text.match(/\$\w+/g) ?? []));
  const typeOf = (name: string) =>
    name.startsWith('$refs') ? '[_Any!]!' : name.startsWith('$ids') ? '[ID!]!' : 'ID!';
  const variables = [...used].map((name) => `${name}: ${typeOf(name)}`).join(', ');
  return `query (${variables}) { ${fields.join('\n')} } ${ends.join('\n')}`;
}

/** The variables of every document: the ids of all things, or of as many that are not there. */
function variablesOf(home: string, seed = 'there'): Record<string, unknown> {
  const types = [...GUARDED_TYPES, 'Organisation'];
  const of = (type: string) => thingsOf(type).map((thing) => idOf(home, thing, seed));
  return Object.fromEntries([
    ['organisation', home],
    ...types.flatMap((type) => [
      [`ids${type}`, of(type)],
      [`refs${type}`, of(type).map((id) => ({ __typename: type, id }))],
      ...thingsOf(type).map((thing) => [`id_${thing}`, idOf(home, thing, seed)]),
    ]),
  ]);
}

/** What is expected at the end of a path. */
function expectedAt({ root, from, steps }: Path, caller: CallerName): Set<Thing> {
  const seen = (things: readonly Thing[]) =>
    things.filter((thing) => maySeeThing(typeOfThing(thing), thing, caller));
  const follow = (coordinate: string, things: readonly Thing[]) =>
    things
      .filter((thing) => maySeeField(coordinate, thing, caller))
      .flatMap((thing) => seen(linked(coordinate, thing, caller)));
  const byId = /\$id_(\w+)/.exec(root)?.[1] as Thing | undefined;
  const start =
    'coordinate' in from
      ? follow(from.coordinate, ['root'])
      : seen(byId ? [byId] : thingsOf(from.type));
  const hops = steps.filter(({ type }) => !/(Connection|Edge|Facets|Count)$/.test(type));
  return new Set(
    hops.reduce<Thing[]>(
      (things, { type, field }) => follow(`${type}.${field.name}`, things),
      start,
    ),
  );
}

type Shown = Record<string, unknown>;

/** What an answer shows at the end of a path. */
function shownAt({ steps }: Path, answer: unknown): Shown[] {
  const flat = (value: unknown): Shown[] =>
    Array.isArray(value) ? value.flatMap(flat) : value ? [value as Shown] : [];
  return steps.reduce((at, { field }) => at.flatMap((one) => flat(one[field.name])), flat(answer));
}

const titleOf = ({ root, steps, to }: Path): string =>
  `${[root, ...steps.map(({ field }) => field.name)].join('.')}: ${to}`;

/** One contract of an organisation, to be asked as anyone. */
export function matrixOf(contract: Contract) {
  const schema = schemaOf(contract);
  const isGuarded = (type: string) =>
    schema.getType(type) && (type in TYPES || fieldsOf(schema, type).length > 0);
  // The things that the coalition shows are for everyone: what it guards is at the root, and leads to none of them.
  const targets = contract === 'coalition' ? [] : GUARDED_TYPES.filter(isGuarded);
  const paths = targets.length > 0 ? pathsOf(schema, new Set(targets)) : [];
  const document = paths.length > 0 ? documentOf(schema, paths) : null;
  const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});

  const wrongAt = (path: Path, answer: unknown, home: string, caller: CallerName): string[] => {
    const things = new Map(thingsOf(path.to).map((thing) => [idOf(home, thing), thing]));
    const shown = shownAt(path, answer);
    const found = [...new Set(shown.map(({ id }) => things.get(String(id)) ?? String(id)))].sort();
    const expected = [...expectedAt(path, caller)].sort();
    const about = `${contract}: ${titleOf(path)} to ${caller}`;
    if (found.join() !== expected.join())
      return [`${about}: expected [${expected.join()}], but got [${found.join()}]`];
    return shown.flatMap((one) => {
      const thing = things.get(String(one['id']));
      return fieldsOf(schema, path.to).flatMap((field) =>
        FORMS.filter(
          (form) =>
            thing !== undefined &&
            (one[form + field] !== null) !== maySeeField(`${path.to}.${field}`, thing, caller),
        ).map(
          (form) => `${about}: ${form}${field} of ${thing} is ${JSON.stringify(one[form + field])}`,
        ),
      );
    });
  };

  /** Where what a caller sees at the root differs from what is expected, by a field's own name and by another. */
  const wrongRoots = async (ask: Ask, home: string, caller: CallerName): Promise<string[]> => {
    const fields = fieldsOf(schema, 'Query').flatMap((name) => [
      { name, key: name },
      { name, key: `other_${name}` },
    ]);
    const query = fields.map(({ name, key }) => `${key}: ${name} { __typename }`).join(' ');
    const { data, errors } = await ask(contract, `{ ${query} }`, {}, CALLERS[caller](home));
    if (errors || !data) return [`${contract} to ${caller}: ${JSON.stringify(errors?.[0])}`];
    return fields
      .filter(
        ({ name, key }) => (data[key] !== null) !== maySeeField(`Query.${name}`, 'root', caller),
      )
      .map(({ key }) => `${contract} to ${caller}: Query.${key}`);
  };

  return {
    contract,
    schema,
    paths,
    mutations,
    /** Where what a caller sees differs from what is expected. */
    async wrongReads(ask: Ask, home: string, caller: CallerName): Promise<string[]> {
      if (contract === 'coalition') return wrongRoots(ask, home, caller);
      if (!document) return [];
      const { data, errors } = await ask(
        contract,
        document,
        variablesOf(home),
        CALLERS[caller](home),
      );
      if (errors || !data) return [`${contract} to ${caller}: ${JSON.stringify(errors?.[0])}`];
      return paths.flatMap((path, at) => wrongAt(path, data[`p${at}`], home, caller));
    },
    /** What is answered to a caller for the ids of all that they may not see, or for as many that are not there. */
    async hiddenById(ask: Ask, home: string, caller: CallerName, seed?: string): Promise<string> {
      const hidden = (type: string) =>
        thingsOf(type).filter((thing) => !maySeeThing(type, thing, caller));
      const ids = Object.keys(TYPES)
        .flatMap(hidden)
        .map((thing) => idOf(home, thing, seed));
      const refs = Object.keys(TYPES)
        .filter((type) => paths.some(({ root }) => root.includes(`$refs${type})`)))
        .flatMap((type) =>
          hidden(type).map((thing) => ({ __typename: type, id: idOf(home, thing, seed) })),
        );
      const one = ids.map((_id, at) => `n${at}: node(id: $id${at}) { __typename id }`);
      const header = ids.map((_id, at) => `$id${at}: ID!`).join(', ');
      const byIds = 'node' in (schema.getQueryType()?.getFields() ?? {});
      const query = byIds
        ? `query ($ids: [ID!]!, $refs: [_Any!]!, ${header}) { ${one.join(' ')} nodes(ids: $ids) { __typename id }
            _entities(representations: $refs) { __typename } }`
        : 'query ($refs: [_Any!]!) { _entities(representations: $refs) { __typename } }';
      const each = Object.fromEntries(ids.map((id, at) => [`id${at}`, id]));
      const variables = byIds ? { ...each, ids, refs } : { refs };
      return JSON.stringify(await ask(contract, query, variables, CALLERS[caller](home)));
    },
    /** Where what a caller may do differs from what is expected. What is done is never right, so nothing is written. */
    async wrongWrites(ask: Ask, home: string, caller: CallerName): Promise<string[]> {
      if (mutations.length === 0) return [];
      const fields = mutations.map((name) => `${name}(input: $${name}) { __typename }`);
      const header = mutations.map(
        (name) => `$${name}: ${name[0]?.toUpperCase()}${name.slice(1)}Input!`,
      );
      const query = `mutation (${header.join(', ')}) { ${fields.join(' ')} }`;
      const { errors = [] } = await ask(contract, query, wrongInputs(home), CALLERS[caller](home));
      return mutations.flatMap((name) => {
        const error = errors.find(({ path }) => path?.[0] === name);
        const code = error ? error.extensions['code'] : 'done';
        const refusal = caller === 'visitor' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
        const right = MUTATIONS[name]?.may.includes(caller)
          ? code === 'BAD_USER_INPUT' || code === 'NOT_FOUND'
          : code === refusal;
        return right ? [] : [`${contract}: ${name} by ${caller}: ${String(code)}`];
      });
    },
  };
}

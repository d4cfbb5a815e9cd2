/** Asks a contract on every path, in every form, as one caller, and says where the answer is not what is expected. */
import type { Caller } from '../../identity/caller.ts';
import type { Contract } from '../../schema/contract-names.ts';
import type { Answer } from '../support/answer.ts';
import type { Pretended } from '../support/credentials.ts';
import { CALLERS, type CallerName, isRefused } from './callers.ts';
import { type Cells, fieldsOf } from './cells.ts';
import { documentOf, FORMS, variablesOf } from './document.ts';
import { expectedAt, visibleAt, titleOf } from './ends.ts';
import { maySeeField, maySeeThing, TYPES } from './expected.ts';
import { MUTATIONS, wrongInputs } from './mutations.ts';
import type { Path } from './paths.ts';
import { idOf, type Thing, thingsById, thingsOf } from './world.ts';

/** Asks a contract of the organisation whose matrix it is. */
export type Ask = (
  contract: Contract,
  query: string,
  variables: object,
  caller: Caller | Pretended | null,
) => Promise<Answer<Record<string, unknown>>>;

/** A server that does not understand what it is asked notices no mutant: it is the matrix then that is wrong. */
function understood<Data>(answer: Answer<Data>): Answer<Data> {
  const wrong = answer.errors?.find(({ extensions }) =>
    /^GRAPHQL_(PARSE|VALIDATION)_FAILED$/.test(String(extensions['code'])),
  );
  if (wrong) throw new Error(`The matrix asks what cannot be asked: ${wrong.message}`);
  return answer;
}

/** What is wrong with the answer to a caller who is refused: that it says anything but that. */
function wrongRefusal(answer: Answer<Record<string, unknown>>, about: string): string[] {
  const codes = answer.errors?.map(({ extensions }) => extensions['code']);
  const isRefusal = !answer.data && codes?.join() === 'UNAUTHENTICATED';
  return isRefusal ? [] : [`${about}: ${JSON.stringify(answer.data ?? codes)}`];
}

/** Cells of a contract, to be asked as anyone. */
export function matrixOf(cells: Cells) {
  const { contract, schema, paths, roots, mutations } = cells;
  const document = paths.length > 0 ? documentOf(cells) : null;

  const wrongAt = (
    path: Path,
    answer: unknown,
    things: ReadonlyMap<unknown, Thing>,
    caller: CallerName,
  ): string[] => {
    const visible = visibleAt(path, answer);
    const found = [...new Set(visible.map(({ id }) => things.get(id) ?? String(id)))].sort();
    const expected = [...expectedAt(path, caller)].sort();
    const about = `${contract}: ${titleOf(path)} to ${caller}`;
    if (found.join() !== expected.join())
      return [`${about}: expected [${expected.join()}], but got [${found.join()}]`];
    return visible.flatMap((one) => {
      const thing = things.get(one['id']);
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
    if (roots.length === 0) return [];
    const fields = roots.flatMap((name) => [
      { name, key: name },
      { name, key: `other_${name}` },
    ]);
    const query = fields.map(({ name, key }) => `${key}: ${name} { __typename }`).join(' ');
    const answer = await ask(contract, `{ ${query} }`, {}, CALLERS[caller](home));
    const { data, errors } = understood(answer);
    if (isRefused(caller)) return wrongRefusal(answer, `${contract} to ${caller}`);
    if (errors || !data) return [`${contract} to ${caller}: ${JSON.stringify(errors?.[0])}`];
    return fields
      .filter(
        ({ name, key }) => (data[key] !== null) !== maySeeField(`Query.${name}`, 'root', caller),
      )
      .map(({ key }) => `${contract} to ${caller}: Query.${key}`);
  };

  /** Where what a caller sees at the end of a path differs from what is expected. */
  const wrongPaths = async (ask: Ask, home: string, caller: CallerName): Promise<string[]> => {
    if (!document) return [];
    const variables = variablesOf(home);
    const answer = await ask(contract, document, variables, CALLERS[caller](home));
    const { data, errors } = understood(answer);
    if (isRefused(caller)) return wrongRefusal(answer, `${contract} to ${caller}`);
    if (errors || !data) return [`${contract} to ${caller}: ${JSON.stringify(errors?.[0])}`];
    const things = thingsById(home);
    return paths.flatMap((path, at) => wrongAt(path, data[`p${at}`], things, caller));
  };

  return {
    contract,
    paths,
    /** Where what a caller sees differs from what is expected. */
    wrongReads: async (ask: Ask, home: string, caller: CallerName): Promise<string[]> => [
      ...(await wrongRoots(ask, home, caller)),
      ...(await wrongPaths(ask, home, caller)),
    ],
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
      const answer = await ask(contract, query, wrongInputs(home), CALLERS[caller](home));
      const { errors = [] } = understood(answer);
      if (isRefused(caller)) return wrongRefusal(answer, `${contract} by ${caller}`);
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

/** `$group`, and its shorthand `$sortByCount`. */
import { badValue } from '../errors.ts';
import { compileExpression } from '../expressions/expression.ts';
import { firstKey, isDoc, type Doc } from '../values/document.ts';
import { keyOf } from '../values/keys.ts';
import { setOwn } from '../values/paths.ts';
import { sorted } from '../values/sort.ts';
import { accumulatorNamed, type Accumulator } from './accumulators.ts';
import { docFor, type PipelineScope, type Stage, type StageCompiler } from './stage.ts';

interface Group {
  readonly id: unknown;
  readonly docs: Doc[];
}

/** The groups are in the order of their first documents. */
const group: StageCompiler = (spec, scope) => {
  const fields = docFor('$group', spec);
  if (!('_id' in fields)) throw badValue('a group specification must include an _id');
  const { _id, ...outputs } = fields;
  const idOf = compileExpression(_id, scope);
  const accumulators = Object.entries(outputs).map(([field, output]) => {
    return [field, accumulatorFor(field, output, scope)] as const;
  });
  return (docs) => groupsOf(docs, idOf).map((each) => summary(each, accumulators));
};

function groupsOf(docs: readonly Doc[], idOf: (doc: Doc) => unknown): Group[] {
  const groups = new Map<string, Group>();
  for (const doc of docs) {
    const id = idOf(doc) ?? null;
    const key = keyOf(id);
    const existing = groups.get(key);
    if (existing) existing.docs.push(doc);
    else groups.set(key, { id, docs: [doc] });
  }
  return [...groups.values()];
}

function summary({ id, docs }: Group, accumulators: (readonly [string, Accumulator])[]): Doc {
  const row: Doc = { _id: id };
  for (const [field, accumulate] of accumulators) setOwn(row, field, accumulate(docs) ?? null);
  return row;
}

function accumulatorFor(field: string, output: unknown, scope: PipelineScope): Accumulator {
  const name = isDoc(output) && Object.keys(output).length === 1 ? firstKey(output) : undefined;
  if (name === undefined) throw badValue(`The field '${field}' must specify one accumulator`);
  return accumulatorNamed(name)((output as Doc)[name], scope);
}

const sortByCount: StageCompiler = (expression, scope): Stage => {
  const grouped = group({ _id: expression, count: { $sum: 1 } }, scope);
  return (docs) => sorted(grouped(docs), { count: -1 });
};

export const groupStages = { $group: group, $sortByCount: sortByCount };

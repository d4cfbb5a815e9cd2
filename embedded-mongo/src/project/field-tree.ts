/** Keeping and dropping fields by path, in the order that the document has them. */
import { badValue } from '../errors.ts';
import { isDoc, type Doc } from '../values/document.ts';
import { pathOf, setOwn } from '../values/paths.ts';

/** Paths as a tree of their steps; `true` ends a path. Maps, since a field may be called `__proto__`. */
export type FieldTree = Map<string, FieldTree | true>;

export function fieldTree(paths: readonly string[]): FieldTree {
  const root: FieldTree = new Map();
  for (const path of paths) addPath(root, path);
  return root;
}

function addPath(root: FieldTree, path: string): void {
  const steps = pathOf(path);
  let at = root;
  for (const [i, step] of steps.entries()) {
    const last = i === steps.length - 1;
    const next = at.get(step);
    if (next === true || (last && next)) throw badValue(`Path collision at ${path}`);
    if (last) at.set(step, true);
    else if (next) at = next;
    else at.set(step, (at = new Map()));
  }
}

/** Only the fields of the tree; undefined for a scalar of which the tree wants fields. */
export function keepFields(value: unknown, tree: FieldTree): unknown {
  if (Array.isArray(value)) {
    const deep = value.filter((element) => isDoc(element) || Array.isArray(element));
    return deep.map((element) => keepFields(element, tree));
  }
  if (!isDoc(value)) return undefined;
  const kept: Doc = {};
  for (const key of Object.keys(value)) {
    const below = tree.get(key);
    const field = below instanceof Map ? keepFields(value[key], below) : value[key];
    if (below !== undefined && field !== undefined) setOwn(kept, key, field);
  }
  return kept;
}

/** All fields but those of the tree. */
export function dropFields(value: unknown, tree: FieldTree): unknown {
  if (Array.isArray(value)) return value.map((element) => dropFields(element, tree));
  if (!isDoc(value)) return value;
  const kept: Doc = {};
  for (const key of Object.keys(value)) {
    const below = tree.get(key);
    if (below !== true) setOwn(kept, key, below ? dropFields(value[key], below) : value[key]);
  }
  return kept;
}

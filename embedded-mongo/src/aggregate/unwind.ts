import { isDoc, isMissing, type Doc } from '../values/document.ts';
import { getOwn, pathOf, withValue, type Path } from '../values/paths.ts';
import { docFor, referenced, type PipelineScope, type Stage } from './stage.ts';

interface UnwindSpec {
  readonly path: Path;
  readonly indexField: Path | undefined;
  readonly keepEmpty: boolean;
}

/** `$unwind`: a document for each element of an array. A value that is not an array counts as one element. */
export function unwind(argument: unknown, { inherit }: PipelineScope): Stage {
  const spec = specOf(
    typeof argument === 'string' ? { path: argument } : docFor('$unwind', argument),
  );
  return (docs) =>
    docs.flatMap((doc) => {
      const made = unwound(doc, spec);
      if (inherit) for (const each of made) inherit(doc, each);
      return made;
    });
}

function specOf({ path, includeArrayIndex, preserveNullAndEmptyArrays }: Doc): UnwindSpec {
  return {
    path: pathOf(referenced('$unwind', path)),
    indexField: typeof includeArrayIndex === 'string' ? pathOf(includeArrayIndex) : undefined,
    keepEmpty: preserveNullAndEmptyArrays === true,
  };
}

function unwound(doc: Doc, { path, indexField, keepEmpty }: UnwindSpec): Doc[] {
  const numbered = (made: unknown, index: number | null) =>
    (indexField ? withValue(made, indexField, index) : made) as Doc;
  const value = path.reduce<unknown>((at, step) => (isDoc(at) ? getOwn(at, step) : undefined), doc);
  if (Array.isArray(value) && value.length > 0) {
    return value.map((element, i) => numbered(withValue(doc, path, element), i));
  }
  if (Array.isArray(value))
    return keepEmpty ? [numbered(withValue(doc, path, undefined), null)] : [];
  return keepEmpty || !isMissing(value) ? [numbered(doc, null)] : [];
}

/** The directives of a contract, by what they stand at. */
import { type DirectiveNode, type DocumentNode, visit } from 'graphql';

/** The directives that guard, in the order in which a server looks at them. */
export const GUARDS = ['authenticated', 'requiresScopes', 'policy'] as const;

/** One directive. */
export interface Placed {
  /** `Member` or `Member.area`. */
  coordinate: string;
  directive: string;
  /** The texts in its arguments: rights and rules. */
  names: readonly string[];
}

/** The directives of these names, in the document's order. */
export function directivesOf(document: DocumentNode, asked: readonly string[] = GUARDS): Placed[] {
  const found: Placed[] = [];
  visit(document, {
    Directive: (node, _key, _parent, _path, ancestors) => {
      const directive = node.name.value;
      if (!asked.includes(directive)) return;
      const at = ancestors.flatMap((one) => ('name' in one && one.name ? [one.name.value] : []));
      found.push({ coordinate: at.join('.'), directive, names: textsIn(node) });
    },
  });
  return found;
}

function textsIn(node: DirectiveNode): string[] {
  const texts: string[] = [];
  visit(node, { StringValue: ({ value }) => void texts.push(value) });
  return texts;
}

import {
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { fragmentsOf } from './fragments.ts';
import type { InputNames } from './input-names.ts';

/**
 * A text that is the same for operations with the same answer but for values: the client's text with the names of the
 * plan's variables in place of its own arguments, and without the declarations of variables. Null where the document
 * was parsed without locations.
 * @param inputs has the arguments of all fields that the operation includes
 * @example shapeOf(document, operation, inputs) // 'query{ a: node(id:$v0) { id } }'
 */
export function shapeOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  inputs: InputNames,
): string | null {
  const source = operation.loc?.source.body;
  if (source === undefined) return null;
  const parts = [operation.selectionSet, ...fragmentsOf(document).values()];
  const texts = parts.map((node) => textOf(node, source, inputs));
  return operation.operation + texts.join('');
}

function textOf(node: ASTNode, source: string, inputs: InputNames): string {
  const parts: string[] = [];
  let from = node.loc?.start ?? 0;
  visit(node, {
    Field(field) {
      const { first, last } = argumentsOf(field);
      const text = inputs.cachedArguments(field);
      if (!first?.loc || !last?.loc || text === undefined) return;
      parts.push(source.slice(from, first.loc.start), text);
      from = last.loc.end;
    },
  });
  return parts.join('') + source.slice(from, node.loc?.end);
}

const argumentsOf = ({ arguments: all }: FieldNode) => ({ first: all?.[0], last: all?.at(-1) });

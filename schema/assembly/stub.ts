/** How a contract names a type that another one serves. */
import { type DefinitionNode, type ObjectTypeDefinitionNode } from 'graphql';
import { keyOfId } from './card.ts';
import { isOfType, nameOf } from './definitions.ts';

/**
 * The type with its id alone. It is a `Node` where the contract answers `node`, and is resolved where the contract adds
 * fields to it.
 * @param own the definitions of the contract
 */
export function stubOf(
  type: ObjectTypeDefinitionNode,
  own: readonly DefinitionNode[],
): ObjectTypeDefinitionNode {
  const { interfaces = [], description: _, ...rest } = type;
  const answersNode = own.some((one) => isOfType(one, 'Query'));
  const addsFields = own.some((one) => isOfType(one, nameOf(type) ?? ''));
  return {
    ...rest,
    interfaces: answersNode ? interfaces : [],
    directives: [keyOfId({ resolvable: addsFields })],
    fields: (type.fields ?? []).filter(({ name }) => name.value === 'id'),
  };
}

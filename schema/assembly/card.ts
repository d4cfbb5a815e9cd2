/** What the coalition serves of a type whose cards it lists. */
import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { directiveOf } from './definitions.ts';

/** The contract that every organisation serves. */
const EVERY = 'organisation';

const isOnCard = (field: FieldDefinitionNode): boolean =>
  field.name.value === 'id' || Boolean(directiveOf(field, 'shareable'));

/**
 * The type with the fields that its card shows: in federation two subgraphs answer a field where it is `@shareable`.
 * The catalogue has cards that are for everyone. Where not every row of the type is, its owner alone says what there is
 * by an id; and so it does where the catalogue would be asked in its place, as it is of what one kind of organisation has.
 * @param contract the contract that the owners of the type serve
 */
export function cardOf(type: ObjectTypeDefinitionNode, contract: string): ObjectTypeDefinitionNode {
  const isGuarded = ['policy', 'requiresScopes', 'authenticated'].some((name) =>
    directiveOf(type, name),
  );
  return {
    ...type,
    directives: [keyOfId({ resolvable: contract === EVERY && !isGuarded })],
    fields: (type.fields ?? []).filter(isOnCard),
  };
}

/** `@key(fields: "id")`; whoever does not resolve it says so. */
export const keyOfId = ({ resolvable }: { resolvable: boolean }): ConstDirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: 'key' },
  arguments: [
    {
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: 'fields' },
      value: { kind: Kind.STRING, value: 'id' },
    },
    ...(resolvable
      ? []
      : [
          {
            kind: Kind.ARGUMENT as const,
            name: { kind: Kind.NAME as const, value: 'resolvable' },
            value: { kind: Kind.BOOLEAN as const, value: false },
          },
        ]),
  ],
});

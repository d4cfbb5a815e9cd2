import { Kind, valueFromASTUntyped } from 'graphql';
import type { FieldNode, SelectionSetNode } from 'graphql';
import { argumentOf } from './argument-value.ts';
import { fragmentOf } from './collect-fields.ts';
import type { ContractFields } from './contract-fields.ts';
import type { Fetch } from './fetch.ts';
import type { FieldTarget } from './field-target.ts';
import type { Operation, Variables } from './operation.ts';
import type { OwnerBatch } from './owner-batches.ts';

/** How long a list may be where no argument says it. */
const LONGEST_LIST = 1_000;

/** The arguments by which a page is asked for, as in the Relay cursor connection specification. */
const PAGE_SIZES = ['first', 'last'] as const;

/** How many items a list has at most. */
type Length = (variables: Variables) => number;

/** What is asked of one object: so many values of its own, and lists of others. */
interface Asked {
  values: number;
  readonly lists: { readonly length: Length; readonly item: Asked }[];
}

/** Where fields are selected: their type, and the length of the page that the field around them asks for. */
interface Around {
  readonly type: string;
  readonly length: Length;
}

/** How many values an owner's answer to a batch can have. */
export type AnswerSize = (fetch: Fetch, batch: OwnerBatch) => number;

/**
 * Counts the values that answers can have by what is asked: each field, each item of a list, and lists within lists
 * multiplied. It counts rather too many than too few, as where of two fragments only one applies.
 * @param fields the fields of the contract's types
 * @example answerSizes(fields)(fetch, batch) // 61 for `{ ideas(first: 20) { edges { cursor node } } }`
 */
export function answerSizes(fields: ContractFields): AnswerSize {
  const read = new WeakMap<FieldNode, Asked>();
  return ({ operation, variables }, { targets }) => {
    let values = 0;
    for (const [field, items] of itemsByField(targets))
      for (const node of field.nodes) {
        const asked = read.get(node) ?? askedBy(operation, fields, node, 'rule' in field);
        read.set(node, asked);
        values += items * valuesOf(asked, variables);
      }
    return values;
  };
}

/** How many items of each field are asked for; one where the field is not split. */
function itemsByField(targets: readonly FieldTarget[]): ReadonlyMap<FieldTarget['field'], number> {
  const items = new Map<FieldTarget['field'], number>();
  for (const { field } of targets) items.set(field, (items.get(field) ?? 0) + 1);
  return items;
}

function valuesOf({ values, lists }: Asked, variables: Variables): number {
  let all = values;
  for (const { length, item } of lists) all += length(variables) * valuesOf(item, variables);
  return all;
}

/** What a root field asks; what is asked of one item, where its list is split. */
function askedBy(
  operation: Operation,
  fields: ContractFields,
  node: FieldNode,
  isSplit: boolean,
): Asked {
  const { root } = operation;
  const asked: Asked = { values: isSplit ? 1 : 0, lists: [] };
  if (isSplit) {
    const type = fields(root, node.name.value)?.type ?? '';
    addSelection(asked, { type, length: unlimited }, node.selectionSet);
  } else addField(asked, { type: root, length: unlimited }, node);
  return asked;

  function addField(to: Asked, around: Around, one: FieldNode): void {
    const field = fields(around.type, one.name.value);
    const page = pageOf(one);
    const inside = { type: field?.type ?? '', length: page ?? unlimited };
    to.values += 1;
    if (!field?.isList) return addSelection(to, inside, one.selectionSet);
    const item: Asked = { values: 1, lists: [] };
    addSelection(item, inside, one.selectionSet);
    to.lists.push({ length: page ?? around.length, item });
  }

  function addSelection(to: Asked, around: Around, set: SelectionSetNode | undefined): void {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) addField(to, around, selection);
      else {
        const fragment = fragmentOf(operation, selection);
        const type = fragment?.typeCondition?.name.value ?? around.type;
        addSelection(to, { ...around, type }, fragment?.selectionSet);
      }
    }
  }
}

const unlimited: Length = () => LONGEST_LIST;

/** The length of the page that a field asks for; undefined where it says nothing of it. */
function pageOf(node: FieldNode): Length | undefined {
  const sizes = PAGE_SIZES.flatMap((name) => argumentOf(node, name)?.value ?? []);
  if (sizes.length === 0) return undefined;
  return (variables) => {
    const size = sizes
      .map((value) => valueFromASTUntyped(value, variables))
      .find((one) => typeof one === 'number');
    return typeof size === 'number' ? Math.max(0, size) : LONGEST_LIST;
  };
}

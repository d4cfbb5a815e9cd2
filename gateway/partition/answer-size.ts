import { Kind } from 'graphql';
import type { FieldNode, SelectionSetNode } from 'graphql';
import { fragmentOf } from './collect-fields.ts';
import type { ContractField, ContractFields } from './contract-fields.ts';
import type { Fetch } from './fetch.ts';
import type { FieldTarget } from './field-target.ts';
import { itemsAsked } from './list-size.ts';
import type { Operation, Variables } from './operation.ts';
import type { OwnerBatch } from './owner-batches.ts';

/** How long a list may be where no argument says it. */
const LONGEST_LIST = 1_000;

/** How long a value may be in an answer, in bytes. A text has up to 20,000 characters of any script. */
const BYTES = { between: 8, short: 256, formatted: 4_096, text: 65_536 } as const;

/** Texts of the Relay cursor connection specification that hold a place in a list, and no more. */
const CURSORS: ReadonlySet<string> = new Set(['cursor', 'startCursor', 'endCursor']);

/** How many items a list has at most. */
type Length = (variables: Variables) => number;

/** How much an owner's answer to a batch can have. */
export interface AnswerSize {
  readonly values: number;
  readonly bytes: number;
}

/** What is asked of one object: so many values of its own, of so many bytes, and lists of others. */
interface Asked {
  values: number;
  bytes: number;
  readonly lists: { readonly length: Length; readonly item: Asked }[];
}

/** Where fields are selected: their type, and the length of the page that the field around them asks for. */
interface Around {
  readonly type: string;
  readonly length: Length;
}

/** Says how much the answer to a batch can have. */
export type AnswerSizes = (fetch: Fetch, batch: OwnerBatch) => AnswerSize;

/**
 * Counts the values that answers can have by what is asked, and their bytes by their types: each field, each item of a
 * list, and lists within lists multiplied. It counts rather too many than too few, as where of two fragments only one
 * applies.
 * @param fields the fields of the contract's types
 * @example answerSizes(fields)(fetch, batch).values // 61 for `{ ideas(first: 20) { edges { cursor node } } }`
 */
export function answerSizes(fields: ContractFields): AnswerSizes {
  const read = new WeakMap<FieldNode, Asked>();
  return ({ operation, variables }, { targets }) => {
    let size: AnswerSize = { values: 0, bytes: 0 };
    for (const [field, items] of itemsByField(targets))
      for (const node of field.nodes) {
        const asked = read.get(node) ?? askedBy(operation, fields, node, 'rule' in field);
        read.set(node, asked);
        size = sum(size, items, sizeOf(asked, variables));
      }
    return size;
  };
}

/** How many items of each field are asked for; one where the field is not split. */
function itemsByField(targets: readonly FieldTarget[]): ReadonlyMap<FieldTarget['field'], number> {
  const items = new Map<FieldTarget['field'], number>();
  for (const { field } of targets) items.set(field, (items.get(field) ?? 0) + 1);
  return items;
}

function sizeOf(asked: Asked, variables: Variables): AnswerSize {
  let size: AnswerSize = asked;
  for (const { length, item } of asked.lists)
    size = sum(size, length(variables), sizeOf(item, variables));
  return size;
}

const sum = (size: AnswerSize, times: number, { values, bytes }: AnswerSize): AnswerSize => ({
  values: size.values + times * values,
  bytes: size.bytes + times * bytes,
});

/** What a root field asks; what is asked of one item, where its list is split. */
function askedBy(
  operation: Operation,
  fields: ContractFields,
  node: FieldNode,
  isSplit: boolean,
): Asked {
  const { root } = operation;
  const asked: Asked = { ...(isSplit ? ITEM : NOTHING), lists: [] };
  if (isSplit) {
    const type = fields(root, node.name.value)?.type ?? '';
    addSelection(asked, { type, length: unlimited }, node.selectionSet);
  } else addField(asked, { type: root, length: unlimited }, node);
  return asked;

  function addField(to: Asked, around: Around, one: FieldNode): void {
    const field = fields(around.type, one.name.value);
    const page = itemsAsked(one, field?.size, LONGEST_LIST);
    const inside = { type: field?.type ?? '', length: page ?? unlimited };
    to.values += 1;
    to.bytes += bytesOf(one, field);
    if (!field?.isList) return addSelection(to, inside, one.selectionSet);
    const item: Asked = { ...ITEM, lists: [] };
    item.bytes += bytesOfLeaf(one, field);
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

const NOTHING: AnswerSize = { values: 0, bytes: 0 };

/** Its brackets or quotes, and its comma. */
const ITEM: AnswerSize = { values: 1, bytes: BYTES.between };

const unlimited: Length = () => LONGEST_LIST;

/** Its name, its quotes and its colon and comma, beside its value. */
function bytesOf(node: FieldNode, field: ContractField | undefined): number {
  const key = (node.alias ?? node.name).value.length + BYTES.between;
  return field?.isList ? key : key + bytesOfLeaf(node, field);
}

/** What no contract says the type of may be a text. */
function bytesOfLeaf({ name, selectionSet }: FieldNode, field: ContractField | undefined): number {
  if (selectionSet) return 0;
  if (name.value === '__typename') return BYTES.short;
  return CURSORS.has(name.value) ? BYTES.formatted : BYTES[field?.leaf ?? 'text'];
}

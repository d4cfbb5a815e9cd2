import { valueFromASTUntyped } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import { ownerOf, parseGlobalId } from '../../schema/global-id.ts';
import type { Operation, SelectedField, Variables } from './operation.ts';
import type { Owners } from './owner.ts';
import type { OwningArgument } from './owning-argument.ts';
import type { PartitionRule } from './partition-rules.ts';
import type { Path, Place, PlacedField } from './place.ts';
import { argumentOf } from './slots.ts';
import { malformedId, noCaller, notServing, tooMany, unknownOwner } from './refusals.ts';

/** What the owner of a field depends on, beside the field. */
export interface Asking {
  readonly contract: string;
  readonly owners: Owners;
  readonly root: Operation['root'];
  readonly variables: Variables;
  /** The home organisation of the caller, or null where nobody is signed in. */
  readonly home: () => string | null;
}

type ListArgument = OwningArgument & { readonly each: readonly string[] };

/** Finds who answers a root field, or settles it at once where nobody does. */
export function placeField(field: SelectedField, rule: PartitionRule, asking: Asking): PlacedField {
  if (rule.kind === 'owner') return placeWhole(field, rule.owner, 'its sole owner', asking);
  if (rule.kind === 'caller') return placeAtHome(field, asking);
  const value = dig(argumentValue(field, rule, asking.variables), rule.path);
  if (rule.each && value !== null && value !== undefined)
    return placeList(
      field,
      { ...rule, each: rule.each },
      Array.isArray(value) ? value : [value],
      asking,
    );
  const owner = typeof value === 'string' ? ownerOf(value) : null;
  if (owner === null) return settled(field, [malformedId(rule.by, value, [field.key])]);
  return placeWhole(field, owner, rule.by, asking);
}

/** A field that no owner is asked for. */
export function settled(
  { key }: SelectedField,
  errors: readonly GraphQLFormattedError[] = [],
  blank: unknown = null,
): PlacedField {
  return { key, blank, places: [], errors };
}

/** The value of the argument that says whose the field is, variables filled in. */
export function argumentValue(
  field: SelectedField,
  rule: OwningArgument,
  variables: Variables,
): unknown {
  const node = argumentOf(field.nodes[0], rule.argument)?.value ?? rule.fallback;
  return node && valueFromASTUntyped(node, variables);
}

function placeAtHome(field: SelectedField, asking: Asking): PlacedField {
  const home = asking.home();
  if (home !== null) return placeWhole(field, home, 'caller.home', asking);
  return settled(field, asking.root === 'Mutation' ? [noCaller([field.key])] : []);
}

/** Reading what is nobody's gives null; writing it is refused, naming the argument. */
function placeWhole(
  field: SelectedField,
  owner: string,
  by: string,
  { owners, contract, root }: Asking,
): PlacedField {
  const path = [field.key];
  if (owners.serves(owner, contract))
    return { ...settled(field), places: [{ owner, field, asked: path, seats: [path] }] };
  if (root === 'Query') return settled(field);
  const refusal = owners.has(owner)
    ? notServing(by, owner, contract, path)
    : unknownOwner(by, owner, path);
  return settled(field, [refusal]);
}

/** Deals the items out to their owners, equal items once. */
function placeList(
  field: SelectedField,
  rule: ListArgument,
  items: readonly unknown[],
  { owners, contract }: Asking,
): PlacedField {
  const { by, most } = rule;
  if (most !== undefined && items.length > most)
    return settled(field, [tooMany(by, most, items.length, [field.key])]);
  const split = { ...field, rule };
  const answers = (owner: string): boolean =>
    owners.serves(owner, contract) || (rule.sole !== undefined && owners.isSuspended(owner));
  const dealt = new Map<string, Place>();
  const counts = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const id = dig(item, rule.each);
    const owner = typeof id === 'string' ? answering(id, rule, owners) : (rule.sole ?? null);
    if (owner === null && !rule.lenient && item !== null && item !== undefined)
      return settled(field, [malformedId(itemName(rule, index), id, [field.key])]);
    if (owner === null || !answers(owner)) continue;
    const seat: Path = [field.key, index];
    const text = JSON.stringify(item);
    const place = dealt.get(text);
    if (place) place.seats.push(seat);
    else {
      const nth = counts.get(owner) ?? 0;
      counts.set(owner, nth + 1);
      dealt.set(text, { owner, field: split, asked: [field.key, nth], seats: [seat], item });
    }
  }
  const blank = items.map(() => null);
  return { key: field.key, blank, places: [...dealt.values()], errors: [] };
}

/**
 * Who answers an item. Of a thing that a suspended organisation owns, the sole owner of a contract is not asked either:
 * it would tell what it once heard. What it says of the organisation itself is its own.
 */
function answering(id: string, { sole }: ListArgument, owners: Owners): string | null {
  const thing = parseGlobalId(id);
  if (sole === undefined || (thing && owners.isSuspended(thing.owner))) return ownerOf(id);
  return sole;
}

/** `ids[3]`, or `input.things[3].id`. */
function itemName(rule: ListArgument, index: number): string {
  return [`${[rule.argument, ...rule.path].join('.')}[${index}]`, ...rule.each].join('.');
}

function dig(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

import {
  type FieldNode,
  getNullableType,
  type GraphQLCompositeType,
  type GraphQLList,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  type SelectionSetNode,
} from 'graphql';
import { collectFields } from '../selection/collect-fields.ts';
import type { NameScope } from '../selection/name-scope.ts';
import { selectionSetsOf } from '../selection/normalise.ts';
import type { OperationSelection } from '../selection/operation-selection.ts';
import { leafCode, type WriterValues } from './leaf-code.ts';
import type { Completing, WeightOf } from './completing.ts';
import type { ScalarTexts } from './leaf-text.ts';
import { CodeFunctions } from './code-functions.ts';
import type { CodeValue, ObjectPlace, Site } from './site.ts';

/**
 * Generates the code of a writer: a function for each object and list of the operation. Each takes a value and the
 * `Completion`, here `C`, and returns the value's text, or undefined where a null has to rise.
 */
export class WriterCode implements WriterValues {
  readonly sites: Site[] = [];
  readonly enums: ReadonlyMap<unknown, string>[] = [];
  readonly scalars: ((value: unknown) => string | undefined)[] = [];
  readonly #selection: OperationSelection;
  readonly #scalarTexts: ScalarTexts;
  readonly #weightOf: WeightOf;
  readonly #functions = new CodeFunctions();
  readonly #objects = new WeakMap<NameScope, Map<string, string>>();
  readonly #setNumbers = new Map<SelectionSetNode, number>();

  constructor(selection: OperationSelection, { scalarTexts, weightOf }: Completing) {
    this.#selection = selection;
    this.#scalarTexts = scalarTexts;
    this.#weightOf = weightOf;
  }

  /**
   * The code for the answer of the operation. It ends by returning the function of the root.
   * @throws TooMuchCode
   */
  generate(scope: NameScope): string {
    const { root, operation } = this.#selection;
    const selectionSets = [operation.selectionSet];
    const main = this.#objectOf(root, { scope, selectionSets, path: [], lists: 0 });
    return `"use strict";${this.#functions.text}\nreturn ${main};`;
  }

  /** Statements that append a value to the text `s`. */
  #value(value: CodeValue): string {
    const { site, holder, key, before } = value;
    const type = getNullableType(site.type);
    const id = this.sites.push(site) - 1;
    const unexpected = `r=C.unexpected(${id},${holder},${key},v);if(r===undefined)return;s+=${before}r;`;
    if (isLeafType(type)) {
      const { test, text } = leafCode(type, this, this.#scalarTexts);
      return `if(${test})s+=${before}${text};else{${unexpected}}`;
    }
    const write = isListType(type) ? this.#list(type, value) : this.#composite(type, value, id);
    const test = isListType(type)
      ? 'Array.isArray(v)'
      : 'v!==null&&typeof v==="object"&&!Array.isArray(v)';
    const risen = isNonNullType(site.type)
      ? `{if(C.isAbsent)C.notAbsent(${id});return;}`
      : `{r="null";C.isAbsent=false;}`;
    return `if(${test}){r=${write}(v,C);if(r===undefined)${risen}s+=${before}r;}else{${unexpected}}`;
  }

  #list(type: GraphQLList<GraphQLOutputType>, { site, nodes, lists }: CodeValue): string {
    const item = this.#value({
      site: { ...site, type: type.ofType, path: [...site.path, lists] },
      nodes,
      holder: 'a',
      key: 'i',
      before: `(i?",":"")+`,
      lists: lists + 1,
    });
    return this.#functions.add(
      '(a,C)',
      `let s="[",r,v;const I=C.indexes;for(let i=0;i<a.length;i++){I[${lists}]=i;v=a[i];${item}}return s+"]";`,
    );
  }

  #composite(type: GraphQLCompositeType, { site, nodes, lists }: CodeValue, id: number): string {
    const { inner: scope, path } = site;
    const place = { scope, selectionSets: selectionSetsOf(nodes), path, lists };
    if (!isAbstractType(type)) return this.#objectOf(type, place);
    const cases = this.#selection
      .possibleTypes(type)
      .map((one) => `case ${quoted(one.name)}:return ${this.#objectOf(one, place)}(o,C);`);
    return this.#functions.add(
      '(o,C)',
      `switch(o.__typename){${cases.join('')}}C.wrongType(${id},o);`,
    );
  }

  /** The function for objects of one type at a place. It is made once, however many ways lead there. */
  #objectOf(type: GraphQLObjectType, place: ObjectPlace): string {
    const made = this.#objects.get(place.scope) ?? new Map<string, string>();
    this.#objects.set(place.scope, made);
    const numbers = place.selectionSets.map((one) => this.#numberOf(one));
    const key = `${type.name} ${numbers.join(' ')}`;
    const name = made.get(key) ?? this.#object(type, place);
    made.set(key, name);
    return name;
  }

  #object(type: GraphQLObjectType, place: ObjectPlace): string {
    const fields = collectFields(this.#selection, type, place.selectionSets);
    let comma = '';
    let body = '';
    for (const [response, nodes] of fields) {
      const before = `${quoted(`${comma}${quoted(response)}:`)}+`;
      body += this.#field(type, place, { response, nodes, before });
      comma = ',';
    }
    return this.#functions.add('(o,C)', `let s="{",r,v;${body}return s+"}";`);
  }

  #field(
    type: GraphQLObjectType,
    { scope, path, lists }: ObjectPlace,
    { response, nodes, before }: CollectedField,
  ): string {
    const [node] = nodes;
    const field = node.name.value;
    if (field === '__typename') return `s+=${before}${quoted(quoted(type.name))};`;
    if (field.startsWith('__')) return `s+=${before}C.introspected[${quoted(response)}];`;
    const name = this.#selection.nameOf(scope, type, node);
    const site: Site = {
      type: this.#selection.definitionOf(type, node).type,
      field: `${type.name}.${field}`,
      path: [...path, response],
      outer: scope,
      inner: scope.inner(name),
    };
    const key = quoted(name);
    const value = this.#value({ site, nodes, holder: 'o', key, before, lists });
    return `v=o[${key}];${this.#weighed(type, node, site)}${value}`;
  }

  /** A statement that adds what the value of a field weighs. */
  #weighed(type: GraphQLObjectType, node: FieldNode, { type: valueType }: Site): string {
    const weight = this.#weightOf(type.name, this.#selection.definitionOf(type, node));
    if (weight === 0) return '';
    return isListType(getNullableType(valueType))
      ? `if(Array.isArray(v))C.cost+=${weight}*v.length;`
      : `if(v!=null)C.cost+=${weight};`;
  }

  #numberOf(selectionSet: SelectionSetNode): number {
    const number = this.#setNumbers.get(selectionSet) ?? this.#setNumbers.size;
    this.#setNumbers.set(selectionSet, number);
    return number;
  }
}

interface CollectedField {
  readonly response: string;
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
  readonly before: string;
}

const quoted = (text: string): string => JSON.stringify(text);

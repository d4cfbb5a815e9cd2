import {
  type FieldNode,
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
import type { ClientKey, NameScope } from '../selection/name-scope.ts';
import { selectionSetsOf } from '../selection/normalise.ts';
import type { OperationSelection } from '../selection/operation-selection.ts';
import { leafCode, type WriterValues } from './leaf-code.ts';
import type { ScalarTexts } from './leaf-text.ts';
import type { Site } from './site.ts';

/** Code of an operation is not generated past this many characters: it costs more than it saves. */
const MOST_CHARACTERS = 200_000;

/** Thrown for an operation whose answer can be written by too much code only. */
export class TooMuchCode extends Error {
  override readonly name = 'TooMuchCode';
}

/** A value of the answer: of a field, or of an item of its list. */
interface Value {
  readonly site: Site;
  readonly nodes: readonly FieldNode[];
  /** Expressions for the object (or list) and the key (or index) that has the value. */
  readonly holder: string;
  readonly key: string;
  /** The text before the value, as an expression that ends with `+`. */
  readonly before: string;
  /** The number of lists from the root. */
  readonly lists: number;
}

/** An object of the answer. */
interface ObjectPlace {
  readonly scope: NameScope;
  readonly selectionSets: readonly SelectionSetNode[];
  readonly path: readonly ClientKey[];
  readonly lists: number;
}

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
  readonly #functions: string[] = [];
  readonly #objects = new WeakMap<NameScope, Map<string, string>>();
  readonly #setNumbers = new Map<SelectionSetNode, number>();
  #characters = 0;

  constructor(selection: OperationSelection, scalarTexts: ScalarTexts) {
    this.#selection = selection;
    this.#scalarTexts = scalarTexts;
  }

  /**
   * The code for the answer of the operation. It ends by returning the function of the root.
   * @throws TooMuchCode
   */
  generate(scope: NameScope): string {
    const { root, operation } = this.#selection;
    const selectionSets = [operation.selectionSet];
    const main = this.#objectOf(root, { scope, selectionSets, path: [], lists: 0 });
    return `"use strict";${this.#functions.join('\n')}\nreturn ${main};`;
  }

  /** Statements that append a value to the text `s`. */
  #value(value: Value): string {
    const { site, holder, key, before } = value;
    const isNonNull = isNonNullType(site.type);
    const type = isNonNull ? site.type.ofType : site.type;
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
    const risen = isNonNull
      ? `{if(C.isAbsent)C.notAbsent(${id});return;}`
      : `{r="null";C.isAbsent=false;}`;
    return `if(${test}){r=${write}(v,C);if(r===undefined)${risen}s+=${before}r;}else{${unexpected}}`;
  }

  #list(type: GraphQLList<GraphQLOutputType>, { site, nodes, lists }: Value): string {
    const item = this.#value({
      site: { ...site, type: type.ofType, path: [...site.path, lists] },
      nodes,
      holder: 'a',
      key: 'i',
      before: `(i?",":"")+`,
      lists: lists + 1,
    });
    return this.#add(
      '(a,C)',
      `let s="[",r,v;const I=C.indexes;for(let i=0;i<a.length;i++){I[${lists}]=i;v=a[i];${item}}return s+"]";`,
    );
  }

  #composite(type: GraphQLCompositeType, { site, nodes, lists }: Value, id: number): string {
    const { inner: scope, path } = site;
    const place = { scope, selectionSets: selectionSetsOf(nodes), path, lists };
    if (!isAbstractType(type)) return this.#objectOf(type, place);
    const cases = this.#selection
      .possibleTypes(type)
      .map((one) => `case ${quoted(one.name)}:return ${this.#objectOf(one, place)}(o,C);`);
    return this.#add('(o,C)', `switch(o.__typename){${cases.join('')}}C.wrongType(${id});`);
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
    return this.#add('(o,C)', `let s="{",r,v;${body}return s+"}";`);
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
    return `v=o[${key}];${this.#value({ site, nodes, holder: 'o', key, before, lists })}`;
  }

  #add(parameters: string, body: string): string {
    const name = `f${this.#functions.length}`;
    this.#characters += body.length;
    if (this.#characters > MOST_CHARACTERS)
      throw new TooMuchCode(`Expected at most ${MOST_CHARACTERS} characters of code.`);
    this.#functions.push(`function ${name}${parameters}{${body}}`);
    return name;
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

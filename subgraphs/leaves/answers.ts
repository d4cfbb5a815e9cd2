/** What organisations answer: every field of every contract that they serve. */
import { type Guards, guardsIn } from '../framework/access/requirement.ts';
import { compose } from '../framework/module.ts';
import { subgraphSchema } from '../framework/server/subgraph-schema.ts';
import { aboutPeople } from './about-people.ts';
import { toWhom } from './audience-words.ts';
import { type ContractField, typesIn } from './contract-fields.ts';
import type { Leaf } from './leaf.ts';
import { capitalized, firstSentence, inWords } from './plain.ts';
import { reachOf } from './reach.ts';
import type { ServedContracts } from './served.ts';
import { isServed, nounOf, partOf, subjectsOf } from './subjects.ts';

/** The interface of all things. */
const NODE = 'Node';

/** A line for each field of the contracts. */
export function answersOf({ documents, files, modules }: ServedContracts): Leaf[] {
  const { rules, personal } = compose<unknown, never>(modules);
  const schemas = documents.map((document) => subgraphSchema(document, {}));
  const guards = guardsIn(schemas, Object.keys(rules));
  const types = typesIn(documents);
  const audienceOf = reachOf(types, guards);
  const aboutPerson = aboutPeople(types, personal);
  const subjectOf = subjectsOf(files, modules);

  const ownTypes = [...types.values()].filter(({ name }) => isServed(name, modules));
  return ownTypes.flatMap((type) =>
    type.fields.map((field): Leaf => {
      const audience = audienceOf(field);
      const about = aboutPerson(field, audience);
      const subject = subjectOf(field);
      const declared = about === 'whoever asks' ? null : about;
      return {
        thing: subject.thing,
        part: partOf(type, subject),
        field: inWords(field.name),
        name: field.coordinate,
        says: says(field, guards, subject.thing),
        way: 'answer',
        whom: toWhom(audience, rules),
        why: declared?.purpose ?? subject.purpose,
        personal: about !== null,
      };
    }),
  );
}

/** What a field says. Where it leads to a guarded thing, who comes there still has to pass the guards of that. */
function says({ description, answers }: ContractField, guards: Guards, thing: string): string {
  const noun = nounOf(answers);
  const isElsewhere = answers === NODE || (guards.has(answers) && noun !== thing);
  const more = answers === NODE ? 'the heading of that thing' : `"${capitalized(noun)}"`;
  const sentence = firstSentence(description);
  return isElsewhere ? `${sentence} What it shows of it stands under ${more}.` : sentence;
}

/** The types of cards, as an enum of the coalition's contract. */
import { type EnumTypeDefinitionNode, Kind } from 'graphql';
import type { Thing } from './sdl-files.ts';

const described = (text: string) => ({ kind: Kind.STRING as const, value: text });
const named = (text: string) => ({ kind: Kind.NAME as const, value: text });

export const cardTypes = (things: readonly Thing[]): EnumTypeDefinitionNode => ({
  kind: Kind.ENUM_TYPE_DEFINITION,
  name: named('CardType'),
  description: described('The types of things that organisations share through the catalogue.'),
  values: things.flatMap(({ card, noun }) =>
    card === null
      ? []
      : {
          kind: Kind.ENUM_VALUE_DEFINITION as const,
          name: named(card),
          description: described(`${/^[aeiou]/.test(noun) ? 'An' : 'A'} ${noun}.`),
        },
  ),
});

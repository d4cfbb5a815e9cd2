import { asText, isMissing } from '../values/document.ts';
import { ofOne, type Operator, type Operators } from './operator.ts';

const text = (change: (value: string) => string): Operator =>
  ofOne((value) => (isMissing(value) ? '' : change(asText(value))));

/** Upper and lower case of ASCII letters only, as on the server. */
export const strings: Operators = {
  $toLower: text((value) => value.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase())),
  $toUpper: text((value) => value.replaceAll(/[a-z]+/g, (letters) => letters.toUpperCase())),
};

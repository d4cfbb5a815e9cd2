/** Everything in the schema that clients see says what it is. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { fileOfHouse } from '../../../platform/root.ts';

interface Described {
  readonly name: string;
  readonly description?: string | null | undefined;
}

const isSilent = ({ description }: Described): boolean => !description?.trim();

test('every type, field, argument, input and enum value has a description', () => {
  const schema = buildSchema(readFileSync(fileOfHouse('schema/api.graphql'), 'utf8'));
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
  const silent = types.flatMap((type) => {
    const inner: Described[] = [];
    if (isEnumType(type)) inner.push(...type.getValues());
    if (isInputObjectType(type)) inner.push(...Object.values(type.getFields()));
    if (isObjectType(type) || isInterfaceType(type))
      for (const field of Object.values(type.getFields())) {
        inner.push(field);
        for (const argument of field.args)
          inner.push({ ...argument, name: `${field.name}(${argument.name})` });
      }
    return [
      ...(isSilent(type) ? [type.name] : []),
      ...inner.filter(isSilent).map(({ name }) => `${type.name}.${name}`),
    ];
  });
  expect(silent).toEqual([]);
});

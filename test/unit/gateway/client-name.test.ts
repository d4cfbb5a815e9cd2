import { expect, test } from '@jest/globals';
import { clientOf } from '../../../gateway/http/client-name.ts';

test.each(['apollographql-client', 'x-graphql-client', 'graphql-client'])(
  'an application is named by the headers %s-name and -version',
  (prefix) => {
    const name = `${prefix}-name`;
    const version = `${prefix}-version`;
    expect(clientOf({ [name]: 'union web', [version]: '2.1.0-rc.1+b7' })).toEqual({
      name: 'union web',
      version: '2.1.0-rc.1+b7',
    });
    expect(clientOf({ [name]: 'web' })).toEqual({ name: 'web', version: null });
    expect(clientOf({ [version]: '1' })).toBeNull();
  },
);

test.each(['', 'ann@labour.example', '+44 7700 900123', 'a'.repeat(41), '<script>', 'a\nb'])(
  'what is no name of an application is not read: "%s"',
  (name) => {
    expect(clientOf({ 'apollographql-client-name': name })).toBeNull();
  },
);

test('a version that is none is left out', () => {
  const headers = { 'graphql-client-name': 'web', 'graphql-client-version': 'ann@labour.example' };
  expect(clientOf(headers)).toEqual({ name: 'web', version: null });
});

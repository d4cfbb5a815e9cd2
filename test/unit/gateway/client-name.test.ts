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

test.each([
  '',
  'ann@labour.example',
  '+44 7700 900123',
  'tel 07700 900123',
  'tel 06.12.34.56.78',
  'eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl',
  'f3a9'.repeat(10),
  'a'.repeat(41),
  '<script>',
  'a\nb',
])('what is no name of an application is not read: "%s"', (name) => {
  expect(clientOf({ 'apollographql-client-name': name })).toBeNull();
});

test.each(['ann@labour.example', '07700900123', '07700-900-123'])(
  'a version that is none is left out: "%s"',
  (version) => {
    const headers = { 'graphql-client-name': 'web', 'graphql-client-version': version };
    expect(clientOf(headers)).toEqual({ name: 'web', version: null });
  },
);

test('a name in parts and a version by date are read', () => {
  const headers = {
    'graphql-client-name': 'org.example.app',
    'graphql-client-version': '2026.11.05.1',
  };
  expect(clientOf(headers)).toEqual({ name: 'org.example.app', version: '2026.11.05.1' });
});

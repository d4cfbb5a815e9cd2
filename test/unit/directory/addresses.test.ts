import { describe, expect, test } from '@jest/globals';
import {
  addressGiven,
  addressSettings,
  coalitionAddresses,
  databaseAddress,
  settingOf,
  subgraphAddresses,
} from '../../../directory/addresses.ts';
import { readSettings } from '../../../platform/settings.ts';

test('the setting of one owner ends with its id', () => {
  expect(settingOf('MONGODB_URI', 'movement-for-change')).toBe('MONGODB_URI_MOVEMENT_FOR_CHANGE');
});

describe('the address of a subgraph', () => {
  test('is the setting of its owner', () => {
    const env = {
      SUBGRAPH_URL: 'http://{owner}:4000',
      SUBGRAPH_URL_LABOUR: 'https://labour.example',
    };
    expect([...subgraphAddresses(['labour', 'unite'], env)]).toEqual([
      ['labour', 'https://labour.example'],
      ['unite', 'http://unite:4000'],
    ]);
  });

  test('is required for each owner, and all missing or wrong settings are reported together', () => {
    const env = { SUBGRAPH_URL_UNITE: 'ftp://unite' };
    expect(() => subgraphAddresses(['labour', 'unite'], env)).toThrow(
      [
        'SUBGRAPH_URL_LABOUR: expected an http:// or https:// address, but it is not set.',
        'SUBGRAPH_URL_UNITE: expected an http:// or https:// address, but got "ftp://unite".',
      ].join('\n'),
    );
  });

  test.each([
    ['http://labour:4000/', 'http://labour:4000'],
    [' https://Labour.example ', 'https://labour.example'],
    ['http://[::1]:4000', 'http://[::1]:4000'],
  ])('that is set to "%s" is read as %s', (url, address) => {
    expect(subgraphAddresses(['labour'], { SUBGRAPH_URL_LABOUR: url }).get('labour')).toBe(address);
  });

  test('is taken from the setting for any owner where its own is empty', () => {
    const env = { SUBGRAPH_URL_LABOUR: ' ', SUBGRAPH_URL: 'http://{owner}:4000/' };
    expect([...subgraphAddresses(['labour'], env)]).toEqual([['labour', 'http://labour:4000']]);
  });

  const BARE = 'expected an http:// or https:// address without a user, a password and a path';
  test.each([
    ['http://labour:4000/graphql', `${BARE}, but got "http://labour:4000/graphql".`],
    ['http://labour:4000//', `${BARE}, but got "http://labour:4000//".`],
    ['http://zoe:hush@labour:4000', `${BARE}, but got another.`],
    ['http://labour:4000/?key=hush', `${BARE}, but got another.`],
    ['zoe:hush@labour', 'expected an http:// or https:// address, but got another.'],
    ['http://zoe:hu/sh@labour', 'expected an http:// or https:// address, but got another.'],
  ])('cannot be %s', (url, sentence) => {
    expect(() => subgraphAddresses(['labour'], { SUBGRAPH_URL_LABOUR: url })).toThrow(
      `SUBGRAPH_URL_LABOUR: ${sentence}`,
    );
  });

  test('that is wrong in the setting for any owner is reported once, as it was set', () => {
    const env = { SUBGRAPH_URL: 'http://{owner}:4000/graphql' };
    expect(() => subgraphAddresses(['labour', 'unite'], env)).toThrow(
      /^SUBGRAPH_URL: expected .+, but got "http:\/\/\{owner\}:4000\/graphql"\.$/,
    );
  });
});

describe('the database of an owner', () => {
  const of = (env: NodeJS.ProcessEnv) => databaseAddress('peoples-assembly', env);

  test.each([
    ['mongodb://db', 'groundswell-peoples-assembly'],
    ['mongodb://db/', 'groundswell-peoples-assembly'],
    ['mongodb://db/?replicaSet=rs', 'groundswell-peoples-assembly'],
    ['mongodb://db/coal', 'coal-peoples-assembly'],
    ['mongodb://ann:pw@one:27017,two:27017/coal?replicaSet=rs', 'coal-peoples-assembly'],
    ['mongodb+srv://ann:pw@cluster.example/coal', 'coal-peoples-assembly'],
    ['mongodb://ann:p/w@db/coal', 'coal-peoples-assembly'],
    ['mongodb://ann:p/w@db', 'groundswell-peoples-assembly'],
  ])('on the shared server %s is %s', (uri, database) => {
    expect(of({ MONGODB_URI: uri })).toEqual({ uri, database });
  });

  test.each([
    ['mongodb://own/people', 'people'],
    ['mongodb://own', 'groundswell-peoples-assembly'],
  ])('on its own server %s is %s', (uri, database) => {
    const env = { MONGODB_URI: 'mongodb://db/coal', MONGODB_URI_PEOPLES_ASSEMBLY: uri };
    expect(of(env)).toEqual({ uri, database });
  });

  test.each([[{}], [{ MONGODB_URI: '' }], [{ MONGODB_URI_LABOUR: 'mongodb://db' }]])(
    'is null where it is not set: %j',
    (env) => expect(of(env)).toBeNull(),
  );

  test('has a name of at most 63 bytes', () => {
    const env = (name: string) => ({ MONGODB_URI: `mongodb://ann:pw@db/${name}` });
    expect(of(env('c'.repeat(46)))?.database).toHaveLength(63);
    const sentence =
      "MONGODB_URI: expected a database whose name, with the organisation's id, has at most 63 bytes, but got one of 64.";
    expect(() => of(env('c'.repeat(47)))).toThrow(sentence);
    expect(() => of({ MONGODB_URI_PEOPLES_ASSEMBLY: `mongodb://db/${'é'.repeat(32)}` })).toThrow(
      /^MONGODB_URI_PEOPLES_ASSEMBLY: .+ but got one of 64\.$/,
    );
  });

  test('has a name that is short enough for every organisation, where the URI names none', () => {
    const longest = 'o'.repeat(40);
    expect(databaseAddress(longest, { MONGODB_URI: 'mongodb://db' })?.database).toHaveLength(52);
  });
});

describe('the settings of addresses', () => {
  test('give the address of any owner, including one that joins later', () => {
    const { of, any } = addressSettings(new Set(['labour']), {
      SUBGRAPH_URL: 'http://{owner}:4000',
      SUBGRAPH_URL_LEEDS_RENTERS: 'https://leeds.example/',
    });
    expect(of('leeds-renters')).toBe('https://leeds.example');
    expect(any('unite')).toBe('http://unite:4000');
    // The setting for any owner holds for those of the list, and is a guess for one that joined.
    expect(of('labour')).toBe('http://labour:4000');
    expect(of('unite')).toBeNull();
  });

  test('are all optional', () => {
    const env = { SUBGRAPH_URL: ' ', SUBGRAPH_URL_UNITE: '' };
    const { of, any } = addressSettings(new Set(['unite']), env);
    expect([of('unite'), any('unite')]).toEqual([null, null]);
  });

  test('are reported where they are wrong, whichever owner they are for', () => {
    expect(() => addressSettings(new Set(), { SUBGRAPH_URL_LEEDS_RENTERS: 'ftp://leeds' })).toThrow(
      'SUBGRAPH_URL_LEEDS_RENTERS: expected an http:// or https:// address, but got "ftp://leeds".',
    );
    expect(() =>
      addressSettings(new Set(), { SUBGRAPH_URL: 'http://{owner}:4000/graphql' }),
    ).toThrow(/^SUBGRAPH_URL: expected/);
  });

  test.each([
    ['https://leeds.example/', 'https://leeds.example'],
    ['https://leeds.example/graphql', null],
    ['file:///etc/passwd', null],
    ['leeds', null],
  ])('read an address from outside, "%s", as %s', (text, address) => {
    expect(addressGiven(text)).toBe(address);
  });

  test('`COALITION_URL` is one address, or several with commas between them', () => {
    const read = (text: string) =>
      readSettings({ COALITION_URL: coalitionAddresses }, { COALITION_URL: text }).COALITION_URL;
    expect(read('http://one:4000, http://two:4000/')).toEqual([
      'http://one:4000',
      'http://two:4000',
    ]);
    expect(() => read('http://one:4000,two')).toThrow(/^COALITION_URL: expected an http:\/\/ or/);
  });
});

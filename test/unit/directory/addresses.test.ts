import { describe, expect, test } from '@jest/globals';
import { databaseAddress, settingOf, subgraphAddresses } from '../../../directory/addresses.ts';

test('a setting of one owner ends with its id', () => {
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

  test('has to be given for each, and all that are missing or wrong are said together', () => {
    const env = { SUBGRAPH_URL_UNITE: 'ftp://unite' };
    expect(() => subgraphAddresses(['labour', 'unite'], env)).toThrow(
      [
        'SUBGRAPH_URL_LABOUR: expected an http:// or https:// address, but it is not set.',
        'SUBGRAPH_URL_UNITE: expected an http:// or https:// address, but got "ftp://unite".',
      ].join('\n'),
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
    'is null where no setting says so: %j',
    (env) => expect(of(env)).toBeNull(),
  );
});

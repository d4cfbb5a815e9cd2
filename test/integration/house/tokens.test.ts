import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aHouse, type TestHouse } from '../../support/house.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await aHouse({ sample: false });
});
afterAll(() => house.close());

describe('a token of this key', () => {
  test.each(['nowhere', 'coalition'])(
    'is not valid where its home, %s, is no affiliate',
    async (home) => {
      const token = await house.token(`${home}:member:01JBXYZ0000000000000000000`);
      const { data, errors } = await house.ask('{ viewer { id } }', {}, token);
      expect(data).toBeUndefined();
      expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    },
  );
});

test('a request of more words than a person needs is refused before anything is asked', async () => {
  const fields = Array.from(
    { length: 300 },
    (_, at) => `a${at}: search(text: "bus") { totalCount }`,
  );
  const { errors } = await house.ask(`{ ${fields.join(' ')} }`);
  expect(errors).toMatchObject([{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }]);
  expect(house.calls).toEqual([]);
});

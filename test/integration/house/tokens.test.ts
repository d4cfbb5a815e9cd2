import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aHouse, type TestHouse } from '../../support/house.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await aHouse({ sample: false });
});
afterAll(() => house.close());

test("a token of the coalition's own people is taken, though they are nobody's members", async () => {
  const token = await house.issuers.of('coalition').token({ subject: 'someone' });
  expect(await house.ask('{ viewer { id } }', {}, token)).toEqual({ data: { viewer: null } });
});

test('the issuer of one organisation makes nobody a member of the staff of another', async () => {
  const token = await house.issuers.of('unite').token({ subject: 'x', roles: ['ADMINISTRATOR'] });
  const call = `mutation { scheduleEvent(input: { organisation: "labour", name: "Ours", kind: RALLY,
    startsAt: "2999-01-01T00:00:00Z", endsAt: "2999-01-01T01:00:00Z", place: { name: "Here" } }) { event { id } } }`;
  const { errors } = await house.ask(call, {}, token);
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
});

test('a request of more words than a person needs is refused before anything is asked', async () => {
  house.calls.length = 0;
  const fields = Array.from(
    { length: 300 },
    (_, at) => `a${at}: search(text: "bus") { totalCount }`,
  );
  const { errors } = await house.ask(`{ ${fields.join(' ')} }`);
  expect(errors).toMatchObject([{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }]);
  expect(house.calls).toEqual([]);
});

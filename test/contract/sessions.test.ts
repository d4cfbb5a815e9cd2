/** The gateway and each organisation speak in a session, and no client notices where one ends. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aHouse, type TestHouse } from '../support/house.ts';

const CALL = 'unite/organisation';
const SUBMIT = `mutation ($title: String!) {
  submitPolicyIdea(input: { organisation: "unite", title: $title, body: "To sit." }) { idea { title } }
}`;

let house: TestHouse;
let token: string;
beforeAll(async () => {
  house = await aHouse();
  token = await house.tokenOf('unite');
});
afterAll(() => house?.close());

/** Submits an idea; answers the calls that it took. */
async function submit(title: string): Promise<string[]> {
  house.calls.length = 0;
  expect(await house.ask(SUBMIT, { title }, token)).toEqual({
    data: { submitPolicyIdea: { idea: { title } } },
  });
  return [...house.calls];
}

const ideasNamed = (title: string): Promise<number> =>
  house.db('unite').collection('ideas').countDocuments({ title });

test('a server that was started anew is asked again by signature, and carries out a mutation once', async () => {
  expect(await submit('Signed')).toEqual([CALL]);
  expect(await submit('In a session')).toEqual([CALL]);
  await house.end('unite');
  await house.restart('unite');
  // It knows nothing of the session, and refuses.
  expect(await submit('Refused at first')).toEqual([CALL, CALL]);
  expect(await submit('Signed again')).toEqual([CALL]);
  for (const title of ['Signed', 'In a session', 'Refused at first', 'Signed again'])
    expect([title, await ideasNamed(title)]).toEqual([title, 1]);
});

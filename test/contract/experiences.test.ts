import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dataOf, refusalsOf } from '../support/answer.ts';
import { aHouse, type TestHouse } from '../support/house.ts';
import { type ExperienceView, readExperience, share } from './experiences.ts';
import { memberToken, neighbourOf, ORGANISATION, ORGANISATIONS } from './people.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aHouse();
});
afterAll(() => house?.close());

const anExperience = async (input: object, token: string): Promise<ExperienceView> =>
  dataOf(await share(house, input, token)).shareExperience.experience!;

describe('an experience told to an organisation', () => {
  const organisation = ORGANISATION;

  test('is there for everyone as it was told, through the web and anonymous', async () => {
    const token = await memberToken(house, organisation);
    const text = 'I waited **two hours** with my son.';
    const themes = ['transport', 'health', 'transport'];
    const { id } = await anExperience({ organisation, text, themes, area: 'wales' }, token);
    expect(id).toMatch(new RegExp(`^${organisation}:experience:`));
    expect(await readExperience(house, id)).toEqual({
      id,
      text,
      organisation: { id: organisation },
      themes: [{ id: 'transport' }, { id: 'health' }],
      area: { id: 'wales' },
      channel: 'WEB',
      author: null,
      createdAt: expect.stringMatching(/Z$/),
    });
  });

  test('may be told by members of every organisation', async () => {
    for (const home of ORGANISATIONS) {
      const { id } = await anExperience({ organisation }, await memberToken(house, home));
      expect(await readExperience(house, id)).toMatchObject({ area: null, themes: [] });
    }
  });

  test('names whose it is only when a member of that organisation chose to be named', async () => {
    const own = await anExperience(
      { organisation, named: true },
      await house.tokenOf(organisation),
    );
    expect((await readExperience(house, own.id))!.author).toEqual({
      id: expect.stringMatching(`^${organisation}:member:`),
      displayName: expect.stringMatching(/./),
    });
    const others = [neighbourOf(organisation), organisation].map((home) =>
      memberToken(house, home, 'who is no member here'),
    );
    for (const token of await Promise.all(others))
      expect(refusalsOf(await share(house, { organisation, named: true }, token))).toEqual([
        { code: 'BAD_USER_INPUT', argument: 'input.named' },
      ]);
  });
});

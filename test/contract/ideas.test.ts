import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ideaModel } from '../../subgraphs/organisation/ideas/idea.ts';
import { newId } from '../../subgraphs/framework/ids.ts';
import { dataOf, refusalsOf } from '../support/answer.ts';
import { aMember } from '../support/callers.ts';
import type { TestHouse } from '../support/house.ts';
import { aFullHouse } from './full-house.ts';
import {
  anIdeaAt,
  IDEA,
  type IdeaView,
  readIdea,
  stand,
  submitIdea,
  takePosition,
} from './ideas.ts';
import { inBothLists } from './lists.ts';
import {
  memberToken,
  neighbourOf,
  ORGANISATION,
  ORGANISATIONS,
  othersThan,
  tokenFor,
} from './people.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aFullHouse();
});
afterAll(() => house?.close());

const nothing = { support: 0, oppose: 0, pass: 0 };
const people = (count: number) => Array.from({ length: count }, (_, at) => `person ${at}`);

describe('an idea given to an organisation', () => {
  const organisation = ORGANISATION;

  test('is there as it was given, submitted through the web, with nobody for or against it', async () => {
    const token = await memberToken(house, organisation);
    const input = {
      organisation,
      title: 'Un banc ym mhob safle bws',
      summary: 'Mae pobl yn aros.',
      body: 'Mae pobl yn **aros**.',
      language: 'cy',
      themes: ['transport', 'health'],
      area: 'wales',
    };
    const { id } = dataOf(await submitIdea(house, input, token)).submitPolicyIdea.idea!;
    const { organisation: _, ...given } = input;
    expect(id).toMatch(new RegExp(`^${organisation}:idea:[0-9A-Z]{26}$`));
    expect(await readIdea(house, id)).toMatchObject({
      ...given,
      id,
      organisation: { id: organisation },
      themes: [{ id: 'transport' }, { id: 'health' }],
      area: { id: 'wales' },
      status: 'SUBMITTED',
      channel: 'WEB',
      author: null,
      commentCount: 0,
      viewerPosition: null,
      tally: { ...nothing, cast: nothing },
    });
  });

  test('has what was left out filled in, and loses the space around its text', async () => {
    const { id } = await anIdeaAt(house, organisation, { title: '  Later buses  ', summary: ' ' });
    expect(await readIdea(house, id)).toMatchObject({
      title: 'Later buses',
      summary: null,
      language: 'en-GB',
      themes: [],
      area: null,
    });
  });

  test.each(othersThan(organisation))('may come from a member of %s', async (home) => {
    const token = await memberToken(house, home);
    const { submitPolicyIdea } = dataOf(await submitIdea(house, { organisation }, token));
    expect(submitPolicyIdea).toMatchObject({
      idea: { organisation: { id: organisation }, author: null },
      userErrors: [],
    });
  });

  test('names nobody who has not joined', async () => {
    const token = await memberToken(house, organisation, 'who never joined');
    const answer = await submitIdea(house, { organisation, named: true }, token);
    expect(refusalsOf(answer)).toEqual([{ code: 'BAD_USER_INPUT', argument: 'input.named' }]);
    expect(answer.errors?.[0]?.message).toBe(
      `Join "${organisation}" first: only its members can be named.`,
    );
  });

  test('names its author only when a member who chose to be named gave it', async () => {
    const named = await submitIdea(
      house,
      { organisation, named: true },
      await house.tokenOf(organisation),
    );
    const { author } = dataOf(named).submitPolicyIdea.idea!;
    expect(author).toEqual({
      id: expect.stringMatching(`^${organisation}:member:`),
      displayName: expect.stringMatching(/./),
    });
    const stranger = await memberToken(house, neighbourOf(organisation));
    const answer = await submitIdea(house, { organisation, named: true }, stranger);
    expect(refusalsOf(answer)).toEqual([{ code: 'BAD_USER_INPUT', argument: 'input.named' }]);
    expect(answer.errors?.[0]?.message).toBe(
      `You can be named only at your own organisation ("${neighbourOf(organisation)}").`,
    );
  });

  test('stands first in both lists as soon as it is given', async () => {
    for (const home of [organisation, neighbourOf(organisation)]) {
      const token = await memberToken(house, home);
      const answer = await submitIdea(house, { organisation, title: `From ${home}` }, token);
      const { id } = dataOf(answer).submitPolicyIdea.idea!;
      const expected = [{ id, title: `From ${home}` }];
      const how = { selection: '{ id title }', token };
      expect(await inBothLists(house, 'policyIdeas', organisation, { first: 1 }, how)).toEqual([
        expected,
        expected,
      ]);
    }
  });
});

describe('a position on an idea of an organisation', () => {
  const organisation = ORGANISATION;

  test('is taken by members of every organisation, each counted once', async () => {
    const { id } = await anIdeaAt(house, organisation);
    for (const [at, home] of ORGANISATIONS.entries()) {
      const idea = await stand(house, id, 'SUPPORT', await memberToken(house, home));
      expect(idea).toMatchObject({ viewerPosition: 'SUPPORT', tally: { support: at + 1 } });
    }
  });

  test('replaces the one before, and both count as cast', async () => {
    const { id } = await anIdeaAt(house, organisation);
    for (const home of [organisation, neighbourOf(organisation)]) {
      const token = await memberToken(house, home);
      await stand(house, id, 'SUPPORT', token);
      await stand(house, id, 'OPPOSE', token);
    }
    const { tally } = (await readIdea(house, id))!;
    expect(tally).toEqual({ ...nothing, oppose: 2, cast: { support: 2, oppose: 2, pass: 0 } });
  });

  test('counts as cast each time that someone returns to it', async () => {
    const { id } = await anIdeaAt(house, organisation);
    const token = await memberToken(house, neighbourOf(organisation));
    for (const position of ['SUPPORT', 'PASS', 'SUPPORT']) await stand(house, id, position, token);
    const { tally } = (await readIdea(house, id))!;
    expect(tally).toEqual({ ...nothing, support: 1, cast: { support: 2, oppose: 0, pass: 1 } });
  });

  test('changes nothing when it is the one that stands', async () => {
    const { id } = await anIdeaAt(house, organisation);
    const token = await memberToken(house, organisation);
    const first = await stand(house, id, 'PASS', token);
    expect(await stand(house, id, 'PASS', token)).toEqual(first);
    expect(first.tally).toEqual({ ...nothing, pass: 1, cast: { ...nothing, pass: 1 } });
  });

  test('is seen in `viewerPosition` by who took it, and by nobody else', async () => {
    const { id } = await anIdeaAt(house, organisation);
    const [own, other] = [aMember(neighbourOf(organisation)), aMember(organisation, 'Bo')];
    await stand(house, id, 'OPPOSE', await tokenFor(house, own));
    const seenBy = async (token?: string) => (await readIdea(house, id, token))!.viewerPosition;
    expect(await seenBy(await tokenFor(house, own))).toBe('OPPOSE');
    expect(await seenBy(await tokenFor(house, other))).toBeNull();
    expect(await seenBy()).toBeNull();
  });

  test('is counted in both lists as soon as it is taken', async () => {
    const { id } = await anIdeaAt(house, organisation);
    const token = await memberToken(house, neighbourOf(organisation));
    const selection = '{ id viewerPosition tally { support oppose pass cast { support } } }';
    await inBothLists(house, 'policyIdeas', organisation, { first: 1 });
    for (const position of ['SUPPORT', 'OPPOSE'] as const) {
      await stand(house, id, position, token);
      const lists = await inBothLists(
        house,
        'policyIdeas',
        organisation,
        { first: 1 },
        { selection, token },
      );
      const tally = { ...nothing, [position.toLowerCase()]: 1, cast: { support: 1 } };
      expect(lists.flat()).toEqual(Array(2).fill({ id, viewerPosition: position, tally }));
    }
  });

  test('is not lost when twenty people of all organisations take theirs at once', async () => {
    const { id } = await anIdeaAt(house, organisation);
    const tokens = await Promise.all(
      people(20).map((name, at) => memberToken(house, ORGANISATIONS[at % 5]!, name)),
    );
    const positions = ['SUPPORT', 'SUPPORT', 'OPPOSE', 'PASS'];
    await Promise.all(tokens.map((token, at) => stand(house, id, positions[at % 4]!, token)));
    const counts = { support: 10, oppose: 5, pass: 5 };
    const { tally } = (await readIdea(house, id))!;
    expect(tally).toEqual({ ...counts, cast: counts });
    const lists = await inBothLists<IdeaView>(
      house,
      'policyIdeas',
      organisation,
      { first: 1 },
      { selection: IDEA },
    );
    expect(lists.flat().map((idea) => [idea.id, idea.tally])).toEqual(
      Array(2).fill([id, { ...counts, cast: counts }]),
    );
  });

  test('stands once, however often one person takes it at the same time', async () => {
    const { id } = await anIdeaAt(house, organisation);
    const token = await memberToken(house, organisation);
    await Promise.all(people(10).map(() => stand(house, id, 'SUPPORT', token)));
    const { tally } = (await readIdea(house, id))!;
    expect(tally).toEqual({ ...nothing, support: 1, cast: { ...nothing, support: 1 } });
  });

  test.each(['ADOPTED', 'PART_ADOPTED', 'DECLINED', 'MERGED', 'WITHDRAWN'] as const)(
    'can no longer be taken once the idea is %s',
    async (status) => {
      const { id } = await anIdeaAt(house, organisation);
      await ideaModel(house.db(organisation)).updateOne({ _id: id }, { status });
      const token = await memberToken(house, organisation);
      expect(dataOf(await takePosition(house, id, 'SUPPORT', token)).takePosition).toEqual({
        idea: null,
        userErrors: [{ code: 'IDEA_CLOSED', field: 'input.idea' }],
      });
      expect((await readIdea(house, id))!.tally).toEqual({ ...nothing, cast: nothing });
    },
  );

  test('is taken in the order of the request, whatever fails in between', async () => {
    const { id } = await anIdeaAt(house, organisation);
    const unknown = newId(neighbourOf(organisation), 'idea');
    const taking = (idea: string, position: string) =>
      `takePosition(input: { idea: "${idea}", position: ${position} }) { idea { tally { support oppose } } }`;
    const answer = await house.ask(
      `mutation { a: ${taking(id, 'SUPPORT')} b: ${taking(unknown, 'PASS')} c: ${taking(id, 'OPPOSE')} }`,
      {},
      await memberToken(house, organisation),
    );
    expect(answer.data).toEqual({
      a: { idea: { tally: { support: 1, oppose: 0 } } },
      b: null,
      c: { idea: { tally: { support: 0, oppose: 1 } } },
    });
    expect(answer.errors!.map(({ path }) => path)).toEqual([['b']]);
  });

  test('cannot be taken on an idea that is not there', async () => {
    const token = await memberToken(house, organisation);
    const answer = await takePosition(house, newId(organisation, 'idea'), 'SUPPORT', token);
    expect(refusalsOf(answer)).toEqual([{ code: 'NOT_FOUND', argument: 'input.idea' }]);
  });
});

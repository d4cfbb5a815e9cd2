import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readOrganisations } from '../../directory/organisations.ts';
import { partId } from '../../subgraphs/framework/parts.ts';
import { newId } from '../../subgraphs/framework/ids.ts';
import { reviewModel } from '../../subgraphs/kinds/party/policy-reviews/review.ts';
import { pollModel } from '../../subgraphs/kinds/union/polls/poll.ts';
import { dataOf, refusalsOf } from '../support/answer.ts';
import type { TestHouse } from '../support/house.ts';
import { inHours } from './events.ts';
import { share } from './experiences.ts';
import { aFullHouse } from './full-house.ts';
import { anIdeaAt, stand } from './ideas.ts';
import { LIST_OF } from './lists.ts';
import { mutationOf, MUTATIONS_OF_KINDS } from './mutations.ts';
import {
  EACH_KIND,
  editorToken,
  joinedToken,
  memberToken,
  OF_KIND,
  organiserToken,
  ORGANISATIONS,
  othersThan,
} from './people.ts';
import type { OrganisationKind } from '../../schema/generated/enums.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aFullHouse();
});
afterAll(() => house?.close());

/** Asks, and gives what the one field answered, which must be without an error. */
async function done<Value>(query: string, variables: object, token?: string): Promise<Value> {
  const data = dataOf(await house.ask<Record<string, Value>>(query, variables, token));
  return Object.values(data)[0]!;
}

interface Payload<Thing> {
  thing: Thing;
  userErrors: { code: string; field: string | null }[];
}

/** Does something, and gives the payload, in which `thing` is what it was done to. */
function does<Thing>(
  name: string,
  thing: string,
  selection: string,
  input: object,
  token: string,
): Promise<Payload<Thing>> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) {
    ${name}(input: $input) { thing: ${thing} ${selection} userErrors { code field } }
  }`;
  return done<Payload<Thing>>(query, { input }, token);
}

/** What everyone sees of a thing. */
const read = async <Thing>(id: string, type: string, selection: string, token?: string) =>
  done<Thing | null>(
    `query ($id: ID!) { node(id: $id) { ... on ${type} ${selection} } }`,
    { id },
    token,
  );

const OF_KINDS = `{
  id kind policyReviews { totalCount } polls { totalCount } papers { totalCount } wins { totalCount }
}`;
type OfKinds = Record<string, { totalCount: number } | null> & {
  id: string;
  kind: OrganisationKind;
};

const expectOnlyItsOwn = (organisation: OfKinds): void => {
  for (const { list } of Object.values(LIST_OF))
    if (list === LIST_OF[organisation.kind].list)
      expect(organisation[list]!.totalCount).toBeGreaterThan(0);
    else expect(organisation[list]).toBeNull();
};

describe.each(EACH_KIND)('%s', (id) => {
  test('has what is of its kind, and null without an error for what is of another', async () => {
    expectOnlyItsOwn(await done(`query ($id: ID!) { organisation(id: $id) ${OF_KINDS} }`, { id }));
  });

  const foreign = MUTATIONS_OF_KINDS.filter(([, owner]) => owner !== id);
  test.each(foreign)('does not do what only others do: %s', async (name, owner, input) => {
    const [[whose, given]] = Object.entries(input) as [[string, string]];
    const changed = { ...input, [whose]: given.replace(owner, id) };
    const answer = await house.ask(
      mutationOf(name),
      { input: changed },
      await editorToken(house, id),
    );
    expect(refusalsOf(answer)).toEqual([{ code: 'BAD_USER_INPUT', argument: `input.${whose}` }]);
  });
});

test('all organisations side by side have what is of their kinds, with no error', async () => {
  const list = await done<{ edges: { node: OfKinds }[] }>(
    `{ organisations { edges { node ${OF_KINDS} } } }`,
    {},
  );
  expect(list.edges.map(({ node }) => node.id).toSorted()).toEqual(ORGANISATIONS.toSorted());
  for (const { node } of list.edges) expectOnlyItsOwn(node);
});

test('ideas of all organisations show what is of the kind of each', async () => {
  const list = await done<{ edges: { node: { organisation: OfKinds } }[] }>(
    `{ policyIdeas(first: 100) { edges { node { body organisation ${OF_KINDS} } } } }`,
    {},
  );
  const seen = new Set(list.edges.map(({ node }) => node.organisation.id));
  expect([...seen].toSorted()).toEqual(ORGANISATIONS.toSorted());
  for (const { node } of list.edges) expectOnlyItsOwn(node.organisation);
});

describe("a party's policy review", () => {
  const REVIEW = `{ id question status ideas(first: 100) { totalCount edges { takenUpAt node {
    id title body organisation { id name } tally { support } viewerPosition
  } } } }`;
  interface Review {
    id: string;
    status: string;
    ideas: { totalCount: number; edges: { node: { id: string } | null }[] };
  }
  const question = 'How should people get home at night?';
  const open = async (): Promise<Review> =>
    (
      await does<Review>(
        'openPolicyReview',
        'review',
        REVIEW,
        { organisation: 'labour', question, closesAt: inHours(1) },
        await editorToken(house, 'labour'),
      )
    ).thing;
  const takeUp = async (review: string, idea: string) =>
    does<Review | null>(
      'takeUpIdea',
      'review',
      REVIEW,
      { review, idea },
      await editorToken(house, 'labour'),
    );

  test('takes up an idea of each organisation and shows it, its card and what its owner alone knows', async () => {
    const { id } = await open();
    const voter = await memberToken(house, 'unite');
    const expected = [];
    for (const organisation of ORGANISATIONS) {
      const idea = await anIdeaAt(house, organisation, { title: `An idea of ${organisation}` });
      await stand(house, idea.id, 'SUPPORT', voter);
      expect((await takeUp(id, idea.id)).userErrors).toEqual([]);
      expected.push({
        takenUpAt: expect.stringMatching(/Z$/),
        node: {
          id: idea.id,
          title: `An idea of ${organisation}`,
          body: 'People wait **longer**.',
          organisation: readOrganisations().flatMap((one) =>
            one.id === organisation ? [{ id: one.id, name: one.name }] : [],
          )[0],
          tally: { support: 1 },
          viewerPosition: 'SUPPORT',
        },
      });
    }
    const review = await read<Review>(id, 'PolicyReview', REVIEW, voter);
    expect(review!.ideas).toEqual({ totalCount: 5, edges: expected });
  });

  test('takes up an idea once', async () => {
    const { id } = await open();
    const idea = await anIdeaAt(house, 'unite');
    await takeUp(id, idea.id);
    expect(await takeUp(id, idea.id)).toEqual({
      thing: null,
      userErrors: [{ code: 'ALREADY_TAKEN_UP', field: 'input.idea' }],
    });
    expect((await read<Review>(id, 'PolicyReview', REVIEW))!.ideas.totalCount).toBe(1);
  });

  test('takes up none once it has closed', async () => {
    const { id } = await open();
    await reviewModel(house.db('labour')).updateOne({ _id: id }, { closesAt: new Date() });
    expect((await read<Review>(id, 'PolicyReview', REVIEW))!.status).toBe('CLOSED');
    expect((await takeUp(id, (await anIdeaAt(house, 'unite')).id)).userErrors).toEqual([
      { code: 'REVIEW_CLOSED', field: 'input.review' },
    ]);
  });

  test('shows null in the place of an idea that is not there, and the others', async () => {
    const { id } = await open();
    const { id: idea } = await anIdeaAt(house, 'progress');
    for (const taken of [newId('unite', 'idea'), idea]) await takeUp(id, taken);
    const review = await read<Review>(id, 'PolicyReview', REVIEW);
    expect(review!.ideas.edges.map(({ node }) => node?.id ?? null)).toEqual([null, idea]);
  });
});

describe("a think-tank's paper", () => {
  const PAPER = `{
    id title anchoring claims { id number text experiences { id text organisation { id name } author { displayName } } }
  }`;
  interface Paper {
    id: string;
    anchoring: number | null;
    claims: { id: string; experiences: ({ id: string } | null)[] }[];
  }
  const publish = async (input: object = {}): Promise<Paper> =>
    (
      await does<Paper>(
        'recordPaper',
        'paper',
        PAPER,
        {
          organisation: 'progress',
          title: 'Getting home at night',
          abstract: 'Who waits, and how long.',
          claims: [{ text: 'People wait.' }, { text: 'People walk.' }],
          ...input,
        },
        await editorToken(house, 'progress'),
      )
    ).thing;
  const cite = async (paper: string, claim: number, experience: string) =>
    does<Paper | null>(
      'citeExperience',
      'paper',
      PAPER,
      { paper, claim: partId(paper, 'claim', claim), experience },
      await editorToken(house, 'progress'),
    );
  const anExperience = async (organisation: string): Promise<string> => {
    const input = { organisation, text: `Told to ${organisation}.` };
    const answer = await share(house, input, await memberToken(house, 'labour'));
    return dataOf(answer).shareExperience.experience!.id;
  };

  test('rests a claim on an experience of each organisation, and shows it in its own words', async () => {
    const { id, anchoring } = await publish();
    expect(anchoring).toBe(0);
    for (const organisation of ORGANISATIONS) await cite(id, 2, await anExperience(organisation));
    const paper = await read<Paper>(id, 'Paper', PAPER);
    expect(paper).toMatchObject({ anchoring: 0.5, claims: [{ experiences: [] }, {}] });
    expect(paper!.claims[1]!.experiences).toMatchObject(
      ORGANISATIONS.map((organisation) => ({
        text: `Told to ${organisation}.`,
        organisation: { id: organisation, name: expect.stringMatching(/./) },
        author: null,
      })),
    );
  });

  test('rests a claim on an experience once', async () => {
    const { id } = await publish();
    const experience = await anExperience('unite');
    await cite(id, 1, experience);
    expect((await cite(id, 1, experience)).userErrors).toEqual([
      { code: 'ALREADY_CITED', field: 'input.experience' },
    ]);
    expect((await cite(id, 2, experience)).userErrors).toEqual([]);
    const claim = partId(id, 'claim', 2);
    expect(await read(claim, 'Claim', '{ number text paper { id } experiences { id } }')).toEqual({
      number: 2,
      text: 'People walk.',
      paper: { id },
      experiences: [{ id: experience }],
    });
  });

  test('shows null in the place of an experience that is not there, and the others', async () => {
    const experience = await anExperience('peoples-assembly');
    const cited = [newId('unite', 'experience'), experience, newId('labour', 'experience')];
    const { id } = await publish({ claims: [{ text: 'People wait.', experiences: cited }] });
    const paper = await read<Paper>(id, 'Paper', PAPER);
    expect(paper!.claims[0]!.experiences.map((one) => one?.id ?? null)).toEqual([
      null,
      experience,
      null,
    ]);
  });

  test('has no claim but its own', async () => {
    const { id } = await publish();
    const input = {
      paper: id,
      claim: partId(id, 'claim', 3),
      experience: await anExperience('unite'),
    };
    const editor = await editorToken(house, 'progress');
    expect(refusalsOf(await house.ask(mutationOf('citeExperience'), { input }, editor))).toEqual([
      { code: 'NOT_FOUND', argument: 'input.claim' },
    ]);
  });

  test('is for editors alone while it is a draft: by id, in its list, and in search', async () => {
    const { id } = await publish({ status: 'DRAFT', title: 'Zyxwomat draft' });
    const editor = await editorToken(house, 'progress');
    const seen = async (token?: string) => ({
      node: await read<Paper>(id, 'Paper', '{ id }', token),
      listed: JSON.stringify(
        await house.ask(
          '{ organisation(id: "progress") { papers { edges { node { id } } } } }',
          {},
          token,
        ),
      ).includes(id),
      found: dataOf(
        await house.ask<{ search: { totalCount: number } }>(
          '{ search(text: "zyxwomat") { totalCount } }',
          {},
          token,
        ),
      ).search.totalCount,
    });
    expect(await seen(editor)).toEqual({ node: { id }, listed: true, found: 0 });
    const others = [
      undefined,
      await organiserToken(house, 'progress'),
      ...(await Promise.all(othersThan('progress').map((home) => editorToken(house, home)))),
    ];
    for (const token of others)
      expect(await seen(token)).toEqual({ node: null, listed: false, found: 0 });
  });
});

describe("a union's poll", () => {
  const POLL = '{ id status voteCount options { number text votes } viewerVote { number } }';
  interface Poll {
    id: string;
    status: string;
    voteCount: number | null;
    options: { votes: number | null }[];
    viewerVote: { number: number } | null;
  }
  const open = async (results: 'LIVE' | 'AFTER_CLOSE'): Promise<Poll> =>
    (
      await does<Poll>(
        'openPoll',
        'poll',
        POLL,
        {
          organisation: 'unite',
          question: 'When should the last bus go?',
          options: ['At eleven', 'At midnight', 'Never'],
          closesAt: inHours(1),
          results,
        },
        await organiserToken(house, 'unite'),
      )
    ).thing;
  const vote = async (poll: string, number: number, token: string) => {
    const option = partId(poll, 'option', number);
    return does<Poll | null>('votePoll', 'poll', POLL, { poll, option }, token);
  };
  const votesIn = (poll: Poll | null) => poll!.options.map(({ votes }) => votes);

  test('counts one vote a member, the last one, also when thirty vote at once', async () => {
    const { id } = await open('LIVE');
    const tokens = await Promise.all(
      Array.from({ length: 30 }, (_, at) => joinedToken(house, 'unite', `voter ${at}`)),
    );
    await Promise.all(tokens.map((token, at) => vote(id, at % 3 ? 1 : 2, token)));
    const { thing } = await vote(id, 3, tokens[0]!);
    expect(thing).toMatchObject({ voteCount: 30, viewerVote: { number: 3 } });
    const poll = await read<Poll>(id, 'Poll', POLL);
    expect(votesIn(poll)).toEqual([20, 9, 1]);
    expect(poll!.viewerVote).toBeNull();
  });

  test('keeps its counts to itself until it has closed, and then takes no more votes', async () => {
    const { id } = await open('AFTER_CLOSE');
    const token = await joinedToken(house, 'unite');
    const { thing } = await vote(id, 2, token);
    expect({ votes: votesIn(thing), count: thing!.voteCount, own: thing!.viewerVote }).toEqual({
      votes: [null, null, null],
      count: null,
      own: { number: 2 },
    });
    await pollModel(house.db('unite')).updateOne({ _id: id }, { closesAt: new Date() });
    const closed = await read<Poll>(id, 'Poll', POLL);
    expect({ status: closed!.status, votes: votesIn(closed) }).toEqual({
      status: 'CLOSED',
      votes: [0, 1, 0],
    });
    expect((await vote(id, 1, token)).userErrors).toEqual([
      { code: 'POLL_CLOSED', field: 'input.poll' },
    ]);
  });

  test('is voted in by those alone who joined the union, for an option that it has', async () => {
    const [{ id }, other] = [await open('LIVE'), await open('LIVE')];
    const first = partId(id, 'option', 1);
    const refused = async (option: string, token: string) =>
      refusalsOf(await house.ask(mutationOf('votePoll'), { input: { poll: id, option } }, token));
    for (const home of othersThan('unite'))
      expect(await refused(first, await joinedToken(house, home))).toEqual([{ code: 'FORBIDDEN' }]);
    const stranger = await memberToken(house, 'unite', 'who never joined');
    expect(await refused(first, stranger)).toEqual([{ code: 'FORBIDDEN' }]);
    const own = await joinedToken(house, 'unite');
    const argument = 'input.option';
    for (const absent of [partId(id, 'option', 4), partId(other.id, 'option', 1)])
      expect(await refused(absent, own)).toEqual([{ code: 'NOT_FOUND', argument }]);
    for (const wrong of ['1', '', '$ne', id])
      expect(await refused(wrong, own)).toEqual([{ code: 'BAD_USER_INPUT', argument }]);
  });

  test('has options that are found by ids of their own, whatever poll they are of', async () => {
    const polls = [await open('LIVE'), await open('AFTER_CLOSE')];
    await vote(polls[0]!.id, 2, await joinedToken(house, 'unite', 'who votes for two'));
    const ids = polls.map(({ id }) => partId(id, 'option', 2));
    const nodes = await done<unknown[]>(
      `query ($ids: [ID!]!) {
        nodes(ids: $ids) { id ... on PollOption { number text votes poll { id } organisation { id } } }
      }`,
      { ids: [...ids, partId(polls[0]!.id, 'option', 4)] },
    );
    const second = { number: 2, text: 'At midnight', organisation: { id: 'unite' } };
    expect(nodes).toEqual([
      { id: ids[0], ...second, votes: 1, poll: { id: polls[0]!.id } },
      { id: ids[1], ...second, votes: null, poll: { id: polls[1]!.id } },
      null,
    ]);
  });
});

describe('a win of a movement', () => {
  const organisation = OF_KIND.MOVEMENT;
  const WIN =
    '{ id title story wonAt evidence area { id } idea { id title body organisation { id } } }';
  interface Win {
    id: string;
    idea: { id: string } | null;
  }
  const record = async (input: object): Promise<Win> =>
    (
      await does<Win>(
        'recordWin',
        'win',
        WIN,
        {
          organisation,
          title: 'The 14 runs until midnight',
          story: 'We asked.',
          wonAt: inHours(-1),
          ...input,
        },
        await editorToken(house, organisation),
      )
    ).thing;

  test('carries out an idea of any organisation, and shows it', async () => {
    for (const owner of ORGANISATIONS) {
      const { id: idea } = await anIdeaAt(house, owner, { title: `From ${owner}` });
      const { id } = await record({
        idea,
        area: 'wales',
        evidence: 'https://council.example/minutes',
      });
      expect(await read<Win>(id, 'Win', WIN)).toMatchObject({
        area: { id: 'wales' },
        evidence: 'https://council.example/minutes',
        idea: {
          id: idea,
          title: `From ${owner}`,
          body: 'People wait **longer**.',
          organisation: { id: owner },
        },
      });
    }
  });

  test('began with no idea where none is given, or the one given is not there', async () => {
    for (const idea of [null, newId('labour', 'idea'), newId('unite', 'idea')]) {
      const { id } = await record({ idea });
      expect(await read<Win>(id, 'Win', WIN)).toMatchObject({ id, idea: null });
    }
  });
});

describe('what cites a thousand things', () => {
  const thousand = (type: 'idea' | 'experience') =>
    Array.from({ length: 1_000 }, () => newId('unite', type));

  test('as a review takes up no more ideas, and says so of none that it has', async () => {
    const editor = await editorToken(house, 'labour');
    const opened = { organisation: 'labour', question: 'And then?', closesAt: inHours(1) };
    const { thing } = await does<{ id: string }>(
      'openPolicyReview',
      'review',
      '{ id }',
      opened,
      editor,
    );
    const cites = thousand('idea');
    const ideas = cites.map((idea) => ({ idea, at: new Date() }));
    await reviewModel(house.db('labour')).updateOne({ _id: thing.id }, { ideas, cites });
    const refusal = async (idea: string) =>
      (await does('takeUpIdea', 'review', '{ id }', { review: thing.id, idea }, editor)).userErrors;
    expect(await refusal(newId('unite', 'idea'))).toEqual([
      { code: 'REVIEW_FULL', field: 'input.review' },
    ]);
    expect(await refusal(cites[500]!)).toEqual([{ code: 'ALREADY_TAKEN_UP', field: 'input.idea' }]);
  });

  test('as a paper rests on no more experiences, but any of its claims on those', async () => {
    const editor = await editorToken(house, 'progress');
    const cites = thousand('experience');
    const claims = Array.from({ length: 21 }, (_, at) => ({
      text: `Claim ${at + 1}.`,
      experiences: cites.slice(at * 50, at * 50 + 50),
    }));
    const recorded = {
      organisation: 'progress',
      title: 'Of a thousand',
      abstract: 'Long.',
      claims,
    };
    const { thing } = await does<{ id: string }>(
      'recordPaper',
      'paper',
      '{ id }',
      recorded,
      editor,
    );
    const refusal = async (experience: string) =>
      (
        await does(
          'citeExperience',
          'paper',
          '{ id }',
          { paper: thing.id, claim: partId(thing.id, 'claim', 21), experience },
          editor,
        )
      ).userErrors;
    expect(await refusal(newId('unite', 'experience'))).toEqual([
      { code: 'PAPER_FULL', field: 'input.paper' },
    ]);
    expect(await refusal(cites[0]!)).toEqual([]);
    expect(await refusal(cites[0]!)).toEqual([
      { code: 'ALREADY_CITED', field: 'input.experience' },
    ]);
    const over = claims.with(20, {
      text: 'One more.',
      experiences: [newId('unite', 'experience')],
    });
    const answer = await house.ask(
      mutationOf('recordPaper'),
      { input: { ...recorded, claims: over } },
      editor,
    );
    expect(refusalsOf(answer)).toEqual([{ code: 'BAD_USER_INPUT', argument: 'input.claims' }]);
  });
});

/** What links to a thing of another, with the list that it is done to the first of. */
test.each([
  ['takeUpIdea', 'labour', 'idea', { review: 'policyReviews' }],
  ['citeExperience', 'progress', 'experience', { paper: 'papers' }],
  ['recordWin', 'peoples-assembly', 'idea', {}],
] as const)(
  '%s of %s refuses a link to what cannot be there',
  async (name, id, linked, references) => {
    const token = await editorToken(house, id);
    const [, , input] = MUTATIONS_OF_KINDS.find(
      ([other, owner]) => other === name && owner === id,
    )!;
    const given = { ...input };
    for (const [field, list] of Object.entries(references)) given[field] = await firstOf(id, list);
    if (typeof given['paper'] === 'string') given['claim'] = partId(given['paper'], 'claim', 1);
    for (const owner of [id, 'nobody', 'coalition']) {
      const changed = { ...given, [linked]: newId(owner, linked) };
      expect(refusalsOf(await house.ask(mutationOf(name), { input: changed }, token))).toEqual([
        { code: 'NOT_FOUND', argument: `input.${linked}` },
      ]);
    }
  },
);

/** The id of the first thing in a list of an organisation. */
async function firstOf(id: string, list: string): Promise<string> {
  const query = `query ($id: ID!) { organisation(id: $id) { list: ${list} { edges { node { id } } } } }`;
  const found = await done<{ list: { edges: { node: { id: string } }[] } }>(query, { id });
  return found.list.edges[0]!.node.id;
}

test('search finds what only one kind has, with its card and the thing itself, as soon as it is there', async () => {
  const editors = {
    labour: await editorToken(house, 'labour'),
    progress: await editorToken(house, 'progress'),
  };
  const closesAt = inHours(1);
  const made = [
    await does<{ id: string }>(
      'openPolicyReview',
      'review',
      '{ id }',
      { organisation: 'labour', question: 'Wuxtrip review?', closesAt },
      editors.labour,
    ),
    await does<{ id: string }>(
      'openPoll',
      'poll',
      '{ id }',
      { organisation: 'unite', question: 'Wuxtrip poll?', options: ['Yes', 'No'], closesAt },
      await organiserToken(house, 'unite'),
    ),
    await does<{ id: string }>(
      'recordPaper',
      'paper',
      '{ id }',
      { organisation: 'progress', title: 'Wuxtrip paper', abstract: 'Short.' },
      editors.progress,
    ),
    await does<{ id: string }>(
      'recordWin',
      'win',
      '{ id }',
      {
        organisation: 'peoples-assembly',
        title: 'Wuxtrip win',
        story: 'Long.',
        wonAt: inHours(-1),
      },
      await editorToken(house, 'peoples-assembly'),
    ),
  ];
  const found = await done<{ edges: { card: object; node: { id: string } }[] }>(
    `{ search(text: "wuxtrip") { edges { card { type title organisation { id } } node {
      id ... on PolicyReview { question } ... on Poll { question } ... on Paper { title } ... on Win { title }
    } } } }`,
    {},
  );
  const byId = new Map(found.edges.map(({ card, node }) => [node.id, { card, node }]));
  const expected = [
    ['REVIEW', 'labour', 'question', 'Wuxtrip review?'],
    ['POLL', 'unite', 'question', 'Wuxtrip poll?'],
    ['PAPER', 'progress', 'title', 'Wuxtrip paper'],
    ['WIN', 'peoples-assembly', 'title', 'Wuxtrip win'],
  ] as const;
  expect(byId.size).toBe(4);
  for (const [at, [type, id, field, title]] of expected.entries()) {
    const own = made[at]!.thing.id;
    expect(byId.get(own)).toEqual({
      card: { type, title, organisation: { id } },
      node: { id: own, [field]: title },
    });
  }
});

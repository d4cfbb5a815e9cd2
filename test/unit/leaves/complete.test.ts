/** What `npm run leaves` prints is all that there is, each once. */
import { describe, expect, test } from '@jest/globals';
import { Kind } from 'graphql';
import { callerSchema } from '../../../identity/caller.ts';
import { CONTRACTS } from '../../../schema/contract-names.ts';
import { contractDocument } from '../../../schema/contracts.ts';
import { RESPONSE_HEADERS } from '../../../schema/feed-headers.ts';
import { CARD_TYPES } from '../../../schema/things.ts';
import { endLine, entryLine, logLine } from '../../../subgraphs/feed/protocol/lines.ts';
import type { Way } from '../../../subgraphs/leaves/leaf.ts';
import { KINDS } from '../../../subgraphs/generated/kinds.ts';
import { reportOn } from '../../../subgraphs/leaves/report.ts';
import { servedBy, sourcesIn } from '../../../subgraphs/leaves/served.ts';

const served = servedBy(Object.values(KINDS));
const { leaves, kept } = reportOn(served);
const namesBy = (way: Way) => leaves.filter((leaf) => leaf.way === way).map(({ name }) => name);

/** The fields of all contracts that organisations serve, read here by themselves. */
const coordinates = new Set(
  CONTRACTS.filter((contract) => contract !== 'coalition').flatMap((contract) =>
    contractDocument(contract).definitions.flatMap((type) =>
      type.kind === Kind.OBJECT_TYPE_DEFINITION
        ? (type.fields ?? []).map((field) => `${type.name.value}.${field.name.value}`)
        : [],
    ),
  ),
);

describe('the lines of what leaves', () => {
  test('have every field of every contract that an organisation serves, each once', () => {
    expect(coordinates.size).toBeGreaterThan(200);
    expect(namesBy('answer').toSorted()).toEqual([...coordinates].toSorted());
  });

  test('have every field of every card, each once', () => {
    const sources = sourcesIn(served.modules);
    expect(sources.map(({ type }) => type).toSorted()).toEqual(CARD_TYPES.toSorted());
    const names = namesBy('card');
    expect(new Set(names).size).toBe(names.length);
    for (const { type, fields } of sources) {
      const listed = names.filter((name) => name.startsWith(`${type}.`));
      const own = new Set(listed.map((name) => name.split('.')[1] ?? ''));
      expect([...own].toSorted()).toEqual(['type', ...Object.keys(fields)].toSorted());
    }
  });

  test('have the fields within a field of a card', () => {
    expect(namesBy('card')).toEqual(
      expect.arrayContaining(['EVENT.place.latitude', 'IDEA.tally.cast.pass']),
    );
    expect(namesBy('card')).not.toContain('EVENT.place._id');
  });

  test('have what stands around cards', () => {
    const shapes = [logLine, entryLine, endLine].flatMap(({ shape }) => Object.keys(shape));
    expect(namesBy('feed')).toEqual([...shapes, ...Object.keys(RESPONSE_HEADERS)]);
  });

  test('have what leaves of a caller: home, pseudonym, and what their token is held to', () => {
    const away = leaves.filter(({ way }) => way === 'caller');
    expect(away.map(({ name }) => name)).toEqual(
      Object.keys(callerSchema.shape).map((name) => `caller.${name}`),
    );
    const sent = away.filter(({ whom }) => whom !== 'nobody');
    expect(sent.map(({ field }) => field)).toEqual(['home', 'person', 'scopes']);
    expect(sent[1]?.says).toContain('Only as a pseudonym');
  });

  test.each(['says', 'whom', 'why', 'field', 'thing'] as const)('have words for %s', (column) => {
    expect(leaves.filter((leaf) => leaf[column] === '').map(({ name }) => name)).toEqual([]);
  });

  test('say in sentences what a field says and why', () => {
    const unfinished = leaves.filter(
      ({ says, why }) => !/[.!?…]$/.test(says) || !why.endsWith('.'),
    );
    expect(unfinished.map(({ name }) => name)).toEqual([]);
  });

  test('answer no field to nobody', () => {
    expect(leaves.filter(({ way, whom }) => way === 'answer' && whom === 'nobody')).toEqual([]);
  });
});

describe('what is about people', () => {
  test('is on no card', () => {
    expect(leaves.filter(({ way, personal }) => way === 'card' && personal)).toEqual([]);
  });

  test('is answered where its declaration says', () => {
    const types = new Set([...coordinates].map((coordinate) => coordinate.split('.')[0] ?? ''));
    const answers = kept.flatMap((rows) => rows.answers);
    expect(answers.filter((one) => !coordinates.has(one) && !types.has(one))).toEqual([]);
  });

  test('has a line for whatever a declaration answers, with its purpose', () => {
    const author = leaves.find(({ name }) => name === 'Comment.author');
    expect(author).toMatchObject({
      personal: true,
      why: 'Authorship, and that decisions of moderators can be answered for.',
    });
  });

  test.each([
    ['Member.displayName', true],
    ['JoinPayload.member', true],
    ['JoinPayload.userErrors', false],
    ['AttendanceConnection.edges', true],
    ['AttendanceConnection.totalCount', false],
    ['AttendanceEdge.cursor', true],
    ['PolicyIdea.viewerPosition', true],
    ['PolicyIdea.tally', false],
    ['Poll.viewerVote', true],
    ['Experience.text', true],
  ])('follows from declarations and from where a field leads: %s', (coordinate, personal) => {
    expect(leaves.find(({ name }) => name === coordinate)?.personal).toBe(personal);
  });
});

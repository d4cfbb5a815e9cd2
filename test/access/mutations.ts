/**
 * Who may do which mutation, written out, and an input that is wrong: who may do it gets that error, and nothing is written. Nothing
 * here is read from the contracts or from `identity/rights.ts`.
 */
import type { Connection } from 'mongoose';
import { partId } from '../../subgraphs/framework/parts.ts';
import { derivedId } from '../../schema/derived-id.ts';
import { CALLERS } from './callers.ts';
import {
  ADMINISTRATORS_AT_HOME,
  AT_HOME,
  type Callers,
  EDITORS,
  MODERATORS,
  OF_TIERS,
  ORGANISERS,
  PEOPLE,
} from './expected.ts';
import { idOf, type Thing } from './world.ts';

/** What is expected of one mutation. */
interface MutationRow {
  may: Callers;
  /** An input that is wrong, at an organisation. Where a rule of the row decides, it names that row by its id. */
  wrong(organisation: string, row: string): object;
  /** The row by which a rule decides: it is on record as Ann's, who is the caller `member`. */
  row?: { collection: string; idType: string };
}

/** The id of a thing that is not there. */
const absent = (organisation: string, thing: Thing) => idOf(organisation, thing, 'not there');
const later = () => new Date(Date.now() + 3_600_000).toISOString();

export const MUTATIONS: Readonly<Record<string, MutationRow>> = {
  submitPolicyIdea: {
    may: [...PEOPLE, 'application'],
    wrong: (organisation) => ({ organisation, title: '', body: '' }),
  },
  takePosition: {
    may: PEOPLE,
    wrong: (organisation) => ({ idea: absent(organisation, 'namedIdea'), position: 'PASS' }),
  },
  comment: {
    may: [...PEOPLE, 'page that comments', 'page that comments elsewhere'],
    wrong: (organisation) => ({ idea: absent(organisation, 'namedIdea'), text: 'Yes.' }),
  },
  moderateComment: {
    may: MODERATORS,
    wrong: (organisation) => ({
      comment: absent(organisation, 'openComment'),
      hidden: true,
      reason: 'Abuse.',
    }),
  },
  shareExperience: {
    may: [...PEOPLE, 'application'],
    wrong: (organisation) => ({ organisation, text: '' }),
  },
  scheduleEvent: {
    may: ORGANISERS,
    wrong: (organisation) => ({
      organisation,
      name: '',
      kind: 'RALLY',
      startsAt: later(),
      endsAt: later(),
    }),
  },
  rsvp: {
    may: PEOPLE,
    wrong: (organisation) => ({ event: absent(organisation, 'event'), answer: 'GOING' }),
  },
  openCampaign: { may: ORGANISERS, wrong: (organisation) => ({ organisation, name: '', aim: '' }) },
  changeCampaign: {
    may: ORGANISERS,
    wrong: (organisation) => ({ campaign: absent(organisation, 'campaign'), name: 'Home' }),
  },
  join: { may: AT_HOME, wrong: (organisation) => ({ organisation, displayName: '' }) },
  openPolicyReview: {
    may: EDITORS,
    wrong: (organisation) => ({ organisation, question: '', closesAt: later() }),
  },
  takeUpIdea: {
    may: EDITORS,
    wrong: (organisation) => ({ review: '', idea: absent(organisation, 'namedIdea') }),
  },
  openPoll: {
    may: ORGANISERS,
    wrong: (organisation) => ({ organisation, question: '', options: [], closesAt: later() }),
  },
  votePoll: {
    may: OF_TIERS,
    wrong: (organisation) => ({
      poll: absent(organisation, 'poll'),
      option: partId(absent(organisation, 'poll'), 'option', 1),
    }),
  },
  recordPaper: {
    may: EDITORS,
    wrong: (organisation) => ({ organisation, title: '', abstract: '' }),
  },
  citeExperience: {
    may: EDITORS,
    wrong: (organisation) => ({
      paper: absent(organisation, 'draft'),
      claim: partId(absent(organisation, 'draft'), 'claim', 1),
      experience: absent(organisation, 'namedExperience'),
    }),
  },
  recordWin: {
    may: EDITORS,
    wrong: (organisation) => ({ organisation, title: '', story: '', wonAt: later() }),
  },
  affiliate: {
    may: ADMINISTRATORS_AT_HOME,
    wrong: () => ({ id: '', kind: 'PARTY', name: '', url: '' }),
  },
  changeAffiliate: { may: ADMINISTRATORS_AT_HOME, wrong: () => ({ id: 'atlantis' }) },
  suspend: { may: ADMINISTRATORS_AT_HOME, wrong: () => ({ id: 'atlantis' }) },
  reinstate: { may: ADMINISTRATORS_AT_HOME, wrong: () => ({ id: 'atlantis' }) },
  disaffiliate: { may: ADMINISTRATORS_AT_HOME, wrong: () => ({ id: 'atlantis' }) },
};

/** The id of the row by which a rule decides. */
const rowId = (organisation: string, idType: string): string =>
  derivedId(organisation, idType, 'of a rule');

/** The wrong inputs of all mutations. */
export const wrongInputs = (organisation: string): Record<string, object> =>
  Object.fromEntries(
    Object.entries(MUTATIONS).map(([name, { wrong, row }]) => [
      name,
      wrong(organisation, row ? rowId(organisation, row.idType) : ''),
    ]),
  );

/** Puts on record what rules of rows decide by. */
export async function seedRows(db: Connection, organisation: string): Promise<void> {
  const { person } = CALLERS.member(organisation);
  for (const { row } of Object.values(MUTATIONS))
    if (row)
      await db
        .collection<{ _id: string }>(row.collection)
        .insertOne({ _id: rowId(organisation, row.idType), person, version: 1 } as never);
}

/** An input for each mutation of an organisation, as the reference shows it and tests send it. */
import type { OrganisationKind } from '../generated/enums.ts';

/** Of whom the examples are. */
export interface ExampleOf {
  /** The organisation at which it is done. */
  organisation: string;
  kind: OrganisationKind;
  /** The id of a thing that is there, by the type in its id. */
  idOf(type: string): string;
  /** A moment so many hours from now. */
  at(hours: number): string;
}

type Inputs = Record<string, Record<string, unknown>>;

/** What every organisation does. */
export const commonInputs = ({ organisation, idOf, at }: Omit<ExampleOf, 'kind'>): Inputs => ({
  submitPolicyIdea: { organisation, title: 'Later buses', body: 'Past midnight.' },
  takePosition: { idea: idOf('idea'), position: 'SUPPORT' },
  comment: { idea: idOf('idea'), text: 'Yes.' },
  moderateComment: { comment: idOf('comment'), hidden: true, reason: 'Abuse.' },
  shareExperience: { organisation, text: 'I walked home.' },
  scheduleEvent: {
    organisation,
    name: 'A walk',
    kind: 'STREET',
    startsAt: at(1),
    endsAt: at(2),
    place: { name: 'The square' },
  },
  openCampaign: { organisation, name: 'Later buses', aim: 'A bus home after midnight.' },
  changeCampaign: { campaign: idOf('campaign'), name: 'Later buses still' },
  rsvp: { event: idOf('event'), answer: 'GOING' },
  join: { organisation, displayName: 'Ann' },
});

/** What only one kind does: first something that needs nothing to be there. */
export const inputsOfKind = ({ organisation, kind, idOf, at }: ExampleOf): Inputs =>
  ({
    PARTY: {
      openPolicyReview: { organisation, question: 'What next?', closesAt: at(1) },
      takeUpIdea: { review: idOf('review'), idea: idOf('idea') },
    },
    UNION: {
      openPoll: { organisation, question: 'Strike?', options: ['Yes', 'No'], closesAt: at(1) },
      votePoll: { poll: idOf('poll'), option: idOf('option') },
    },
    THINK_TANK: {
      recordPaper: { organisation, title: 'On buses', abstract: 'They are late.' },
      citeExperience: {
        paper: idOf('paper'),
        claim: idOf('claim'),
        experience: idOf('experience'),
      },
    },
    MOVEMENT: {
      recordWin: { organisation, title: 'A crossing', story: 'We asked.', wonAt: at(-1) },
    },
  })[kind];

/** What administrators of the coalition do. */
export const COALITION_INPUTS: Inputs = {
  affiliate: {
    id: 'leeds-renters',
    kind: 'MOVEMENT',
    name: 'Leeds Renters',
    url: 'https://groundswell.leeds-renters.example',
  },
  changeAffiliate: { id: 'leeds-renters', summary: 'Tenants of Leeds.' },
  suspend: { id: 'leeds-renters', reason: 'It asked for it.' },
  reinstate: { id: 'leeds-renters' },
  disaffiliate: { id: 'leeds-renters', reason: 'It merged with another.' },
};

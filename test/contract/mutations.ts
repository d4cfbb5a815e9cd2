/** Every mutation of the schema, with an input that its organisation would accept. */
import { readOrganisations, type Organisation } from '../../directory/organisations.ts';
import { newId } from '../../subgraphs/framework/ids.ts';
import { inHours } from './events.ts';
import { OF_KIND, ORGANISATION } from './people.ts';

/** A mutation by its name. */
export const mutationOf = (name: string): string => `
  mutation ($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) {
    ${name}(input: $input) { userErrors { code field } }
  }`;

type Inputs = Record<string, object>;

/** What every organisation does; the ids in it are of nothing that is there. */
const common = ({ id: organisation }: Organisation): Inputs => ({
  submitPolicyIdea: { organisation, title: 'Later buses', body: 'Past midnight.' },
  takePosition: { idea: newId(organisation, 'idea'), position: 'SUPPORT' },
  comment: { idea: newId(organisation, 'idea'), text: 'Yes.' },
  moderateComment: { comment: newId(organisation, 'comment'), hidden: true, reason: 'Abuse.' },
  shareExperience: { organisation, text: 'I walked home.' },
  scheduleEvent: {
    organisation,
    name: 'A walk',
    kind: 'STREET',
    startsAt: inHours(1),
    endsAt: inHours(2),
    place: { name: 'The square' },
  },
  openCampaign: { organisation, name: 'Later buses', aim: 'A bus home after midnight.' },
  changeCampaign: { campaign: newId(organisation, 'campaign'), name: 'Later buses still' },
  rsvp: { event: newId(organisation, 'event'), answer: 'GOING' },
  join: { organisation, displayName: 'Ann' },
});

/** What only one kind does: first something that needs nothing to be there. */
export const ofKind = ({ id: organisation, kind }: Organisation): Inputs =>
  ({
    PARTY: {
      openPolicyReview: { organisation, question: 'What next?', closesAt: inHours(1) },
      takeUpIdea: { review: newId(organisation, 'review'), idea: newId(organisation, 'idea') },
    },
    UNION: {
      openPoll: { organisation, question: 'Strike?', options: ['Yes', 'No'], closesAt: inHours(1) },
      votePoll: { poll: newId(organisation, 'poll'), option: newId(organisation, 'option') },
    },
    THINK_TANK: {
      recordPaper: { organisation, title: 'On buses', abstract: 'They are late.' },
      citeExperience: {
        paper: newId(organisation, 'paper'),
        claim: newId(organisation, 'claim'),
        experience: newId(organisation, 'experience'),
      },
    },
    MOVEMENT: {
      recordWin: { organisation, title: 'A crossing', story: 'We asked.', wonAt: inHours(-1) },
    },
  })[kind];

type Mutation = [name: string, organisation: string, input: Record<string, unknown>];

const mutationsAt = ({ id }: Organisation, inputs: Inputs): Mutation[] =>
  Object.entries(inputs).map(([name, input]) => [name, id, { ...input }]);

/** Every mutation that only one kind has, at one organisation of that kind, with an input. */
export const MUTATIONS_OF_KINDS: Mutation[] = readOrganisations()
  .filter(({ id, kind }) => id === OF_KIND[kind])
  .flatMap((organisation) => mutationsAt(organisation, ofKind(organisation)));

/** Every mutation, each at one organisation that has it, with an input. */
export const MUTATIONS: Mutation[] = [
  ...readOrganisations()
    .filter(({ id }) => id === ORGANISATION)
    .flatMap((organisation) => mutationsAt(organisation, common(organisation))),
  ...MUTATIONS_OF_KINDS,
];

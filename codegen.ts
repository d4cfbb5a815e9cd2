/** Resolver types from the contracts: `npm run codegen` writes `schema/generated/<contract>.ts`. */
import type { CodegenConfig } from '@graphql-codegen/cli';
import { type Contract, CONTRACTS, contractSdl } from './schema/contracts.ts';

const organisationRoom = '../../subgraphs/organisation';
const lists = '../../subgraphs/framework/lists';
const affiliate = '../../directory/directory.ts#Affiliate as AffiliateRow';
const organisation = '../../directory/organisations.ts#Organisation as OrganisationRow';
const idea = `${organisationRoom}/ideas/idea.ts`;
const event = `${organisationRoom}/events/event.ts`;
const campaign = `${organisationRoom}/campaigns/campaign.ts`;
const paperList = '../../subgraphs/kinds/think-tank/paper-list.ts';
const pageOf = (row: string): string => `${lists}/page.ts#Page<${row}>`;
const listOf = (row: string): string => `${lists}/list.ts#List<${row}>`;
const facets = `${lists}/facets.ts#Facets`;

/** What stands for a type between resolvers, where it is not what the contract shows: mostly rows. */
const MAPPERS: Record<Contract, Record<string, string>> = {
  organisation: {
    Organisation: organisation,
    PolicyIdea: `${idea}#IdeaRow`,
    PolicyIdeaConnection: listOf('IdeaRow'),
    PolicyIdeaFacets: facets,
    Comment: `${organisationRoom}/comments/comment.ts#CommentRow`,
    CommentConnection: pageOf('CommentRow'),
    CommentModeration: `${organisationRoom}/comments/comment.ts#ModerationRow`,
    Experience: `${organisationRoom}/experiences/experience.ts#ExperienceRow`,
    Event: `${event}#EventRow`,
    EventConnection: listOf('EventRow'),
    EventFacets: facets,
    Place: `${event}#PlaceRow`,
    Campaign: `${campaign}#CampaignRow`,
    CampaignConnection: listOf('CampaignRow'),
    CampaignFacets: facets,
    Attendance: `${organisationRoom}/events/attendance.ts#AttendanceRow`,
    AttendanceConnection: pageOf('AttendanceRow'),
    Member: `${organisationRoom}/members/member.ts#MemberRow`,
  },
  party: {
    Organisation: organisation,
    PolicyReview: '../../subgraphs/kinds/party/policy-review.ts#PolicyReviewRow',
    PolicyReviewConnection: pageOf('PolicyReviewRow'),
    TakenUpIdeaConnection: pageOf('TakenUpIdea'),
    TakenUpIdea: '../../subgraphs/kinds/party/policy-review.ts#TakenUpIdea',
    TakenUpIdeaEdge: `${lists}/page.ts#Edge<TakenUpIdea>`,
  },
  union: {
    Organisation: organisation,
    Poll: '../../subgraphs/kinds/union/poll.ts#PollRow',
    PollConnection: pageOf('PollRow'),
    PollOption: '../../subgraphs/kinds/union/poll.ts#PollChoice',
  },
  'think-tank': {
    Organisation: organisation,
    Paper: '../../subgraphs/kinds/think-tank/paper.ts#PaperRow',
    PaperConnection: listOf('PaperRow'),
    PaperFacets: facets,
    Claim: '../../subgraphs/kinds/think-tank/paper.ts#ClaimRow',
  },
  movement: {
    Organisation: organisation,
    Win: '../../subgraphs/kinds/movement/win.ts#WinRow',
    WinConnection: pageOf('WinRow'),
  },
  coalition: {
    Organisation: affiliate,
    PolicyIdea: `${idea}#IdeaCard`,
    PolicyIdeaConnection: listOf('IdeaCard'),
    PolicyIdeaFacets: facets,
    SimilarIdeas: '../../subgraphs/coalition/similar/similar-cards.ts#SimilarIdeasRow',
    SimilarIdeaEdge:
      '../../subgraphs/coalition/similar/similar-cards.ts#SimilarIdea as SimilarIdeaRow',
    Likeness: '../../subgraphs/coalition/similar/similar-cards.ts#Reason',
    Event: `${event}#EventCard`,
    EventConnection: listOf('EventCard'),
    EventFacets: facets,
    Place: `${event}#PlaceRow`,
    Campaign: `${campaign}#CampaignCard`,
    CampaignConnection: listOf('CampaignCard'),
    CampaignFacets: facets,
    Paper: `${paperList}#PaperCard`,
    PaperConnection: listOf('PaperCard'),
    PaperFacets: facets,
    Experience: '../../subgraphs/coalition/context.ts#Identified',
    Card: '../../subgraphs/cards/card.ts#Card as CardRow',
    SearchConnection: listOf('CardRow'),
    SearchFacets: facets,
    SearchEdge: `${lists}/page.ts#Edge<CardRow>`,
    CitationConnection: pageOf('CardRow'),
    CitationEdge: `${lists}/page.ts#Edge<CardRow>`,
    OrganisationConnection: pageOf('AffiliateRow'),
    DirectoryChange: '../../subgraphs/coalition/affiliates/change-log.ts#ChangeRow',
    DirectoryChangeConnection: pageOf('ChangeRow'),
    Freshness: '../../subgraphs/feed/follow/freshness.ts#Freshness as FreshnessRow',
  },
};

/** Where the context of a contract's resolvers is declared. */
const contextOf = (contract: Contract): string =>
  contract === 'organisation'
    ? `${organisationRoom}/context.ts`
    : contract === 'coalition'
      ? '../../subgraphs/coalition/context.ts'
      : `../../subgraphs/kinds/${contract}/context.ts`;

const config: CodegenConfig = {
  generates: Object.fromEntries(
    CONTRACTS.map((contract) => [
      `schema/generated/${contract}.ts`,
      {
        schema: contractSdl(contract),
        plugins: ['typescript', 'typescript-resolvers'],
        config: {
          federation: true,
          enumsAsTypes: true,
          useTypeImports: true,
          skipTypename: true,
          scalars: {
            ID: 'string',
            DateTime: 'Date',
            URL: { input: 'URL', output: 'URL | string' },
          },
          contextType: `${contextOf(contract)}#Context`,
          mappers: MAPPERS[contract],
        },
      },
    ]),
  ),
};
export default config;

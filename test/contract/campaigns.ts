/** Mutations of campaigns through the gateway, and the fields that a campaign is read with. */
import { dataOf } from '../support/answer.ts';
import type { TestHouse } from '../support/house.ts';
import { organiserToken } from './people.ts';

const CAMPAIGN = `{
  id version name aim description status createdAt updatedAt organisation { id name } themes { id } area { id }
  resources { title kind url } milestones { text due reached }
  ideas { id title organisation { id name } } actions { id name organisation { id } } allies { id name }
}`;

interface Linked {
  id: string;
  organisation: { id: string };
}

/** A campaign as a client sees it. */
export interface CampaignView {
  id: string;
  version: number | null;
  name: string;
  aim: string;
  description: string | null;
  status: string;
  area: { id: string } | null;
  themes: { id: string }[];
  createdAt: string;
  updatedAt: string;
  resources: { title: string; kind: string; url: string }[] | null;
  milestones: { text: string; due: string | null; reached: string | null }[] | null;
  ideas: (Linked & { title: string })[] | null;
  actions: (Linked & { name: string })[] | null;
  allies: { id: string; name: string }[] | null;
}

type Payload = {
  campaign: CampaignView | null;
  userErrors: { code: string; field: string | null }[];
};

export const openCampaign = (house: TestHouse, input: object, token?: string) =>
  house.ask<{ openCampaign: Payload }>(
    `mutation ($input: OpenCampaignInput!) {
      openCampaign(input: $input) { campaign ${CAMPAIGN} userErrors { code field } }
    }`,
    { input: { name: 'Get me home', aim: 'A bus home after the late shift.', ...input } },
    token,
  );

export const changeCampaign = (house: TestHouse, input: object, token?: string) =>
  house.ask<{ changeCampaign: Payload }>(
    `mutation ($input: ChangeCampaignInput!) {
      changeCampaign(input: $input) { campaign ${CAMPAIGN} userErrors { code field } }
    }`,
    { input },
    token,
  );

/** A campaign that one of its organisation's organisers opened. */
export async function aCampaignAt(
  house: TestHouse,
  organisation: string,
  input: object = {},
): Promise<CampaignView> {
  const token = await organiserToken(house, organisation);
  return dataOf(await openCampaign(house, { organisation, ...input }, token)).openCampaign
    .campaign!;
}

/** The campaign as everyone sees it. */
export async function readCampaign(house: TestHouse, id: string): Promise<CampaignView | null> {
  const query = `query ($id: ID!) { node(id: $id) { ... on Campaign ${CAMPAIGN} } }`;
  return dataOf(await house.ask<{ node: CampaignView | null }>(query, { id })).node;
}

/** How an experience is shared through the gateway, and the fields that it is read with. */
import { dataOf } from '../support/answer.ts';
import type { TestHouse } from '../support/house.ts';

const EXPERIENCE = `{
  id text channel createdAt organisation { id } themes { id } area { id } author { id displayName }
}`;
const SHARE = `mutation ($input: ShareExperienceInput!) {
  shareExperience(input: $input) { experience ${EXPERIENCE} userErrors { code field } }
}`;
const READ = `query ($id: ID!) { node(id: $id) { ... on Experience ${EXPERIENCE} } }`;

/** An experience as a client sees it. */
export interface ExperienceView {
  id: string;
  text: string;
  author: { id: string; displayName: string } | null;
}

export const share = (house: TestHouse, input: object, token?: string) =>
  house.ask<{ shareExperience: { experience: ExperienceView | null } }>(
    SHARE,
    { input: { text: 'The last bus had gone.', ...input } },
    token,
  );

/** The experience as its owner shows it to everyone. */
export async function readExperience(house: TestHouse, id: string): Promise<ExperienceView | null> {
  return dataOf(await house.ask<{ node: ExperienceView | null }>(READ, { id })).node;
}

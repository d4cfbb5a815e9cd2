/** The sample's campaigns. */
import { derivedId } from '../../schema/derived-id.ts';
import { type CampaignRow, newCampaign } from '../../subgraphs/organisation/campaigns/campaign.ts';
import { chanceOf } from './chance.ts';
import type { SampleCampaign } from './format.ts';
import { sampleIdeaId } from './ideas.ts';
import { CLOSING_HOUR, daysAfter, inLondon, someMoment } from './moments.ts';

/**
 * A campaign of the sample, for ideas of its own organisation and of others.
 * @param at its index in the file
 * @param events the ids of the organisation's events, in the order of the file
 */
export function openedCampaign(
  sample: SampleCampaign,
  at: number,
  organisation: string,
  events: readonly string[],
  now: Date,
): CampaignRow {
  const seed = `sample/${organisation}/campaign/${at}`;
  const createdAt = someMoment(chanceOf(seed));
  const { name, aim, resources, milestones, ...given } = sample;
  const ideas = sample.ideas.map((reference) => {
    const [owner = '', index] = reference.split('/');
    return sampleIdeaId(owner, Number(index));
  });
  const actions = sample.actions.flatMap((index) => events[index] ?? []);
  return newCampaign({
    ...given,
    _id: derivedId(organisation, 'campaign', seed, createdAt),
    organisation,
    title: name,
    summary: aim,
    resources: resources.map((resource, index) => ({
      ...resource,
      url: `https://files.example/${organisation}/campaigns/${at + 1}/${index + 1}.pdf`,
    })),
    milestones: milestones.map(({ text, dueInDays, reachedAfterDays }) => ({
      text,
      due: dueInDays === null ? null : inLondon(now, dueInDays, CLOSING_HOUR),
      reached: reachedAfterDays === null ? null : daysAfter(createdAt, reachedAfterDays),
    })),
    ideas,
    actions,
    createdAt,
  });
}

/** What a file of the sample (`<organisation>.json`) says. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { StartFailure } from '../../platform/start-failure.ts';
import { fileOfHouse } from '../../platform/root.ts';
import { areaNamed } from '../../schema/areas.ts';
import { isTheme } from '../../schema/themes.ts';
import {
  CampaignResourceKind,
  CampaignStatus,
  Channel,
  EventKind,
  IdeaStatus,
  PaperStatus,
  PollResults,
  Stance,
} from '../../schema/generated/enums.ts';

const line = (most: number) => z.string().trim().min(3).max(most);
const themes = z.array(z.string().refine(isTheme, 'expected the id of a theme')).min(1).max(3);
const area = z
  .string()
  .refine((id) => areaNamed(id) !== null, 'expected the id of an area')
  .nullable();
const channel = z.enum(Channel).exclude(['IMPORT']);
const closesInDays = z.int().min(1).max(365);
/** Ideas or experiences of the same file, by their index in it. */
const indexes = (most: number) => z.array(z.int().min(0).max(999)).max(most);

const idea = z.strictObject({
  title: z.string().min(20).max(90).regex(/[^.]$/, 'expected no full stop at the end'),
  summary: line(200),
  body: line(700),
  themes,
  area,
  channel,
  status: z.enum(IdeaStatus),
  comments: z.array(z.strictObject({ stance: z.enum(Stance), text: line(280) })).max(4),
});
export type SampleIdea = z.infer<typeof idea>;

const event = z
  .strictObject({
    name: line(90),
    kind: z.enum(EventKind),
    summary: line(200),
    description: line(700),
    themes,
    place: z
      .strictObject({
        name: line(200),
        address: line(300),
        area,
        latitude: z.number().min(49).max(61),
        longitude: z.number().min(-9).max(2),
      })
      .nullable(),
    online: z.boolean(),
    inDays: z.int().min(2).max(120),
    startHour: z.number().min(6).max(22),
    hours: z.number().min(0.5).max(12),
    capacity: z.int().min(8).max(600).nullable(),
  })
  .refine(({ place, online }) => online || place !== null, 'expected a place, or online: true');
export type SampleEvent = z.infer<typeof event>;

const experience = z.strictObject({ text: line(600), themes, area, channel });
export type SampleExperience = z.infer<typeof experience>;

const review = z.strictObject({
  question: line(200),
  summary: line(400),
  closesInDays,
  ideas: indexes(5),
});
export type SampleReview = z.infer<typeof review>;

const poll = z.strictObject({
  question: line(200),
  options: z.array(z.string().min(2).max(200)).min(2).max(5),
  closesInDays,
  results: z.enum(PollResults),
});
export type SamplePoll = z.infer<typeof poll>;

const paper = z.strictObject({
  title: line(200),
  abstract: line(500),
  themes,
  status: z.enum(PaperStatus),
  claims: z.array(z.strictObject({ text: line(400), experiences: indexes(2) })).max(4),
});
export type SamplePaper = z.infer<typeof paper>;

const win = z.strictObject({
  title: line(200),
  story: line(1000),
  themes,
  area,
  wonDaysAgo: z.int().min(1).max(1000),
});
export type SampleWin = z.infer<typeof win>;

const campaign = z.strictObject({
  name: line(90),
  aim: line(300),
  description: line(1000),
  themes,
  area,
  status: z.enum(CampaignStatus),
  resources: z
    .array(z.strictObject({ title: line(200), kind: z.enum(CampaignResourceKind) }))
    .max(4),
  milestones: z
    .array(
      z.strictObject({
        text: line(200),
        /** Counted from the day of the seeding. */
        dueInDays: z.int().min(1).max(365).nullable(),
        /** Counted from the day that the campaign was opened. */
        reachedAfterDays: z.int().min(1).max(60).nullable(),
      }),
    )
    .max(5),
  /** Ideas of any organisation's file, by their index in it: `unite/9`. */
  ideas: z.array(z.string().regex(/^[a-z-]+\/\d{1,2}$/, 'expected such as "unite/9"')).max(6),
  /** Events of the same file, by their index in it. */
  actions: indexes(4),
  allies: z.array(z.string()).max(4),
});
export type SampleCampaign = z.infer<typeof campaign>;

/** One file: what every organisation has, and the part of its kind. */
export const sampleSchema = z.strictObject({
  organisation: z.string(),
  ideas: z.array(idea),
  events: z.array(event),
  experiences: z.array(experience),
  campaigns: z.array(campaign).default([]),
  reviews: z.array(review).default([]),
  polls: z.array(poll).default([]),
  papers: z.array(paper).default([]),
  wins: z.array(win).default([]),
});
export type Sample = z.infer<typeof sampleSchema>;

/**
 * The sample of an organisation; null when there is none.
 * @throws StartFailure naming what is wrong in its file.
 */
export function readSample(organisation: string): Sample | null {
  const file = fileOfHouse(`development/sample/${organisation}.json`);
  if (!existsSync(file)) return null;
  const read = sampleSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (read.success) return read.data;
  const lines = read.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new StartFailure([`The sample ${organisation}.json is wrong:`, ...lines].join('\n'));
}

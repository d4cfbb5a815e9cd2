/** The public list of affiliates, as the coalition serves it at `GET /affiliates`: their ids and statuses. */
import { z } from 'zod';
import { directorySchema } from './directory.ts';

const { revision, affiliates } = directorySchema.shape;

export const affiliateListSchema = z.object({
  revision,
  affiliates: z.array(affiliates.element.pick({ id: true, status: true })),
});

/** Who is affiliated, as the coalition tells anyone: `GET /affiliates`. */
import { z } from 'zod';
import { directorySchema } from './directory.ts';

const { revision, affiliates } = directorySchema.shape;

export const affiliateListSchema = z.object({
  revision,
  affiliates: z.array(affiliates.element.pick({ id: true, status: true })),
});

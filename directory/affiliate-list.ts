/** Who is affiliated, as the coalition tells anyone: `GET /affiliates`. */
import { z } from 'zod';
import { AFFILIATE_STATUSES } from './directory.ts';

export const affiliateListSchema = z.object({
  revision: z.int().nonnegative(),
  affiliates: z.array(z.object({ id: z.string(), status: z.enum(AFFILIATE_STATUSES) })),
});

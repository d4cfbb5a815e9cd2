/** Who asks. */
import { z } from 'zod';

/** What someone may do for their home organisation beyond taking part. */
export const ROLES = ['ORGANISER', 'EDITOR'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Whoever asks, as one audience may see them. At home `person` is the member's id; anywhere else it is a
 * pseudonym that only that organisation sees, and no role counts.
 */
export const callerSchema = z.object({
  home: z.string(),
  person: z.string(),
  roles: z.array(z.enum(ROLES)),
});
export type Caller = z.infer<typeof callerSchema>;

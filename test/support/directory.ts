/** Directories for tests. */
import { type Affiliate, createLiveDirectory } from '../../directory/directory.ts';
import type { Organisation } from '../../directory/organisations.ts';

/** An organisation as the directory describes it. */
export const anAffiliate = (
  organisation: Organisation,
  given: Partial<Affiliate> = {},
): Affiliate => ({ ...organisation, url: null, status: 'ACTIVE', ...given });

/** A directory of these organisations, all of them active. */
export const aDirectory = (organisations: readonly Organisation[]) =>
  createLiveDirectory({
    revision: 1,
    affiliates: organisations.map((organisation) => anAffiliate(organisation)),
  });

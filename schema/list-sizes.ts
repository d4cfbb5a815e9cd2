/** How many items a list has at most that is the same in every contract: `@listSize`. */
import type { ListSizes } from './assembly/list-sizes.ts';
import { PAGE_SIZE } from './limits.ts';
import { THEMES } from './themes.ts';

/** The coalition may have any number of organisations, which no contract knows: this is a large one. */
const ORGANISATIONS = 100;

/** A facet says no more of them. */
export const MOST_AREAS = 100;

/** Ten years. */
const MONTHS = 120;

export const LIST_SIZES: ListSizes = {
  page: PAGE_SIZE,
  most: {
    AreaCount: MOST_AREAS,
    Freshness: ORGANISATIONS,
    MonthCount: MONTHS,
    OrganisationCount: ORGANISATIONS,
    ThemeCount: THEMES.length,
  },
};

/** Orders that most lists have. */
import type { Order } from './cursor.ts';

/** By when a row was made, newest first. */
export const newestFirst: Order = {
  name: 'newest',
  keys: [
    { field: 'createdAt', direction: -1, as: 'moment' },
    { field: '_id', direction: -1, as: 'text' },
  ],
};

/** By when a row was made, oldest first. */
export const oldestFirst: Order = {
  name: 'oldest',
  keys: [
    { field: 'createdAt', direction: 1, as: 'moment' },
    { field: '_id', direction: 1, as: 'text' },
  ],
};

/** By when anything of a row last changed, latest first. */
export const updatedFirst: Order = {
  name: 'updated',
  keys: [
    { field: 'updatedAt', direction: -1, as: 'moment' },
    { field: '_id', direction: -1, as: 'text' },
  ],
};

/** Best match of the words of a text filter first. A score is of the row alone, so it stays when other rows change. */
export const bestFirst: Order = {
  name: 'relevance',
  computed: { score: { $meta: 'textScore' } },
  keys: [
    { field: 'score', direction: -1, as: 'number' },
    { field: '_id', direction: 1, as: 'text' },
  ],
};

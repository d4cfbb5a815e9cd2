/** On an organisation's response: a mutation of it was done before, by its idempotency key, and is answered again. */
export const REPLAYED_HEADER = 'groundswell-replayed';

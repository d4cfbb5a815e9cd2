/** How an idea or an experience was heard: the enum `Channel` of the contracts. */
export const CHANNELS = [
  'WEB',
  'SMS',
  'EMAIL',
  'IN_PERSON',
  'STREET',
  'PHONE',
  'EVENT',
  'IMPORT',
] as const;
export type Channel = (typeof CHANNELS)[number];

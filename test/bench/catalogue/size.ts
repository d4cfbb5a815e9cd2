/** How large a coalition is measured. */
export interface Size {
  cards: number;
  organisations: number;
  /** Everything that is drawn follows from it. */
  seed: string;
}

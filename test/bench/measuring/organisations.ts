/** Organisations: a few that share very much, and many that share little. */
import type { Organisation } from '../../../directory/organisations.ts';
import type { Size } from '../catalogue/size.ts';
import type { OrganisationKind } from '../../../schema/generated/enums.ts';

/** Of fifty: one party, ten unions, six think-tanks; the others are movements. */
export const kindOf = (at: number): OrganisationKind => {
  const place = at % 50;
  if (place === 0) return 'PARTY';
  if (place <= 10) return 'UNION';
  return place <= 16 ? 'THINK_TANK' : 'MOVEMENT';
};

export const organisationsOf = ({ organisations }: Pick<Size, 'organisations'>): Organisation[] =>
  Array.from({ length: organisations }, (_, at) => ({
    id: `organisation-${at + 1}`,
    kind: kindOf(at),
    name: `Organisation ${at + 1}`,
    summary: null,
    website: null,
    joinedAt: new Date(0),
    signIn: null,
    issuer: null,
  }));

/** How many cards each shares, the most first: as Zipf's law has it, each a share in proportion to 1 / its rank. */
export function sharesOf({ cards, organisations }: Size): number[] {
  const weights = Array.from({ length: organisations }, (_, at) => 1 / (at + 1));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let [weighed, given] = [0, 0];
  return weights.map((weight) => {
    weighed += weight;
    const upTo = Math.round((cards * weighed) / all);
    const share = upTo - given;
    given = upTo;
    return share;
  });
}

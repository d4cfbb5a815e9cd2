import { expect, test } from '@jest/globals';
import { type Affiliate, LARGEST_DIRECTORY } from '../../../../directory/directory.ts';
import { affiliateInput } from '../../../../subgraphs/coalition/affiliates/affiliate-input.ts';
import { needRoom } from '../../../../subgraphs/coalition/affiliates/directory-size.ts';
import type { AffiliateRecord } from '../../../../subgraphs/coalition/affiliates/directory-state.ts';

const anAffiliate = (id: string, summary: string | null = null) =>
  ({ id, name: id, summary, status: 'ACTIVE' }) as Affiliate;

const aDirectoryOf = (...affiliates: Affiliate[]) => ({
  revision: 1,
  records: new Map(affiliates.map((affiliate) => [affiliate.id, { affiliate } as AffiliateRecord])),
});

test('an affiliate is refused where it makes the directory larger than gateways read', () => {
  const full = aDirectoryOf(anAffiliate('large', '\u00e9'.repeat(0.45 * LARGEST_DIRECTORY)));
  expect(() => needRoom(aDirectoryOf(), anAffiliate('york'))).not.toThrow();
  expect(() => needRoom(full, anAffiliate('york'))).toThrow(
    /^input: expected what leaves the directory at most \d+ bytes long.*, but got \d+\.$/,
  );
  // A change that makes the directory smaller is never refused.
  expect(() => needRoom(full, anAffiliate('large'))).not.toThrow();
});

const input = (signIn: object) => ({
  id: 'york',
  kind: 'PARTY',
  name: 'York',
  url: 'https://york.example',
  signIn: { issuer: 'https://id.york.example', ...signIn },
});
const words = (length: number) => 'x'.repeat(length);
const names = (count: number, length = 5) =>
  Array.from({ length: count }, (_, at) => ({
    name: `${at}`.padStart(length, 'x'),
    role: 'EDITOR',
  }));
const applications = (count: number, length = 5, rights = ['ideas:submit']) =>
  Array.from({ length: count }, () => ({ subject: words(length), rights }));

test('a description of where people sign in that is as large as allowed is accepted', () => {
  const most = {
    audience: words(200),
    rolesClaim: words(200),
    roleNames: names(50, 200),
    applications: applications(100, 200),
  };
  expect(affiliateInput.safeParse(input(most)).error).toBeUndefined();
});

test.each([
  ['issuer', { issuer: `https://york.example/${words(200)}` }],
  ['jwks', { jwks: `https://york.example/${words(200)}` }],
  ['audience', { audience: words(201) }],
  ['rolesClaim', { rolesClaim: words(201) }],
  ['roleNames', { roleNames: names(51) }],
  ['roleNames', { roleNames: names(1, 201) }],
  ['applications', { applications: applications(101) }],
  ['applications', { applications: applications(1, 201) }],
  ['applications', { applications: applications(1, 5, Array(100).fill('ideas:submit')) }],
])('more than allowed is refused, and the error names the limit: %s', (field, given) => {
  const [issue] = affiliateInput.safeParse(input(given)).error?.issues ?? [];
  expect(issue?.path.slice(0, 2)).toEqual(['signIn', field]);
  expect(issue?.message).toMatch(/at most \d+/);
});

/** The table of routes holds what the gateway and the framework expect of it. */
import { expect, test } from '@jest/globals';
import { RIGHTS } from '../../../identity/rights.ts';
import { CONTRACTS } from '../../../schema/contract-names.ts';
import { publicPaths, type Route, routeName, ROUTES } from '../../../schema/routes.ts';

const routes: readonly Route[] = ROUTES;
const parametersOf = (path: string): string[] => (path.match(/:\w+/g) ?? []).toSorted();

test.each(routes.map((route) => [routeName(route), route] as const))(
  '%s is complete',
  (_name, route) => {
    expect(CONTRACTS).toContain(route.contract);
    expect(route.path).toMatch(/^[\w:.-]+(\/[\w:.-]+)*$/);
    if (typeof route.who === 'object') expect(RIGHTS).toHaveProperty([route.who.right]);
    if (route.method === 'GET') expect(route.mostBytesIn).toBe(0);
    expect(route.mostBytesOut).toBeGreaterThan(0);
    const [own = '', ...aliases] = publicPaths(route);
    for (const alias of aliases) expect(parametersOf(alias)).toEqual(parametersOf(own));
  },
);

test('no two routes have the same method and path', () => {
  const paths = routes.flatMap((route) =>
    publicPaths(route).map((path) => `${route.method} ${path.replaceAll(/:\w+/g, ':')}`),
  );
  expect(new Set(paths).size).toBe(paths.length);
});

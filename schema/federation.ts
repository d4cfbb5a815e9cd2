/** What of Apollo Federation a contract may use: what composition here and the query planner of the gateway support. */
import internals from '@apollo/federation-internals/package.json' with { type: 'json' };
import { type DirectiveNode, type DocumentNode, Kind, print, visit } from 'graphql';

const SPECIFICATION = '://specs.apollo.dev/federation/v';

/** The highest version that is supported, as in `2.14`: that of the specification, and of the packages for it. */
export const HIGHEST_VERSION = internals.version.split('.').slice(0, 2).join('.');

/**
 * Directives of federation that compose, but into a supergraph of which the gateway can plan no query. Those of guards.ts
 * are such too, and are taken out before contracts are composed.
 */
export const UNSUPPORTED = ['context', 'fromContext', 'cacheTag'] as const;

const IMPORTED = new RegExp(`(?<!as: )"@(${UNSUPPORTED.join('|')})"`);
const IN_FULL = new RegExp(`^federation__(${UNSUPPORTED.join('|')})$`);

/**
 * What a schema has that is not supported, to be said after "but" or a colon; null where that is nothing.
 * @example unsupportedIn(parse('extend schema @link(url: "https://specs.apollo.dev/federation/v2.99")'))
 * // 'the schema links Apollo Federation 2.99, and the highest version that is supported is 2.14: link …'
 */
export function unsupportedIn(document: DocumentNode): string | null {
  const links = linksOf(document).map((link) => print(link));
  const federation = links.find((link) => link.includes(SPECIFICATION)) ?? '';
  const [, version = '0.0'] = /\/federation\/v(\d+\.\d+)/.exec(federation) ?? [];
  if (isHigher(version))
    return `the schema links Apollo Federation ${version}, and the highest version that is supported is ${HIGHEST_VERSION}: link that or a lower one`;
  const name = IMPORTED.exec(federation)?.[1] ?? usedInFull(document);
  if (name) return `the schema uses @${name}, which the gateway does not support: leave it out`;
  if (links.some((link) => link.includes('specs.apollo.dev/connect/')))
    return 'the schema links connectors, which the gateway does not support: leave them out';
  if (requiresWithArguments(document))
    return 'the schema has @requires of a field with arguments, which the planner confuses where another field requires it with others: require a field without arguments';
  return null;
}

const linksOf = ({ definitions }: DocumentNode): DirectiveNode[] =>
  definitions
    .filter((one) => one.kind === Kind.SCHEMA_DEFINITION || one.kind === Kind.SCHEMA_EXTENSION)
    .flatMap(({ directives = [] }) => directives)
    .filter(({ name }) => name.value === 'link');

function isHigher(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [highestMajor = 0, highestMinor = 0] = HIGHEST_VERSION.split('.').map(Number);
  return major > highestMajor || (major === highestMajor && minor > highestMinor);
}

function requiresWithArguments(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive: ({ name, arguments: [fields] = [] }) => {
      const text = fields?.value.kind === Kind.STRING ? fields.value.value : '';
      if (/^(federation__)?requires$/.test(name.value) && text.includes('(')) found = true;
    },
  });
  return found;
}

/** A directive that is not imported, but used by its full name: `@federation__context`. */
function usedInFull(document: DocumentNode): string | undefined {
  let found: string | undefined;
  visit(document, {
    Directive: ({ name }) => void (found ??= IN_FULL.exec(name.value)?.[1]),
  });
  return found;
}

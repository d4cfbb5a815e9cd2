/** The directives of the federation specification that say who may see or do what. */
import { type DocumentNode, Kind, visit } from 'graphql';

/** Their names, as the contracts import them. */
const GUARDS: readonly string[] = ['authenticated', 'requiresScopes', 'policy'];

const isGuard = (name: string): boolean => GUARDS.includes(name);

/** A contract without them, nor their import: @apollo/gateway refuses a supergraph that carries any. */
export const withoutGuards = (contract: DocumentNode): DocumentNode =>
  visit(contract, {
    Directive: ({ name }) => (isGuard(name.value) ? null : undefined),
    ListValue: (list) => ({
      ...list,
      values: list.values.filter(
        (value) => value.kind !== Kind.STRING || !isGuard(value.value.replace(/^@/, '')),
      ),
    }),
  });

/**
 * Resolver types from the contracts: `npm run codegen` writes `schema/generated/<contract>.ts`, by bin/write-types.js.
 * It is a configuration of GraphQL Code Generator, and `npx graphql-codegen` takes it as it is, where its command line
 * is installed too: `npm install --no-save @graphql-codegen/cli`.
 */
import type { Types } from '@graphql-codegen/plugin-helpers';
import { type Contract, CONTRACTS } from './schema/contract-names.ts';
import { contractSdl } from './schema/contracts.ts';
import { rowsOfContract } from './schema/row-types.ts';

/** Where the context of a contract's resolvers is declared; a Module that needs more names its own. */
const contextOf = (contract: Contract): string =>
  contract === 'coalition'
    ? '../../subgraphs/coalition/context.ts#Context'
    : '../../subgraphs/framework/context.ts#OrganisationContext';

const config: Types.Config = {
  // The command line would sort the schema first, and put types in another order than `npm run codegen`.
  config: { sort: false },
  generates: Object.fromEntries(
    CONTRACTS.map((contract) => [
      `schema/generated/${contract}.ts`,
      {
        schema: contractSdl(contract),
        plugins: ['typescript', 'typescript-resolvers'],
        config: {
          federation: true,
          enumsAsTypes: true,
          useTypeImports: true,
          skipTypename: true,
          scalars: {
            ID: 'string',
            DateTime: 'Date',
            URL: { input: 'URL', output: 'URL | string' },
          },
          contextType: contextOf(contract),
          mappers: rowsOfContract(contract),
        },
      },
    ]),
  ),
};
export default config;

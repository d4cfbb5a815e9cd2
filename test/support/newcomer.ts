/** An organisation that has not joined the coalition yet, as its operator runs it: a server over its own database. */
import type { DatabaseAddress } from '../../directory/addresses.ts';
import { type Organisation, organisationSchema } from '../../directory/organisations.ts';
import type { Contract } from '../../schema/contract-names.ts';
import { contractDocument } from '../../schema/contracts.ts';
import type { DocumentNode } from 'graphql';
import { connect } from '../../subgraphs/framework/mongo.ts';
import { startOrganisation } from '../../subgraphs/organisation/server.ts';
import type { Signers } from './identity.ts';
import { kindOf } from './kinds.ts';

/** The organisation, as its operator and the coalition's administrators describe it. */
const LEEDS_RENTERS: Organisation = {
  ...organisationSchema.parse({
    id: 'leeds-renters',
    kind: 'MOVEMENT',
    name: 'Leeds Renters',
    joinedAt: '2026-01-02T03:04:05Z',
  }),
  issuer: null,
};

export interface NewcomerOptions {
  organisation?: Organisation;
  documentOf?: (contract: Contract) => DocumentNode;
}

/** Starts a movement that trusts the keys of the gateway and of the coalition. */
export async function aNewcomer(
  { trusted }: Pick<Signers, 'trusted'>,
  address: DatabaseAddress,
  { organisation = LEEDS_RENTERS, documentOf = contractDocument }: NewcomerOptions = {},
) {
  const db = await connect(address, organisation.id);
  const running = await startOrganisation(kindOf(organisation), {
    organisation,
    affiliates: new Set([organisation.id]),
    db,
    issuer: null,
    trusted,
    host: '127.0.0.1',
    port: 0,
    documentOf,
  });
  return { db, url: `http://127.0.0.1:${running.port}`, close: () => running.close() };
}

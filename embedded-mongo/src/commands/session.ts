/** The commands by which a driver opens, checks and ends its connection. */
import { ObjectId } from 'bson';
import type { Doc } from '../values/document.ts';
import { MAX_DOCUMENT_BYTES } from '../values/size.ts';
import { MAX_MESSAGE_BYTES } from '../message-reader.ts';
import type { Call, Client, CommandFamily } from './command.ts';
import { SERVER_VERSION, WIRE_VERSION } from './version.ts';

/** Of several primaries, a driver takes the one with the highest election id. Here there is only one. */
const ELECTION_ID = new ObjectId('7fffffff0000000000000001');

function hello({ client }: Call): Doc {
  return {
    helloOk: true,
    isWritablePrimary: true,
    ismaster: true,
    ...replicaSetFields(client),
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: client.connectionId,
    minWireVersion: 0,
    maxWireVersion: WIRE_VERSION,
    readOnly: false,
    ok: 1,
  };
}

function replicaSetFields({ replicaSet, host }: Client): Doc {
  if (replicaSet === undefined) return {};
  return {
    setName: replicaSet,
    setVersion: 1,
    hosts: [host],
    primary: host,
    me: host,
    secondary: false,
    electionId: ELECTION_ID,
    lastWrite: { lastWriteDate: new Date() },
  };
}

const buildInfo = (): Doc => ({
  version: SERVER_VERSION,
  versionArray: [...SERVER_VERSION.split('.').map(Number), 0],
  gitVersion: 'embedded-engine',
  modules: [],
  bits: 64,
  maxBsonObjectSize: MAX_DOCUMENT_BYTES,
  storageEngines: ['inMemory'],
  ok: 1,
});

const ok = (): Doc => ({ ok: 1 });

const HELLO_FIELDS = [
  'helloOk',
  'client',
  'compression',
  'loadBalanced',
  'topologyVersion',
  'maxAwaitTimeMS',
  'saslSupportedMechs',
  'speculativeAuthenticate',
  'backpressure',
];

export const session: CommandFamily = {
  hello: { fields: HELLO_FIELDS, run: hello },
  isMaster: { fields: HELLO_FIELDS, run: hello },
  ismaster: { fields: HELLO_FIELDS, run: hello },
  ping: { fields: [], run: ok },
  buildInfo: { fields: [], run: buildInfo },
  endSessions: { fields: [], run: ok },
};

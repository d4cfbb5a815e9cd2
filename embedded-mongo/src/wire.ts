/**
 * The MongoDB wire protocol: OP_MSG, and OP_QUERY for a driver's first greeting. Malformed bytes throw an Error; the
 * rest of their connection cannot be read then.
 */
import { deserialize, serialize } from 'bson';
import { asServerError } from './errors.ts';
import type { Doc } from './values/document.ts';
import { setOwn } from './values/paths.ts';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;

const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
/** The flags of which a receiver must know each that is set. */
const REQUIRED_FLAGS = 0xffff;

/** Keeps Longs and buffers as they are. A pattern that JavaScript cannot compile is an error only once it is used. */
const DECODING = {
  promoteLongs: false,
  promoteBuffers: false,
  bsonRegExp: true,
  validation: { utf8: false as const },
};

export interface Request {
  readonly id: number;
  readonly db: string;
  readonly command: Doc;
  /** False for unacknowledged writes. */
  readonly wantsReply: boolean;
  /** Whether it came as OP_QUERY, which is for a driver's first greeting only. */
  readonly legacy: boolean;
}

export function parseMessage(message: Buffer): Request {
  const opcode = message.readInt32LE(12);
  if (opcode === OP_MSG) return parseMsg(message);
  if (opcode === OP_QUERY) return parseQuery(message);
  throw new Error(`A message must be OP_MSG or OP_QUERY, but got opcode ${opcode}.`);
}

function parseQuery(message: Buffer): Request {
  const end = message.indexOf(0, 20);
  if (end < 0) throw new Error('OP_QUERY must name a collection, but its name does not end.');
  const [db = ''] = message.toString('utf8', 20, end).split('.');
  const command = deserialize(message.subarray(end + 1 + 8), DECODING);
  return { id: message.readInt32LE(4), db, command, wantsReply: true, legacy: true };
}

function parseMsg(message: Buffer): Request {
  const flags = message.readUInt32LE(16);
  const unknown = flags & REQUIRED_FLAGS & ~(CHECKSUM_PRESENT | MORE_TO_COME);
  if (unknown !== 0) throw new Error(`OP_MSG may set the flags 1 and 2, but got ${unknown}.`);
  const command = parseSections(
    message.subarray(20, message.length - (flags & CHECKSUM_PRESENT ? 4 : 0)),
  );
  const { $db: db } = command;
  if (typeof db !== 'string')
    throw new Error("OP_MSG must name its database in '$db', but does not.");
  return {
    id: message.readInt32LE(4),
    db,
    command,
    wantsReply: !(flags & MORE_TO_COME),
    legacy: false,
  };
}

/** The sections of an OP_MSG: one body, and lists of documents, which become fields of the body. */
function parseSections(bytes: Buffer): Doc {
  let body: Doc | undefined;
  const lists: [string, Doc[]][] = [];
  for (let at = 0; at < bytes.length;) {
    const section = sized(bytes, at + 1);
    const kind = bytes[at];
    if (kind === 0 && !body) body = deserialize(section, DECODING);
    else if (kind === 1) lists.push(parseList(section));
    else
      throw new Error(
        `OP_MSG must have one body and lists of documents, but got a section of kind ${kind}.`,
      );
    at += 1 + section.length;
  }
  if (!body) throw new Error('OP_MSG must have a body, but has none.');
  for (const [name, docs] of lists) setOwn(body, name, docs);
  return body;
}

function parseList(section: Buffer): [string, Doc[]] {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0)
    throw new Error('A list of documents must have a name, but its name does not end.');
  const docs: Doc[] = [];
  for (let at = nameEnd + 1; at < section.length;) {
    const doc = sized(section, at);
    docs.push(deserialize(doc, DECODING));
    at += doc.length;
  }
  return [section.toString('utf8', 4, nameEnd), docs];
}

/** The bytes from `at` on; the first four give their number. */
function sized(bytes: Buffer, at: number): Buffer {
  const length = at + 4 <= bytes.length ? bytes.readInt32LE(at) : 0;
  if (length >= 5 && at + length <= bytes.length) return bytes.subarray(at, at + length);
  throw new Error(`A section must fit into its message, but says that it is ${length} bytes long.`);
}

let lastReply = 0;

/** The bytes of a reply, or of an error where the reply cannot be encoded. */
export function encodeReply({ id, legacy }: Request, reply: Doc): Buffer {
  const body = encodeBody(reply);
  const head = Buffer.alloc(legacy ? 36 : 21);
  lastReply = (lastReply + 1) & 0x7fffffff;
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(lastReply, 4);
  head.writeInt32LE(id, 8);
  head.writeInt32LE(legacy ? OP_REPLY : OP_MSG, 12);
  if (legacy) {
    head.writeInt32LE(8, 16); // The server can await data, as every one since 1.6.
    head.writeInt32LE(1, 32); // One document follows.
  }
  return Buffer.concat([head, body]);
}

function encodeBody(reply: Doc): Uint8Array {
  try {
    return serialize(reply, { ignoreUndefined: true });
  } catch (cause) {
    return serialize(asServerError(cause).reply());
  }
}

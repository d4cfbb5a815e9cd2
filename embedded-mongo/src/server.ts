/** A TCP server for one engine, on the loopback address. */
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Client } from './commands/command.ts';
import { Engine } from './commands/engine.ts';
import { ServerError } from './errors.ts';
import { MessageReader } from './message-reader.ts';
import type { Doc } from './values/document.ts';
import { encodeReply, parseMessage, type Request } from './wire.ts';

const LOOPBACK = '127.0.0.1';
const SWEEP_MS = 1000;

export interface EngineServer {
  readonly port: number;
  /** Ends every connection; resolves when the port is free. */
  close(): Promise<void>;
}

/** @throws Error with one sentence where the port is taken or is none */
export async function serveEngine(
  port: number,
  replicaSet: string | undefined,
): Promise<EngineServer> {
  const engine = new Engine();
  const sockets = new Set<net.Socket>();
  let connectionId = 0;
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    const host = `${LOOPBACK}:${socket.localPort}`;
    serveConnection(socket, engine, { connectionId: ++connectionId, host, replicaSet });
  });
  await listen(server, port);
  const sweeping = setInterval(() => engine.sweep(Date.now()), SWEEP_MS).unref();
  let closed: Promise<void> | undefined;
  const close = () =>
    new Promise<void>((resolve) => {
      clearInterval(sweeping);
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { port: (server.address() as AddressInfo).port, close: () => (closed ??= close()) };
}

async function listen(server: net.Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const refuse = (cause: unknown) => reject(new Error(refusal(port, cause), { cause }));
    server.once('error', refuse);
    try {
      server.listen(port, LOOPBACK, () => {
        server.off('error', refuse);
        // A connection that cannot be accepted must not end the process.
        server.on('error', () => undefined);
        resolve();
      });
    } catch (cause) {
      refuse(cause);
    }
  });
}

function refusal(port: number, cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  const reason = code === 'EADDRINUSE' ? 'another process has that port' : message;
  return `The embedded engine could not listen on ${LOOPBACK}:${port}: ${reason}.`;
}

function serveConnection(socket: net.Socket, engine: Engine, client: Client): void {
  const reader = new MessageReader();
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    try {
      for (const message of reader.read(chunk))
        answer(socket, parseMessage(message), engine, client);
    } catch {
      // After malformed bytes nothing says where the next message begins.
      socket.destroy();
    }
  });
}

function answer(socket: net.Socket, request: Request, engine: Engine, client: Client): void {
  const reply = refuseLegacy(request) ?? engine.run(request.command, request.db, client);
  if (request.wantsReply && socket.writable) socket.write(encodeReply(request, reply));
}

const GREETINGS = new Set(['hello', 'isMaster', 'ismaster']);

function refuseLegacy({ legacy, command }: Request): Doc | undefined {
  const [name = ''] = Object.keys(command);
  if (!legacy || GREETINGS.has(name)) return undefined;
  return new ServerError(
    'UnsupportedOpQueryCommand',
    `Unsupported OP_QUERY command: ${name}.`,
  ).reply();
}

/** A TCP proxy on the loopback address that resets or stalls its connections when a test says so. */
import net from 'node:net';
import type { AddressInfo } from 'node:net';

export interface FaultProxy {
  port: number;
  /** Whether it has connections, and is not stalled: only then does a fault do anything. */
  isUsed(): boolean;
  /** Resets every connection; new ones are made as before. */
  reset(): void;
  /** Drops whatever comes, in either direction, and leaves the connections open, until `heal`. */
  stall(): void;
  /** Lets everything through again, on new connections. */
  heal(): void;
  close(): Promise<void>;
}

/** @param targets ports to connect to, in turn; one that refuses is skipped */
export async function aFaultProxy(targets: readonly number[]): Promise<FaultProxy> {
  const sockets = new Set<net.Socket>();
  let turn = 0;
  let stalled = false;

  const keep = (socket: net.Socket): void => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  };

  const pass = (from: net.Socket, to: net.Socket): void => {
    from.on('data', (chunk) => {
      if (!stalled && to.writable) to.write(chunk);
    });
    from.once('close', () => to.destroy());
    from.once('end', () => to.end());
  };

  /** Connects to the next target that accepts; ends the client's connection when none does. */
  function connect(client: net.Socket, tries: number): void {
    const port = targets[(turn += 1) % targets.length];
    if (tries === 0 || port === undefined) return void client.resetAndDestroy();
    const upstream = net.connect(port, '127.0.0.1');
    upstream.once('connect', () => {
      keep(upstream);
      pass(client, upstream);
      pass(upstream, client);
      client.resume();
    });
    upstream.once('error', () => {
      if (!sockets.has(upstream)) connect(client, tries - 1);
    });
  }

  const reset = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const server = net.createServer({ pauseOnConnect: true }, (client) => {
    keep(client);
    connect(client, targets.length);
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  return {
    port: (server.address() as AddressInfo).port,
    isUsed: () => sockets.size > 0 && !stalled,
    reset,
    stall: () => {
      stalled = true;
    },
    heal: () => {
      stalled = false;
      reset();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        reset();
      }),
  };
}

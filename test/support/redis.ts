/** A real Redis server, where this machine has one (Debian's package `redis-server`). */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { freePorts } from '../../development/start/free-ports.ts';
import { until } from './until.ts';

const PROGRAM = ['/usr/bin/redis-server', '/usr/local/bin/redis-server'].find(existsSync);

/** Whether Redis is here. */
export const hasRedis = PROGRAM !== undefined;

export interface TestRedis {
  url: string;
  /** Starts it again, at the same port, with nothing in it. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** It accepts, and answers nothing (SIGSTOP), until it resumes. */
  pause(): void;
  resume(): void;
}

/** A server that keeps nothing on disk. It has to be started. */
export async function aRedis(): Promise<TestRedis> {
  const [port] = await freePorts(1);
  let running: ChildProcess | null = null;
  const accepts = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port!, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
  return {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', ''];
      running = spawn(PROGRAM ?? '', options, { stdio: 'ignore' });
      await until('Redis to listen', 10_000, accepts);
    },
    pause: () => void running?.kill('SIGSTOP'),
    resume: () => void running?.kill('SIGCONT'),
    async stop() {
      const stopping = running;
      running = null;
      if (!stopping) return;
      stopping.kill('SIGKILL');
      await once(stopping, 'exit');
    },
  };
}

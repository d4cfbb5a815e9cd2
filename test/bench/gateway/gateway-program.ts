/** The gateway as it is started in production: a program of its own, bundled, over owners that answer recorded bytes. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts } from '../../../development/start/free-ports.ts';
import { settingOf } from '../../../directory/addresses.ts';
import { newSigningKey } from '../../../identity/signing-keys.ts';
import { fileOfHouse } from '../../../platform/root.ts';

export interface GatewayProgram {
  url: string;
  /** What its process holds now, in MB, as the operating system says. */
  rssMb(): number;
  stop(): Promise<void>;
}

/** Builds and starts it. @param addresses of the owners, the coalition's included */
export async function startGatewayProgram(
  addresses: ReadonlyMap<string, string>,
): Promise<GatewayProgram> {
  execFileSync(process.execPath, [fileURLToPath(fileOfHouse('bin/build.js'))], {
    stdio: ['ignore', 2, 2],
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'groundswell-bench-'));
  const keys = path.join(folder, 'keys.json');
  writeFileSync(keys, JSON.stringify({ keys: [await newSigningKey()] }));
  const [port] = await freePorts(1);
  const child = spawn(process.execPath, [fileURLToPath(fileOfHouse('dist/gateway/main.js'))], {
    env: {
      // As the image has it.
      NODE_OPTIONS: '--max-semi-space-size=8',
      PORT: String(port),
      SIGNING_KEYS_FILE: keys,
      PSEUDONYM_KEY: 'a key that only this bench has, of 32 bytes at least',
      ...Object.fromEntries(
        [...addresses].map(([owner, address]) => [settingOf('SUBGRAPH_URL', owner), address]),
      ),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  await untilItServes(child, url);
  return {
    url: `${url}/graphql`,
    rssMb: () => rssOf(child),
    async stop() {
      child.kill();
      await once(child, 'exit');
      rmSync(folder, { recursive: true });
    },
  };
}

async function untilItServes(child: ChildProcess, url: string): Promise<void> {
  while (child.exitCode === null) {
    const isServing = await fetch(`${url}/live`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isServing) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The gateway ended with the exit code ${child.exitCode}.`);
}

/** Of Linux's own account. */
function rssOf({ pid }: ChildProcess): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

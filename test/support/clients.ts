/**
 * Other people's GraphQL clients: the programs of `test/clients`, with packages of their own and a lock file of their own.
 * Nothing but their test needs those packages, so it installs them.
 */
import { execFile, type ExecFileOptions } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { fileOfHouse } from '../../platform/root.ts';

const FOLDER = fileOfHouse('test/clients/');

/** Installs what the lock file says, where that is not there. */
export async function installClients(): Promise<void> {
  const [wanted, installed] = await Promise.all([
    packagesIn('package-lock.json'),
    packagesIn('node_modules/.package-lock.json'),
  ]);
  const isInstalled = [...wanted].every(([path, version]) => installed.get(path) === version);
  if (isInstalled) return;
  process.stderr.write('Installing the GraphQL clients of test/clients, once.\n');
  const options = ['--ignore-scripts', '--prefer-offline', '--loglevel=error'];
  await run('npm', ['ci', ...options], { shell: process.platform === 'win32' });
}

/** The packages of a lock file, each with its version; none where there is no such file. */
async function packagesIn(file: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(new URL(file, FOLDER), 'utf8').catch(() => '{}');
  const { packages = {} } = JSON.parse(text) as { packages?: Record<string, { version: string }> };
  return new Map(
    Object.entries(packages).flatMap(([path, { version }]) => (path ? [[path, version]] : [])),
  );
}

/**
 * Runs a program in the folder of the clients.
 * @param file where it is, from there
 * @returns what it printed
 * @throws Error with what it printed where it failed
 */
export const runClient = (file: string, ...args: string[]): Promise<string> =>
  run(process.execPath, [file, ...args]);

async function run(command: string, args: string[], options: ExecFileOptions = {}) {
  const cwd = fileURLToPath(FOLDER);
  try {
    return (await promisify(execFile)(command, args, { ...options, cwd, encoding: 'utf8' })).stdout;
  } catch (error) {
    // The message has standard error, and compilers say on standard output what is wrong.
    const { message, stdout } = error as Error & { stdout: string };
    throw new Error(`${message}\n${stdout}`, { cause: error });
  }
}

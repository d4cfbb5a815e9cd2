/** Packages that only a bench needs, so that only the bench installs them: in the folder that has their lock file. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Loads the packages of a folder, as its lock file has them; installs them where they are missing. */
export function peerPackages(folder: URL): NodeJS.Require {
  if (!existsSync(new URL('node_modules/', folder))) install(folder);
  return createRequire(new URL('package.json', folder));
}

function install(folder: URL): void {
  process.stderr.write(`Installing the packages of ${fileURLToPath(folder)}\n`);
  execFileSync('npm', ['ci', '--ignore-scripts', '--loglevel=error'], {
    cwd: fileURLToPath(folder),
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
}

/** `docker-compose.yml` as tests read it, with its anchors merged. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';

/** The parts of a service that the tests read. */
export interface Service {
  image: string;
  build?: string;
  user?: string;
  hostname?: string;
  command: string[];
  environment: Record<string, string | number>;
  networks: string[];
  volumes?: string[];
  ports?: string[];
  depends_on?: string[] | Record<string, { condition: string }>;
  healthcheck: { test: string[] };
  restart: string;
  stop_grace_period?: string;
  read_only: boolean;
  cap_drop: string[];
  security_opt: string[];
  privileged?: boolean;
}

interface ComposeFile {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, object>;
}

const root = (path: string): URL => new URL(`../../../${path}`, import.meta.url);

/** The text of a file of the repository. */
export const read = (path: string): string => readFileSync(root(path), 'utf8');

export const exists = (path: string): boolean => existsSync(root(path));

/** The TypeScript files of a folder, or the file itself. */
export function sourcesIn(path: string): string[] {
  const files = statSync(root(path)).isDirectory()
    ? readdirSync(root(path), { recursive: true, encoding: 'utf8' }).map((file) => join(path, file))
    : [path];
  return files.filter((file) => file.endsWith('.ts'));
}

export const composeFile = (): ComposeFile =>
  parse(read('docker-compose.yml'), { merge: true, strict: true }) as ComposeFile;

const IMPORT = /^(?:import|\} from|export .* from)\s(?!type\b)[^;'"]*'(\.[^']+)'/gm;

/** Every file that a program loads, itself included. A file that is imported only for its types is not loaded. */
export function loadedBy(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, path] of read(file).matchAll(IMPORT)) loadedBy(join(dirname(file), path!), seen);
  return seen;
}

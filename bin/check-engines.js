#!/usr/bin/env node
/** `npm run check:engines`: whether every package takes the least Node that ours promises in `engines`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { minVersion, satisfies } from 'semver';
import { HOUSE } from './run-program.js';

/** Packages that may declare a newer Node than ours, by name and version, and why they may. */
const ALLOWED = {
  'cookie@2.0.2':
    "light-my-request asks for it, and fastify for that, to serve a request without a socket, which nothing of ours does. It is loaded there and then not called: two functions over strings, which Node 20.19 runs. fastify's own least Node is 20.",
};

/**
 * The packages of a lock file that do not take a version of Node, a sentence each, and what is allowed in vain.
 * @param packages as in `package-lock.json`, by path
 * @param least the version, as in `20.19.0`
 */
export function tooNew(packages, least, allowed = ALLOWED) {
  const declared = Object.entries(packages)
    .filter(([path, { engines }]) => path.includes('node_modules/') && engines?.node)
    .map(([path, { version, engines }]) => ({ name: `${nameOf(path)}@${version}`, engines }));
  const refusing = declared.filter(({ engines }) => !satisfies(least, engines.node));
  const names = new Set(refusing.map(({ name }) => name));
  return [
    ...refusing
      .filter(({ name }) => !Object.hasOwn(allowed, name))
      .map(({ name, engines }) => `${name} expects Node ${engines.node}, but ours is ${least}.`),
    ...Object.keys(allowed)
      .filter((name) => !names.has(name))
      .map((name) => `${name} is allowed a newer Node, but needs none.`),
  ];
}

const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

const readJson = (file) => JSON.parse(readFileSync(join(HOUSE, file), 'utf8'));

if (process.argv[1] === import.meta.filename) {
  const least = minVersion(readJson('package.json').engines.node).version;
  const sentences = tooNew(readJson('package-lock.json').packages, least);
  for (const [name, why] of Object.entries(ALLOWED))
    process.stdout.write(`${name} expects a newer Node, and may: ${why}\n`);
  for (const sentence of sentences) process.stderr.write(`${sentence}\n`);
  process.exitCode = sentences.length ? 1 : 0;
}

/**
 * Bundles each program of the house, with the packages that it needs, into a file of its own:
 * `node bin/bundle.js <folder>`. A program is a `main.ts` that exports `main`. The bundle of `gateway/main.ts` is
 * `<folder>/gateway/bundle.cjs`; `main.js` beside it starts it, and `packages.txt` says what it is made of.
 */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { decode, encode } from '@jridgewell/sourcemap-codec';
import { build } from 'esbuild';
import { assembledContracts } from './assembled-contracts.js';
import { HOUSE } from './run-program.js';
import { sources } from './sources.js';

const standIn = (name) => join(HOUSE, `bin/stand-ins/${name}.js`);

/** Packages that a stand-in is bundled for, and files of others. */
const LEFT_OUT = ['@opentelemetry/api', '@apollo/usage-reporting-protobuf', 'node-fetch'];
const FILES_LEFT_OUT = [
  '@apollo/gateway/dist/utilities/opentelemetry.js',
  '@apollo/gateway/dist/supergraphManagers/index.js',
  '@apollo/gateway/dist/datasources/RemoteGraphQLDataSource.js',
  '@apollo/server/dist/esm/plugin/usageReporting/index.js',
  '@apollo/server/dist/esm/plugin/schemaReporting/index.js',
  '@apollo/server/dist/esm/plugin/inlineTrace/index.js',
];

/** The spans of gateway/tracing are real ones, for whoever runs a gateway to keep. Those of packages are not. */
const isOfGateway = (path, importer) =>
  path === '@opentelemetry/api' && !importer.includes('/node_modules/');

const asUrl = (file) => JSON.stringify(pathToFileURL(file));

const oneOf = (before, names) => new RegExp(`${before}(${names.join('|')})$`);

const leaveOut = {
  name: 'leave out',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: oneOf('^', LEFT_OUT) }, ({ path, importer }) =>
      isOfGateway(path, importer) ? undefined : { path: standIn('telemetry') },
    );
    for (const name of ['undici', 'whatwg-url'])
      onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: standIn(name) }));
    onLoad({ filter: oneOf('/node_modules/', FILES_LEFT_OUT) }, () => ({
      contents: `export * from ${JSON.stringify(standIn('telemetry'))}`,
      resolveDir: HOUSE,
    }));
    onLoad({ filter: oneOf('/node_modules/', ['undici/lib/dispatcher/client-h2.js']) }, () => ({
      contents: `module.exports = () => { throw new Error('HTTP/2 is left out of what is bundled.'); };`,
    }));
    // Half of zod is its sentences in fifty languages.
    onLoad({ filter: oneOf('/node_modules/', ['zod/v4/locales/index.js']) }, ({ path }) => ({
      contents: `export { default as en } from './en.js'`,
      resolveDir: dirname(path),
    }));
  },
};

/** Packages that the driver of MongoDB uses where someone installed them, for Kerberos, compression and the like. */
function optionalPackages() {
  const ofMongoose = createRequire(createRequire(import.meta.url).resolve('mongoose'));
  const driver = JSON.parse(readFileSync(ofMongoose.resolve('mongodb/package.json'), 'utf8'));
  return Object.keys(driver.peerDependenciesMeta);
}

/**
 * The map of a bundle with the places of our own sources alone, so that it is read in no time where an error is logged
 * (platform/source-location.ts). The first place of a package after one of ours says that it has no source.
 */
function ofOwnSources(text) {
  const { mappings, sources: all, ...map } = JSON.parse(text);
  const isOwn = all.map((source) => !source.includes('node_modules/'));
  let wasOwn = false;
  const kept = decode(mappings).map((segments) =>
    segments.flatMap((segment) => {
      const before = wasOwn;
      wasOwn = segment.length > 1 && isOwn[segment[1]];
      if (wasOwn) return [segment];
      return before ? [[segment[0]]] : [];
    }),
  );
  const own = all.map((source, at) => (isOwn[at] ? source : ''));
  return JSON.stringify({ ...map, sources: own, mappings: encode(kept) });
}

const [folder] = process.argv.slice(2);
const programs = sources().filter((file) => file.endsWith('/main.ts'));

const { outputFiles, metafile } = await build({
  absWorkingDir: HOUSE,
  entryPoints: programs.map((file) => ({ in: file, out: join(dirname(file), 'bundle') })),
  // Where they will be; what is written now goes to `folder`.
  outdir: 'dist',
  write: false,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  // A script, as V8 keeps code of scripts alone: bin/launch.js.
  format: 'cjs',
  banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
  define: { 'import.meta.url': 'bundleUrl' },
  // Some packages tell classes by their names.
  keepNames: true,
  sourcemap: 'external',
  sourcesContent: false,
  legalComments: 'none',
  minifyWhitespace: true,
  lineLimit: 160,
  metafile: true,
  // The embedded engine is taken from its sources.
  conditions: ['@groundswell/source'],
  external: optionalPackages(),
  plugins: [leaveOut, assembledContracts],
  logLevel: 'warning',
});

for (const { path, contents, text } of outputFiles) {
  const file = join(folder, relative(join(HOUSE, 'dist'), path));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, file.endsWith('.map') ? ofOwnSources(text) : contents);
}

copyFileSync(join(HOUSE, 'bin/launch.js'), join(folder, 'launch.js'));
for (const file of programs) {
  const program = dirname(file);
  const launch = join(relative(program, ''), 'launch.js').replaceAll('\\', '/');
  writeFileSync(
    join(folder, program, 'main.js'),
    `import { launch } from '${launch}';\nawait launch(new URL('bundle.cjs', import.meta.url));\n`,
  );
  const packages = packagesIn(metafile.outputs[`dist/${program}/bundle.cjs`]);
  writeFileSync(join(folder, program, 'packages.txt'), `${packages.join('\n')}\n`);
}

await Promise.all(programs.map((file) => keepCode(join(folder, dirname(file), 'bundle.cjs'))));

/** Keeps the code of a bundle, by a process that loads it and ends. */
async function keepCode(bundle) {
  const load = `import { keepCode } from ${asUrl(join(folder, 'launch.js'))};
keepCode(${asUrl(bundle)});
process.exit();`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', load]);
}

/** The folders of the packages that a bundle has something of, as `package-lock.json` names them. */
function packagesIn({ inputs }) {
  const found = Object.entries(inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  return [...new Set(found.filter(Boolean))].toSorted((a, b) => a.localeCompare(b));
}

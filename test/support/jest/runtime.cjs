/**
 * How jest loads a test file here: as Node loads any module, once in a process. Jest by itself gives each file a world
 * of its own and loads every module again in it, which cost more than all that the tests do:
 * docs/decisions/tests-share-modules.md.
 */
const { register } = require('node:module');
const { pathToFileURL } = require('node:url');
const { withSequentialStorage } = require('./sequential-storage.cjs');

register(pathToFileURL(require.resolve('./hooks.js')));

/** Jest-circus keeps its state here, and would tell the reporter of an earlier file what happens in this one. */
const HANDLERS = Symbol.for('EVENT_HANDLERS');

/** What jest-runner and jest-circus ask of a runtime, as of jest 30. */
class Runtime {
  static runs = 0;

  constructor(_config, environment, _resolver, _transformer, _sources, _coverage, _path, jest) {
    this.environment = environment;
    this.watching = jest.watch || jest.watchAll;
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  /** Loads a test file. While jest watches, what is ours is loaded again in each run: it has changed. */
  async unstable_importModule(path) {
    const { setGlobals } = await import('./globals.js');
    setGlobals({ ...this.globals, jest: this.environment.jest });
    const url = pathToFileURL(path);
    if (this.watching) url.searchParams.set('run', String((Runtime.runs += 1)));
    await import(url.href);
  }

  /** Loads jest-circus, of which each file has its own. */
  requireInternalModule(path) {
    delete require.cache[path];
    delete globalThis[HANDLERS];
    return withSequentialStorage(() => require(path));
  }

  requireModule(path) {
    return require(path);
  }

  setGlobalsForRuntime(globals) {
    this.globals = globals;
  }

  /** None that jest would know what to do with: `stack-traces.js` does that. */
  getSourceMaps() {
    return new Map();
  }

  getAllCoverageInfoCopy() {
    return undefined;
  }

  clearAllMocks() {
    this.environment.moduleMocker.clearAllMocks();
  }

  resetAllMocks() {
    this.environment.moduleMocker.resetAllMocks();
  }

  restoreAllMocks() {
    this.environment.moduleMocker.restoreAllMocks();
  }

  resetModules() {}
  enterTestCode() {}
  leaveTestCode() {}
  teardown() {}
}

module.exports = { __esModule: true, default: Runtime };

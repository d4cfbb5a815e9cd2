/**
 * What jest-circus is given for `AsyncLocalStorage`, in which it keeps which test is running. On Node 20 the real one
 * makes each promise of the process three times as dear, and here one test runs at a time.
 */
const hooks = require('node:async_hooks');

class SequentialStorage {
  getStore() {
    return this.store;
  }

  run(store, work) {
    const before = this.store;
    this.store = store;
    return Promise.resolve(work()).finally(() => {
      this.store = before;
    });
  }
}

/** Calls `load`: what it loads is given this storage. */
exports.withSequentialStorage = (load) => {
  const { AsyncLocalStorage } = hooks;
  hooks.AsyncLocalStorage = SequentialStorage;
  try {
    return load();
  } finally {
    hooks.AsyncLocalStorage = AsyncLocalStorage;
  }
};

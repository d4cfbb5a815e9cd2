/** The world that tests run in: that of the process. After a file it is rid of the file's console, mocks and timers. */
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';
import { needNobodyElse, stayOnThisMachine } from './loopback.js';
import { formatStack } from './stack-traces.js';

stayOnThisMachine();

export default class Environment {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);

  constructor({ projectConfig: config }) {
    this.before = { console: globalThis.console, exit: process.exit };
    this.fakeTimersModern = new ModernFakeTimers({ config, global: globalThis });
    this.jest = jestOf(this.moduleMocker, this.fakeTimersModern);
  }

  async setup() {
    process.setSourceMapsEnabled(true);
    Error.prepareStackTrace = formatStack;
  }

  async teardown() {
    const { console, exit } = this.before;
    this.moduleMocker.restoreAllMocks();
    this.fakeTimersModern.dispose();
    globalThis.console = console;
    process.exit = exit;
    needNobodyElse();
  }

  /** There is no other world than this one. */
  getVmContext() {
    return null;
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }
}

/** The part of the `jest` object that is of use where no module is mocked. */
const jestOf = (mocker, timers) => ({
  fn: mocker.fn.bind(mocker),
  spyOn: mocker.spyOn.bind(mocker),
  restoreAllMocks: () => mocker.restoreAllMocks(),
  useFakeTimers: (settings) => timers.useFakeTimers(settings),
  useRealTimers: () => timers.useRealTimers(),
  setSystemTime: (now) => timers.setSystemTime(now),
  advanceTimersByTime: (ms) => timers.advanceTimersByTime(ms),
  advanceTimersByTimeAsync: (ms) => timers.advanceTimersByTimeAsync(ms),
});

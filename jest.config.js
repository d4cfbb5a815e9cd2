import { availableParallelism } from 'node:os';

/** One runner for unit, contract, integration and e2e: `npm test -- test/unit` runs one of them. */
export default {
  testMatch: ['<rootDir>/{test,embedded-mongo/test}/**/*.test.ts'],
  // Node loads what is tested, once for all files of a process: test/support/jest.
  runtime: '<rootDir>/test/support/jest/runtime.cjs',
  testEnvironment: '<rootDir>/test/support/jest/environment.js',
  transform: {},
  modulePathIgnorePatterns: ['<rootDir>/.groundswell', '<rootDir>/(embedded-mongo/)?dist'],
  reporters: ['default', '<rootDir>/test/support/closing-line.js'],
  testSequencer: '<rootDir>/test/support/longest-first.js',
  testTimeout: 120_000,
  // Tests of real processes wait for them a good part of their time. With four, a start took half a minute.
  maxWorkers: availableParallelism() + 1,
};

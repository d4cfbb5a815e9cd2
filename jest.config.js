/** One runner for unit, contract, integration and e2e: `npm test -- test/unit` runs one of them. */
export default {
  testEnvironment: 'node',
  // The engine runs from its sources, without a build.
  testEnvironmentOptions: {
    customExportConditions: ['@groundswell/source', 'node', 'node-addons'],
  },
  testMatch: ['<rootDir>/{test,embedded-mongo/test}/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/.groundswell', '<rootDir>/(embedded-mongo/)?dist'],
  reporters: ['default', '<rootDir>/test/support/closing-line.js'],
  testSequencer: '<rootDir>/test/support/longest-first.js',
  testTimeout: 120_000,
  // By itself jest leaves one processor alone, which on two is every second one.
  maxWorkers: '100%',
};

import { availableParallelism } from 'node:os'

/** @type {import('jest').Config} */
export default {
  testEnvironment: './test/support/quick-globals-environment.cjs',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/bench/'],
  // For data that is made once and read by several files.
  globalSetup: './test/support/create-run-folder.mjs',
  globalTeardown: './test/support/remove-run-folder.mjs',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transformIgnorePatterns: ['/node_modules/'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts'],
  // A worker keeps what it has compiled: above this it is replaced, so that a small machine does not swap.
  workerIdleMemoryLimit: '1GB',
  // No more files at once than there are cores: a file with servers of its own is slowed by every further one.
  maxWorkers: Math.max(2, availableParallelism()),
  // The slowest files first, so that none of them is alone at the end.
  testSequencer: './test/support/slowest-first.cjs',
  // A hung test is a failure with a name, never a hung run. Far above what any test needs, also on a slow and busy machine.
  testTimeout: 400_000,
}

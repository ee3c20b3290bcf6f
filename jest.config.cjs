/** Jest compiles TypeScript with swc; types are checked by `npm run types`. */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.everstep/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.everstep/'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  testTimeout: 60_000,
  // Most tests wait for servers, so two cores take two at once; a process that has grown is replaced.
  maxWorkers: 2,
  workerIdleMemoryLimit: '1GB',
  globalSetup: '<rootDir>/test/global-setup.ts',
  globalTeardown: '<rootDir>/test/global-teardown.ts',
  collectCoverageFrom: [
    '{plan,dsl,interpreter,simulation,workflows,activities,store,temporal,workers,packages,api,runtime,cli}/**/*.ts',
    '!**/*.test.ts',
    '!**/main.ts',
  ],
  coverageProvider: 'v8',
};

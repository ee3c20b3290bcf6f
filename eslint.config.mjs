import { builtinModules } from 'node:module';
import { defineConfig } from 'eslint/config';
import jest from 'eslint-plugin-jest';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const nodeModules = builtinModules.flatMap((name) => [name, `node:${name}`]);
const size = (max) => ['error', { max, skipBlankLines: true, skipComments: true }];

export default defineConfig(
  { ignores: ['dist/**', 'coverage/**', '.everstep/**', '**/*.{mjs,cjs}'] },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': size(400),
      'max-lines-per-function': size(60),
      complexity: ['error', 12],
      'max-depth': ['error', 3],
      'no-console': 'error',
      '@typescript-eslint/max-params': ['error', { max: 4 }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    // Pure code: no Node built-ins.
    files: ['{plan,dsl,interpreter,workflows}/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: nodeModules }] },
  },
  {
    // The interpreter asks its host for time, ids and chance.
    files: ['{interpreter,workflows}/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', 'Date', 'setTimeout', 'fetch', 'process', 'crypto'],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random' }],
    },
  },
  {
    // Property tests take their choices from one seed.
    files: ['**/*.test.ts', 'test/random-plans/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { name: 'fast-check', message: 'Import fc from test/property.' },
      ],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random' }],
    },
  },
  { files: ['{cli,scripts,bench}/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    ...jest.configs['flat/recommended'],
    files: ['**/*.test.ts'],
    rules: {
      ...jest.configs['flat/recommended'].rules,
      'max-lines': 'off',
      'max-lines-per-function': 'off',
    },
  },
  prettier,
);

// ESLint with rules that do comparable work, in a folder of its own, behind the language server that VS Code's extension uses.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Server } from './language-client.ts';

const PACKAGES = [
  'eslint@9',
  'typescript@5.9',
  '@typescript-eslint/parser@8',
  'eslint-plugin-n@17',
  'eslint-plugin-import-x@4',
  'eslint-plugin-boundaries@5',
  'eslint-import-resolver-typescript@4',
  'vscode-langservers-extracted@4.10.0',
];

const CONFIGURATION = `import parser from '@typescript-eslint/parser';
import boundaries from 'eslint-plugin-boundaries';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import n from 'eslint-plugin-n';

export default [
  {
    files: ['**/*.ts'],
    languageOptions: { parser },
    plugins: { n, 'import-x': importX, boundaries },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver()],
      'import/resolver': { typescript: true },
      'boundaries/elements': [
        { type: 'repository', pattern: '**/*.repository.ts', mode: 'file' },
        { type: 'service', pattern: '**/*.service.ts', mode: 'file' },
        { type: 'controller', pattern: '**/*.routes.ts', mode: 'file' },
      ],
    },
    rules: {
      'no-empty': 'warn',
      'no-await-in-loop': 'warn',
      'n/no-process-env': 'warn',
      'import-x/no-cycle': 'warn',
      'boundaries/element-types': ['warn', { default: 'allow', rules: [{ from: ['repository'], disallow: ['service', 'controller'] }] }],
    },
  },
];
`;

/** Installs ESLint into the corpus once and gives the server. */
export function eslintServer(root: string, cache: string): Server {
  const home = join(cache, 'eslint');
  if (!existsSync(join(home, 'node_modules/vscode-langservers-extracted'))) {
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'package.json'), '{ "private": true, "type": "module" }');
    console.error('bench: installing ESLint and its plugins …');
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...PACKAGES], {
      cwd: home,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  writeFileSync(join(home, 'eslint.config.mjs'), CONFIGURATION);
  return {
    name: 'ESLint',
    pulls: true,
    command: [
      process.execPath,
      join(home, 'node_modules/vscode-langservers-extracted/bin/vscode-eslint-language-server'),
      '--stdio',
    ],
    settings: {
      validate: 'on',
      run: 'onType',
      quiet: false,
      useESLintClass: true,
      experimental: { useFlatConfig: true },
      useFlatConfig: true,
      nodePath: join(home, 'node_modules'),
      onIgnoredFiles: 'off',
      rulesCustomizations: [],
      problems: { shortenToSingleLine: false },
      codeAction: { disableRuleComment: { enable: true, location: 'separateLine' }, showDocumentation: { enable: true } },
      codeActionOnSave: { enable: false, mode: 'all' },
      format: false,
      options: { overrideConfigFile: join(home, 'eslint.config.mjs') },
      workingDirectory: { mode: 'location' },
      workspaceFolder: { uri: `file://${root}`, name: 'bench' },
    },
    answers: {
      'eslint/confirmESLintExecution': 4,
      'eslint/openDoc': {},
      'eslint/noLibrary': {},
      'eslint/noConfig': {},
      'eslint/probeFailed': {},
    },
  };
}

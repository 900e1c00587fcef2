import type { CodeLanguage } from '#facts/code-facts.ts';
import type { FileFacts } from '#facts/file-facts.ts';
import type { Layer } from './layers.ts';
import type { Role } from './roles.ts';
import type { UnitKind } from './units.ts';

// What the read model calls things, in words for people.

export const UNIT_NAMES: Readonly<Record<UnitKind, string>> = {
  server: 'server',
  frontend: 'front end',
  fullstack: 'full stack',
  worker: 'worker',
  library: 'library',
  tool: 'tool',
};

export const LAYER_NAMES: Readonly<Record<Layer, string>> = {
  controller: 'controller',
  service: 'service',
  repository: 'repository',
  model: 'model',
  dto: 'DTO or schema',
  config: 'configuration',
  middleware: 'middleware',
  job: 'background job',
  client: 'API client',
  component: 'component',
  entrypoint: 'entry point',
};

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  test: 'test',
  generated: 'generated code',
  vendored: 'code of somebody else',
  'build-output': 'build output',
  docs: 'documentation or example',
  script: 'script',
  seed: 'seed data',
  migration: 'migration',
  'tool-configuration': 'configuration of a tool',
  instrumentation: 'set-up of tracing',
};

/** The language of a code file, or what another file is. */
export const FILE_KIND_NAMES: Readonly<Record<CodeLanguage | Exclude<FileFacts['kind'], 'code'>, string>> = {
  typescript: 'TypeScript',
  javascript: 'JavaScript',
  python: 'Python',
  go: 'Go',
  'package-manifest': 'package manifest',
  'typescript-config': 'TypeScript configuration',
  'python-project': 'Python project file',
  'go-module': 'Go module file',
  'env-file': 'environment file',
  'ignore-file': 'ignore file',
  dockerfile: 'Dockerfile',
  compose: 'Compose file',
  workflow: 'workflow of GitHub Actions',
  gateway: 'gateway configuration',
  'settings-file': 'file of settings',
  sql: 'SQL',
  'prisma-schema': 'Prisma schema',
};

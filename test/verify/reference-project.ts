import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Choices } from '#decisions/decisions.ts';
import type { FieldType } from '#decisions/resource.ts';
import type { VerifyReport } from '#verify/report.ts';
import { type VerifyOptions, verify } from '#verify/verify.ts';

// A small project that keeps the whole behaviour contract, and that can be told to break any one promise of it.

export interface ReferenceProject {
  readonly root: string;
  readonly remove: () => Promise<void>;
}

export async function referenceProject(): Promise<ReferenceProject> {
  const root = await mkdtemp(join(tmpdir(), 'tiebeam-reference-'));
  await cp(join(import.meta.dirname, 'fixtures/reference'), root, { recursive: true });
  // The one thing that Node does not bring: a WebSocket server.
  await symlink(join(import.meta.dirname, '../../node_modules'), join(root, 'node_modules'), 'junction');
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}

type Configuration = VerifyOptions['configuration'];
type BackEnd = NonNullable<NonNullable<Configuration['run']>['backend']>;

/** What `tiebeam.json` of the reference project says, with the named thing broken and other decisions than its own. */
export function referenceConfiguration(breaks?: string, decisions: Choices = {}): Configuration {
  const decided = { ...referenceDecisions, ...decisions };
  const flags = [
    ...(breaks === undefined ? [] : [`--break=${breaks}`]),
    ...Object.entries(decided).map(([field, value]) => `--with=${field}-${value}`),
  ];
  const node = process.execPath;
  const backend: BackEnd = {
    path: 'backend',
    build: [node, '-e', ''],
    start: [node, '--disable-warning=ExperimentalWarning', 'server.mjs', ...flags],
    migrateUp: [node, 'migrate.mjs', 'up', ...flags],
    migrateDown: [node, 'migrate.mjs', 'down', ...flags],
    grantRole: [node, 'role.mjs', ...flags],
    requiredVariables: decided.auth === 'session' ? ['DATABASE_URL'] : ['DATABASE_URL', 'JWT_SECRET'],
    secretVariables: ['JWT_SECRET'],
  };
  return {
    decisions: decided,
    resources: [
      {
        name: 'product',
        plural: 'products',
        fields: fieldTable.map(([name, type, required, unique]) => ({ name, type, required, unique })),
      },
    ],
    run: {
      backend,
      ...(decided.frontend === 'react' && {
        frontend: { path: 'frontend', build: [node, 'build.mjs', ...flags], apiUrlVariable: 'VITE_API_URL' },
      }),
    },
  };
}

const referenceDecisions = {
  backend: 'express',
  frontend: 'react',
  database: 'sqlite',
  api: 'rest',
  realtime: 'sse',
  auth: 'jwt',
} as const satisfies Choices;

/** Verifies the reference project with short limits; a refusal to run is an error. */
export async function verifyReference(
  { root }: ReferenceProject,
  options: Partial<VerifyOptions> & { readonly breaks?: string | undefined; readonly decisions?: Choices | undefined },
): Promise<VerifyReport> {
  const { breaks, decisions, limits, ...rest } = options;
  const result = await verify({
    root,
    configuration: referenceConfiguration(breaks, decisions),
    isTrusted: true,
    check: async () => [],
    limits: {
      startMs: 6000,
      closeMs: 700,
      eventMs: 700,
      pingMs: 600,
      noticeMs: 2500,
      failFastMs: 1500,
      shutdownMs: 3000,
      ...limits,
    },
    ...rest,
  });
  if (!result.ok) throw new Error(result.problems.map((it) => it.message).join('; '));
  return result.value;
}

const fieldTable: readonly (readonly [name: string, type: FieldType, required: boolean, unique: boolean])[] = [
  ['name', 'string', true, false],
  ['code', 'string', true, true],
  ['note', 'text', false, false],
  ['quantity', 'integer', false, false],
  ['unitPrice', 'decimal', true, false],
  ['isActive', 'boolean', false, false],
  ['releasedOn', 'date', false, false],
  ['startsAt', 'datetime', false, false],
  ['supplierId', 'uuid', false, false],
];

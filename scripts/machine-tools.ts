import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { canInstall, installPackages } from './apt.ts';
import { provideChromium } from './chromium.ts';
import { runProgram } from './run-program.ts';
import { root } from './suites.ts';

/** What the stacks need beside Node. */
export interface NeedsOfStack {
  readonly backend: string;
  readonly frontend: string;
  readonly database: string;
}

/**
 * Provides what stacks need and the machine lacks, as far as that can be done: uv by pip into a folder of the project's cache, PostgreSQL and
 * Chromium by apt. Gives a sentence for each thing that could not be had.
 */
export async function provideMachineTools(stacks: readonly NeedsOfStack[]): Promise<readonly string[]> {
  const needs = (holds: (stack: NeedsOfStack) => boolean): boolean => stacks.some(holds);
  const troubles = [
    needs(({ backend }) => backend === 'fastapi' || backend === 'django') ? await provideUv() : undefined,
    needs(({ database }) => database === 'postgresql') ? await providePostgres() : undefined,
    needs(({ frontend }) => frontend !== 'none') ? await provideChromium() : undefined,
  ];
  return troubles.filter((it) => it !== undefined);
}

/** Installs PostgreSQL's server by apt where it is missing and that can be done. Gives undefined when there is one, else what to do about it. */
export async function providePostgres(): Promise<string | undefined> {
  if (hasPostgres()) return undefined;
  const advice =
    'There is no PostgreSQL server: install it (apt-get install postgresql), or set TIEBEAM_POSTGRES_URL, and run this again.';
  if (!(await canInstall())) return advice;
  console.error('Installing PostgreSQL (apt-get) …');
  const output = await installPackages('postgresql');
  if (hasPostgres()) return undefined;
  console.error(output);
  return advice;
}

function hasPostgres(): boolean {
  if (process.env.TIEBEAM_POSTGRES_URL) return true;
  const versions = '/usr/lib/postgresql';
  const folders = [
    ...(process.env.PATH ?? '').split(path.delimiter),
    ...(existsSync(versions) ? readdirSync(versions).map((it) => path.join(versions, it, 'bin')) : []),
  ];
  return folders.some((folder) => ['initdb', 'postgres', 'psql'].every((name) => existsSync(path.join(folder, name))));
}

async function provideUv(): Promise<string | undefined> {
  const folder = path.join(root, '.cache/tools/uv');
  const isThere = async (): Promise<boolean> => (await runProgram('uv', ['--version'])).code === 0;
  process.env.PATH = `${process.env.PATH ?? ''}${path.delimiter}${path.join(folder, 'bin')}`;
  if (await isThere()) return undefined;
  console.error('Installing uv (pip) …');
  const { output } = await runProgram('python3', [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--target',
    folder,
    'uv',
  ]);
  if (await isThere()) return undefined;
  console.error(output);
  return 'There is no uv: install it (https://docs.astral.sh/uv), and run this again.';
}

import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Snippet, SnippetLibrary } from '#snippets/library.ts';
import { ecosystemOf } from '#snippets/section.ts';
import { cacheFolder, installOnce, mustRun, packagesOf } from './project.ts';

// The packages of all snippets of a language, installed once and shared by every test that compiles or runs them.

/** The folder whose `node_modules` holds them. */
export function installNpm(library: SnippetLibrary): string {
  const folder = cacheFolder('ts');
  // What the bodies take for granted of the project around them, and what their packages do.
  const given = {
    '@types/node': '^24.0.0',
    '@types/react': '^19.3.0',
    react: '^19.3.1',
    'reflect-metadata': '^0.2.2',
    rxjs: '^7.8.2',
  };
  const dependencies = { ...given, ...Object.fromEntries(packagesOf(library, snippetsOf(library, 'npm'), 'npm')) };
  const manifest = JSON.stringify({ name: 'snippets', private: true, type: 'module', dependencies }, undefined, 2);
  installOnce(folder, manifest, () => {
    writeFileSync(join(folder, 'package.json'), manifest);
    // Many of them are alternatives that no project has at once, so what they ask of each other does not fit together.
    mustRun('npm', ['install', '--force', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: folder,
      needs: 'install Node.js with npm',
    });
  });
  return folder;
}

/** Writes the client of a Prisma schema to where the schema says. The packages have to be installed in `folder`. */
export function generatePrismaClient(folder: string, schema: string): void {
  const prisma = join(folder, 'node_modules', 'prisma', 'build', 'index.js');
  mustRun(process.execPath, [prisma, 'generate', '--schema', schema], {
    cwd: dirname(dirname(schema)),
    needs: 'run npm install',
    // Generating asks for no engine; without a name for it one would be downloaded.
    env: { DATABASE_URL: 'postgresql://localhost/orders', PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
  });
}

export const pythonNeeds = 'install Python 3.11 or later with its venv module';
const PYTHON_TOOLS = [
  'mypy==2.4.1',
  'ruff==0.17.5',
  'celery-types==0.26.0',
  'django-stubs==6.1.2',
  'djangorestframework-stubs==3.18.1',
  'types-Flask-Cors==6.0.3.20260712',
  'psycopg[binary]==3.3.9',
  'uvicorn==0.54.0',
];

/** The folder of the project, and that of the programs of its virtual environment. */
export function installPypi(library: SnippetLibrary): { readonly folder: string; readonly bin: string } {
  const folder = cacheFolder('py');
  const bin = join(folder, 'venv', process.platform === 'win32' ? 'Scripts' : 'bin');
  const packages = packagesOf(library, snippetsOf(library, 'pypi'), 'pypi');
  const list = [...[...packages].map(([name, version]) => name + version), ...PYTHON_TOOLS];
  installOnce(folder, list.join('\n'), () => {
    if (!existsSync(bin)) mustRun('python3', ['-m', 'venv', join(folder, 'venv')], { cwd: folder, needs: pythonNeeds });
    const words = ['-m', 'pip', 'install', '--quiet', '--upgrade', ...list];
    mustRun(join(bin, 'python'), words, { cwd: folder, needs: pythonNeeds });
  });
  return { folder, bin };
}

export const goNeeds = 'install Go 1.25 or later';

/** The folder of the module `example.com/snippets`; commands run there with `goEnvironment`. */
export function installGo(library: SnippetLibrary): string {
  const folder = cacheFolder('go');
  const packages = [...packagesOf(library, snippetsOf(library, 'go'), 'go')].map(([name, version]) => `${name}@${version}`);
  installOnce(folder, packages.join('\n'), () => {
    if (!existsSync(join(folder, 'go.mod'))) writeFileSync(join(folder, 'go.mod'), 'module example.com/snippets\n\ngo 1.25\n');
    mustRun('go', ['get', ...packages], { cwd: folder, needs: goNeeds, env: goEnvironment });
  });
  return folder;
}

export const goEnvironment = { GOFLAGS: '-mod=mod' };

function snippetsOf(library: SnippetLibrary, ecosystem: ReturnType<typeof ecosystemOf>): Snippet[] {
  return [...library.snippets.values()].filter((it) => ecosystemOf(it.languages[0] ?? 'markdown') === ecosystem);
}

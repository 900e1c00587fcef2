import type { PackageManifestFacts } from '#facts/manifest-facts.ts';
import type { Proposal, UnitFiles, Words } from './launch.ts';
import { isInstalled } from './program.ts';

/** A unit with a `package.json`; undefined for others. */
export function nodeLaunch(files: UnitFiles): Proposal | undefined {
  const { workspace, unit } = files;
  const facts = unit.manifest === undefined ? undefined : workspace.files.get(unit.manifest)?.facts;
  if (facts?.kind !== 'package-manifest') return undefined;
  const manager = managerOf(files);
  const started = startOf(facts, files, manager);
  const builds = facts.scripts.some((it) => it.name === 'build');
  const migrate = migrationOf(files, facts, manager);
  return {
    install: [manager.install, ...generationOf(files, facts)],
    build: builds ? [manager.run('build')] : [],
    migrate: migrate === undefined ? [] : [migrate],
    start: started?.words,
    variables: started?.variables ?? {},
    choices: facts.scripts.map((it) => manager.run(it.name).join(' ')).filter((it) => /start|serve|dev/.test(it)),
  };
}

interface Manager {
  readonly install: Words;
  readonly run: (script: string) => Words;
}

/** By its lock file, in the folder or in the root of the repository; npm where there is none. */
function managerOf(files: UnitFiles): Manager {
  const own = (name: string): boolean => files.has(name) || files.has(`/${name}`);
  if (own('pnpm-lock.yaml')) return manager('pnpm', 'pnpm@10', ['install', '--frozen-lockfile']);
  if (own('yarn.lock')) {
    const isBerry = own('.yarnrc.yml');
    return manager('yarn', isBerry ? '@yarnpkg/cli-dist' : 'yarn@1', ['install', isBerry ? '--immutable' : '--frozen-lockfile']);
  }
  if (own('bun.lock') || own('bun.lockb')) return manager('bun', 'bun', ['install', '--frozen-lockfile']);
  const quiet = ['--no-audit', '--no-fund'];
  return manager('npm', 'npm', files.has('package-lock.json') ? ['ci', ...quiet] : ['install', ...quiet]);
}

/** Where the package manager is not installed, npm fetches it for the run. */
function manager(name: string, fetched: string, install: readonly string[]): Manager {
  const words = name === 'npm' || isInstalled(name) ? [name] : ['npx', '--yes', fetched];
  return { install: [...words, ...install], run: (script) => [...words, 'run', script] };
}

const STARTS = ['start:prod', 'start:production', 'start', 'serve', 'start:dev', 'dev', 'develop', 'server'];

/** What they start outlives them, so that it would outlive the verification. */
const KEEPERS = /\b(?:pm2|forever|nohup|docker|docker-compose|podman|systemctl|concurrently)\b|[^&]&\s*$/;

interface Started {
  readonly words: Words;
  readonly variables: Readonly<Record<string, string>>;
}

function startOf({ scripts, entries }: PackageManifestFacts, files: UnitFiles, manager: Manager): Started | undefined {
  for (const name of STARTS) {
    const script = scripts.find((it) => it.name === name && !KEEPERS.test(it.command));
    if (script !== undefined) return directly(script.command) ?? { words: manager.run(name), variables: {} };
  }
  const entry = [...entries, 'server.js', 'app.js', 'index.js', 'src/server.js', 'src/app.js', 'src/index.js'].find(
    (it) => /\.[cm]?js$/.test(it) && files.has(it),
  );
  return entry === undefined ? undefined : { words: ['node', entry], variables: {} };
}

/** A package manager and its shell keep signals from the server, so that a plain `node …` is started without them. */
function directly(command: string): Started | undefined {
  const steps = command.split(/\s*&&\s*/);
  const last = steps.at(-1) ?? '';
  // What stands before is done by the build.
  if (!steps.slice(0, -1).every((it) => /^(npm|yarn|pnpm)( run)? build$/.test(it.trim()))) return undefined;
  if (/[|;<>$`"'*?()\\]/.test(last)) return undefined;
  const words = last.trim().split(/\s+/);
  if (words[0] === 'cross-env') words.shift();
  const variables: Record<string, string> = {};
  for (let word = words[0]; word !== undefined && /^[A-Z_][A-Z0-9_]*=/.test(word); word = words[0]) {
    const [name = ''] = word.split('=');
    variables[name] = word.slice(name.length + 1);
    words.shift();
  }
  // The person's own `.env` is not used; what is in it comes with the environment.
  const start = words.filter((it, index) => !ENV_FILE.test(it) && words[index - 1] !== '--env-file');
  return start[0] === 'node' && start.length > 1 ? { words: start, variables } : undefined;
}

const ENV_FILE = /^--env-file(?:-if-exists)?(?:=|$)/;

function generationOf(files: UnitFiles, { dependencies }: PackageManifestFacts): readonly Words[] {
  const hasPrisma = dependencies.some((it) => it.name === '@prisma/client') && files.has('prisma/schema.prisma');
  return hasPrisma ? [['npx', 'prisma', 'generate']] : [];
}

const MIGRATIONS = /^(?:(?:db|prisma|database|knex|typeorm)[:-])?(?:migrate|migration)(?:[:-](?:up|deploy|latest|run))?$/;

function migrationOf(files: UnitFiles, { dependencies, scripts }: PackageManifestFacts, manager: Manager): Words | undefined {
  if (files.has('prisma/migrations') && dependencies.some((it) => it.name === 'prisma'))
    return ['npx', 'prisma', 'migrate', 'deploy'];
  const script = scripts.find((it) => MIGRATIONS.test(it.name));
  return script && manager.run(script.name);
}

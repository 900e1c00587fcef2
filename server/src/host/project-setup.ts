import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Path } from '#base/paths.ts';
import { hasFrontendApp, type ProjectPlan } from '#scaffold/plan.ts';
import { isFileError } from './file-error.ts';
import { nodeFileSystem } from './file-system.ts';
import { fittingNode, NEEDED_NODE, runsOnNode } from './fitting-node.ts';
import type { UndoRecord } from './project-undo.ts';
import { digestOf, type WriteRecord, type WrittenFile } from './project-writer.ts';
import { endTrouble, type ProcessResult, runProcess } from './run-process.ts';
import type { Step, StepList } from './step-list.ts';

// What makes a written project ready to use: a Git repository and installed packages. Neither failing is a reason to take the project back.

export interface SetupRequest {
  readonly plan: ProjectPlan;
  /** Absolute path of the project. */
  readonly folder: string;
  readonly git: boolean;
  readonly install: boolean;
  readonly environment: NodeJS.ProcessEnv;
  readonly onOutput: ((text: string) => void) | undefined;
}

export interface Setup {
  /** Runs the steps until one is cancelled: the repository, then the apps, which are installed at the same time. The record covers what they have made. */
  readonly run: (
    record: WriteRecord,
    signal: AbortSignal | undefined,
  ) => Promise<{ readonly notes: readonly string[]; readonly record: UndoRecord }>;
}

/** Longest time for the packages of one app; a slow network needs minutes, a hanging one is not waited for. */
const installTimeoutMs = 10 * 60_000;
const gitTimeoutMs = 30_000;

/** How npm, uv and Go say that nothing answers at the other end. */
const connectionFailure =
  /\b(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT)\b|connection refused|no such host|network is unreachable|name resolution|dns error|tcp connect error|i\/o timeout|error sending request/i;

const appTitles = { backend: 'back-end', frontend: 'front-end' } as const;
type App = keyof typeof appTitles;

/** Adds the steps to the list at once, so that a person sees what is to come. */
export function setUpProject(request: SetupRequest, steps: StepList): Setup {
  const { plan, folder, environment, onOutput } = request;
  const env = definedOnly(environment);
  const gitStep = request.git ? steps.add('git', 'Create the Git repository') : undefined;
  const apps = request.install
    ? appsOf(plan).map((app) => ({
        ...app,
        step: steps.add(`install-${app.name}`, `Install the ${appTitles[app.name]} packages`),
      }))
    : [];

  return {
    run: async (record, signal) => {
      const notes = nodeNotes(plan, env);
      const owned: Path[] = [];
      const locks: Path[] = [];
      if (gitStep !== undefined) await makeRepository(gitStep);
      // Together: an installer waits for files and for its registry most of the time.
      const troubles = await Promise.all(apps.map((app) => install(app, app.step)));
      notes.push(...troubles.filter((it) => it !== undefined));
      return { notes, record: { ...record, files: await withCurrentTexts(record, locks, folder), owned } };

      async function makeRepository(step: Step): Promise<void> {
        step.start();
        const inside = await run(['git', 'rev-parse', '--is-inside-work-tree'], folder, gitTimeoutMs);
        if (signal?.aborted === true || endTrouble(inside.end) === undefined) return step.end('skipped');
        // What is cut short leaves a part behind, which is ours too.
        owned.push(...(await missingIn(folder, ['.git'])));
        const trouble = endTrouble((await run(['git', 'init', '--quiet', '--initial-branch=main'], folder, gitTimeoutMs)).end);
        if (trouble !== undefined)
          notes.push(`The Git repository could not be created: ${trouble}. Run \`git init\` in the project.`);
        step.end(trouble === undefined ? 'done' : 'failed');
      }

      /** Gives what a person has to do where it failed. */
      async function install(app: AppToInstall, step: Step): Promise<string | undefined> {
        step.start();
        if (signal?.aborted === true) {
          step.end('skipped');
          return undefined;
        }
        owned.push(...(await missingIn(folder, app.folders)));
        locks.push(...(await missingIn(folder, app.locks)));
        const where = join(folder, app.path);
        const { end, output } = await run(app.install, where, installTimeoutMs);
        const trouble = endTrouble(end);
        if (trouble !== undefined) {
          const command = app.install.join(' ');
          const isUnreachable = end.kind === 'exited' && connectionFailure.test(output);
          const [reason, when] = isUnreachable ? ['their registry could not be reached', ' when it can be'] : [trouble, ''];
          step.end('failed');
          return `The ${appTitles[app.name]} packages could not be installed: ${reason}. Run \`${command}\` in ${app.path}/${when}.`;
        }
        if (app.format !== undefined) await run(app.format, where, installTimeoutMs);
        step.end('done');
        return undefined;
      }

      async function run(words: readonly string[], where: string, timeoutMs: number): Promise<ProcessResult> {
        const result = await runProcess({ words, folder: where, environment: env }, { timeoutMs, signal });
        onOutput?.(result.output);
        return result;
      }
    },
  };
}

/** What a person has to know before they run a project that their own Node.js cannot run. */
function nodeNotes(plan: ProjectPlan, environment: Readonly<Record<string, string>>): string[] {
  if (!appsOf(plan).some((it) => runsOnNode(it.install[0] ?? ''))) return [];
  const { onPath, isTooOld, instead } = fittingNode(environment);
  if (!isTooOld) return [];
  return [
    instead === undefined
      ? `Node.js ${onPath} on this machine is too old to run the project: install ${NEEDED_NODE} or newer (https://nodejs.org).`
      : `Node.js ${onPath} on this machine is too old to run the project, which Tiebeam installs and verifies with its own ${instead.version}: install ${NEEDED_NODE} or newer (https://nodejs.org).`,
  ];
}

/** An app of a project, with what installs and formats it. */
export interface AppToInstall {
  readonly name: App;
  readonly path: Path;
  readonly install: readonly string[];
  readonly format: readonly string[] | undefined;
  /** What installing makes; paths from the project. Empty where nothing has to be installed. */
  readonly folders: readonly Path[];
  readonly locks: readonly Path[];
}

/** What installing leaves behind, by registry: folders, and lock files beside the manifest. */
const leftovers = {
  npm: { folders: ['node_modules'], locks: ['package-lock.json'] },
  pypi: { folders: ['.venv'], locks: ['uv.lock'] },
  go: { folders: [], locks: ['go.sum'] },
} as const;

export function appsOf(plan: ProjectPlan): readonly AppToInstall[] {
  const { manifest } = plan.stack;
  const names: readonly App[] = hasFrontendApp(plan) ? ['backend', 'frontend'] : ['backend'];
  return names.flatMap((name) => {
    const run = manifest.run[name];
    if (run === undefined) return [];
    const { path, install } = run;
    // Whatever the back end is written in, a front end is made of npm packages.
    const registry = name === 'frontend' ? 'npm' : manifest.registry;
    return {
      name,
      path,
      install,
      format: manifest.format[name],
      folders: leftovers[registry].folders.map((it) => `${path}/${it}`),
      locks: leftovers[registry].locks.map((it) => `${path}/${it}`),
    };
  });
}

/** Of these paths those where nothing is yet. */
async function missingIn(folder: string, paths: readonly Path[]): Promise<readonly Path[]> {
  const kinds = await Promise.all(paths.map((path) => nodeFileSystem.kindOf(join(folder, path))));
  return paths.filter((_, index) => kinds[index] === 'missing');
}

/** The files of a record, and those added, as they are now: formatting changes files and installing adds lock files. */
export async function withCurrentTexts(
  record: WriteRecord,
  added: readonly Path[],
  folder: string,
): Promise<readonly WrittenFile[]> {
  const candidates: readonly WrittenFile[] = [...record.files, ...added.map((path) => ({ path, digest: '' }))];
  const current = await Promise.all(
    candidates.map(async (file): Promise<readonly WrittenFile[]> => {
      const text = await textOrNothing(join(folder, file.path));
      return text === undefined ? [] : [{ ...file, digest: digestOf(text) }];
    }),
  );
  return current.flat();
}

async function textOrNothing(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isFileError(error)) return undefined;
    throw error;
  }
}

/** An environment without the variables that have no value. */
export function definedOnly(environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Path } from '#base/paths.ts';
import type { Configuration } from '#decisions/configuration.ts';
import { readSourceNow } from '#host/read-source.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { goLaunch } from './go-launch.ts';
import { nodeLaunch } from './node-launch.ts';
import { outsideServices } from './outside-services.ts';
import { portOf } from './port.ts';
import { pythonLaunch } from './python-launch.ts';
import { type RoutesToTry, routesToTry } from './routes-to-try.ts';
import { variablesOf } from './variables.ts';

// How a project that Tiebeam did not make is installed, built and started: read from its files, completed by `verify` in `tiebeam.json`.

export type Words = readonly string[];

/** What one ecosystem knows of a unit. Commands run in the unit's folder. */
export interface Proposal {
  readonly install: readonly Words[];
  readonly build: readonly Words[];
  readonly migrate: readonly Words[];
  /** Undefined where it cannot be told; `{port}` stands for the port. */
  readonly start: Words | undefined;
  readonly variables: Readonly<Record<string, string>>;
  /** Ways to start it that were found, where none of them stands out. */
  readonly choices: readonly string[];
}

export interface Launch extends Omit<Proposal, 'start' | 'choices'> {
  /** Relative to the root; '' for the root. */
  readonly folder: Path;
  readonly start: Words;
  /** Values with `{port}`, `{secret}`, `{database}` and the parts of the database's address in them. */
  readonly variables: Readonly<Record<string, string>>;
  /** Variables without which the code says that it must not start. */
  readonly required: readonly string[];
  /** Ports that the code names, for a server that cannot be told another. */
  readonly ports: readonly number[];
  /** The server that `{database}` stands on; undefined where none is needed. */
  readonly database: 'postgresql' | undefined;
  readonly routes: RoutesToTry;
  /** Sentences about what was found and not used. */
  readonly notes: readonly string[];
}

/** What only a person knows. */
export interface LaunchQuestion {
  /** Where the answer belongs in `tiebeam.json`. */
  readonly path: readonly string[];
  readonly question: string;
  /** How an answer looks. */
  readonly example: string;
  readonly form: 'words' | 'text' | 'port' | 'consent';
  /** Answers that are likely. */
  readonly choices: readonly string[];
}

export type Detection =
  | { readonly kind: 'launch'; readonly launch: Launch }
  | { readonly kind: 'questions'; readonly questions: readonly LaunchQuestion[] }
  /** No server is among the files. */
  | { readonly kind: 'nothing' };

export interface UnitFiles {
  readonly workspace: Workspace;
  readonly unit: Unit;
  readonly routes: RoutesToTry;
  /** Tells whether a file of the unit's folder, or of the root with `/` before it, is there. */
  readonly has: (path: string) => boolean;
  readonly text: (path: string) => string | undefined;
}

/** Tells whether a server is among the files. */
export function hasServer(workspace: Workspace): boolean {
  return serversOf(workspace).length > 0;
}

function serversOf(workspace: Workspace): readonly Unit[] {
  return workspace.units.filter((it) => (it.kind === 'server' || it.kind === 'fullstack') && it.files.length > 0);
}

/** Finds out how the server of a folder is started, or what has to be asked first. Reads only. */
export function detectLaunch(root: string, workspace: Workspace, said: Configuration['verify']): Detection {
  const servers = serversOf(workspace);
  if (servers.length === 0 && said?.start === undefined) return { kind: 'nothing' };
  const unit = unitToStart(workspace, servers, said?.path);
  if (unit === undefined) return { kind: 'questions', questions: [whichFolder(servers)] };
  const folder = said?.path === undefined ? unit.folder : said.path === '.' ? '' : said.path;
  const absolute = (path: string): string => (path.startsWith('/') ? join(root, path.slice(1)) : join(root, folder, path));
  const files: UnitFiles = {
    workspace,
    unit,
    routes: routesToTry(workspace, unit, said?.health),
    has: (path) => existsSync(absolute(path)),
    text: (path) => {
      const source = readSourceNow(absolute(path));
      return source.kind === 'text' ? source.text : undefined;
    },
  };
  return withAnswers(files, folder, said);
}

function withAnswers(files: UnitFiles, folder: Path, said: Configuration['verify']): Detection {
  const found = nodeLaunch(files) ?? pythonLaunch(files) ?? goLaunch(files) ?? empty;
  const proposal = said?.start === undefined ? found : { ...found, start: said.start };
  const services = said?.ownServices === true ? [] : outsideServices(files);
  const given = { ...proposal.variables, ...said?.variables };
  const settings = variablesOf(files, services, given);
  const { ports, isGiven } = portOf(files, proposal.start ?? [], settings.values);
  const questions = [
    ...(proposal.start === undefined ? [howToStart(proposal.choices)] : []),
    ...settings.questions,
    ...(isGiven || ports.length > 0 || said?.port !== undefined || proposal.start === undefined ? [] : [whichPort]),
  ];
  if (questions.length > 0 || proposal.start === undefined) return { kind: 'questions', questions };
  const { start, build } = builtFirst(proposal.start, said?.build ?? proposal.build);
  return {
    kind: 'launch',
    launch: {
      folder,
      install: said?.install ?? proposal.install,
      build,
      // A database of the person's own is never migrated unasked.
      migrate: said?.migrate ?? (said?.ownServices === true ? [] : proposal.migrate),
      start,
      variables: settings.values,
      required: settings.required,
      ports: said?.port === undefined ? ports : [said.port],
      database: Object.values(settings.values).some((it) => it.includes('{database')) ? 'postgresql' : undefined,
      routes: files.routes,
      notes: notesOn(files),
    },
  };
}

const empty: Proposal = { install: [], build: [], migrate: [], start: undefined, variables: {}, choices: [] };

/** `go run` is a compiler that starts the server as a child and keeps signals from it: the server is built and started itself. */
function builtFirst(start: Words, build: readonly Words[]): { readonly start: Words; readonly build: readonly Words[] } {
  const [program, command, target = '.', ...rest] = start;
  if (program !== 'go' || command !== 'run') return { start, build };
  const binary = process.platform === 'win32' ? '.tiebeam\\server.exe' : './.tiebeam/server';
  return { start: [binary, ...rest], build: [...build.filter(([it]) => it !== 'go'), ['go', 'build', '-o', binary, target]] };
}

function unitToStart(workspace: Workspace, servers: readonly Unit[], path: string | undefined): Unit | undefined {
  if (path !== undefined) {
    const folder = path === '.' ? '' : path;
    return workspace.units.find((it) => it.folder === folder) ?? { folder, kind: 'server', dependencies: new Set(), files: [] };
  }
  if (servers.length < 2) return servers[0] ?? workspace.units[0];
  // Several that serve routes are several servers; packages that only hold a piece of one are not.
  const serving = servers.filter((it) => workspace.routesOf(it).routes.length > 0);
  return serving.length === 1 ? serving[0] : undefined;
}

function whichFolder(servers: readonly Unit[]): LaunchQuestion {
  const choices = servers.map((it) => (it.folder === '' ? '.' : it.folder));
  return {
    path: ['verify', 'path'],
    question: 'Which of the servers of this repository is to be verified?',
    example: choices[0] ?? 'backend',
    form: 'text',
    choices,
  };
}

function howToStart(choices: readonly string[]): LaunchQuestion {
  return {
    path: ['verify', 'start'],
    question: 'Which command starts the server? Where the command takes the port, write {port}.',
    example: choices[0] ?? 'node server.js',
    form: 'words',
    choices,
  };
}

const whichPort: LaunchQuestion = {
  path: ['verify', 'port'],
  question: 'On which port does the server listen?',
  example: '3000',
  form: 'port',
  choices: [],
};

function notesOn({ workspace }: UnitFiles): readonly string[] {
  const compose = [...workspace.files.values()].find(({ facts }) => facts.kind === 'compose' && facts.services.length > 0);
  if (compose?.facts.kind !== 'compose') return [];
  const names = compose.facts.services.map((it) => it.name).join(', ');
  return [`${compose.path} names the services ${names}; the verification starts no containers.`];
}

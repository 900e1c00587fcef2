import { fileName, folderOf, foldersUp, type Path } from '#base/paths.ts';
import type { EnvRead, EnvSchema, SettingRead } from '#concepts/kinds/environment.ts';
import type { LiftedFile } from '#concepts/lifted-file.ts';
import type { EnvFileFacts } from '#facts/manifest-facts.ts';
import type { Layering } from './layers.ts';
import type { Role } from './roles.ts';
import type { Unit } from './units.ts';

/** What a unit reads from its environment, and where that is written down. */
export interface Environment {
  /** Reads in application code with a literal name, in path and source order. */
  readonly reads: readonly EnvironmentRead[];
  /** Variables that a schema declares. */
  readonly declared: readonly DeclaredVariable[];
  /** Settings that a library or a function of the project reads by name, in path and source order. */
  readonly settings: readonly SettingRead[];
  /** Names that something checks: a schema, a helper that fails without them, a test for their absence. */
  readonly checked: ReadonlySet<string>;
  /** Whether a library loads the environment as a whole, and whether anything checks what it loads; undefined where none does. */
  readonly isLoadValidated: boolean | undefined;
  /** True where a name is computed or all of the environment is passed on: more may be read than is listed. */
  readonly hasDynamicReads: boolean;
  /** The example files that hold for the unit: its own, else those of the folders above. */
  readonly examples: readonly EnvFileFacts[];
  /** True where a `.env` of the unit is part of the project, so that the variables are written down there. */
  readonly hasEnvFile: boolean;
  /** The files where the environment is meant to be read, best first. */
  readonly configModules: readonly Path[];
}

export interface EnvironmentRead {
  readonly path: Path;
  readonly name: string;
  readonly read: EnvRead;
  /** Index into `LiftedFile.visible`. */
  readonly index: number;
}

export interface DeclaredVariable {
  readonly path: Path;
  readonly name: string;
  readonly isOptional: boolean;
  readonly schema: EnvSchema;
  /** Index into `LiftedFile.visible`. */
  readonly index: number;
}

export interface EnvironmentInput {
  readonly unit: Unit;
  readonly files: ReadonlyMap<Path, LiftedFile>;
  readonly roleOf: (path: Path) => Role | undefined;
  readonly layerOf: (path: Path) => Layering | undefined;
  readonly unitOf: (path: Path) => Unit;
  /** The user's own configuration modules. */
  readonly isConfigFile: (path: Path) => boolean;
}

export function environmentOf(input: EnvironmentInput): Environment {
  const { unit, files, roleOf, layerOf, isConfigFile } = input;
  const reads: EnvironmentRead[] = [];
  const declared: DeclaredVariable[] = [];
  const settings: SettingRead[] = [];
  const checked = new Set<string>();
  let isLoadValidated: boolean | undefined;
  let hasDynamicReads = false;
  const speaks = new Set<Path>();
  for (const path of unit.files) {
    if (roleOf(path) !== undefined) continue;
    files.get(path)?.visible.forEach((it, index) => {
      if (it.kind === 'env-schema' || it.kind === 'setting-read' || it.kind === 'settings-load' || it.kind === 'env-read')
        speaks.add(path);
      if (it.kind === 'env-schema')
        for (const { name, isOptional } of it.variables) declared.push({ path, name, isOptional, schema: it, index });
      if (it.kind === 'setting-read') settings.push(it);
      if (it.kind === 'setting-read' && (it.isRequired || it.defaultValue)) checked.add(it.name);
      if (it.kind === 'settings-load') isLoadValidated = isLoadValidated === true || it.isValidated;
      if (it.kind !== 'env-read') return;
      if (it.read.name !== undefined && (it.read.isTested || it.read.form === 'default')) checked.add(it.read.name);
      if (it.read.name === undefined) hasDynamicReads ||= it.read.form !== 'whole' || declared.length === 0;
      else reads.push({ path, name: it.read.name, read: it, index });
    });
  }
  for (const { name } of declared) checked.add(name);
  return {
    reads,
    declared,
    settings,
    checked,
    isLoadValidated,
    hasDynamicReads,
    examples: examplesOf(input, (it) => it.isExample),
    hasEnvFile: examplesOf(input, (it) => !it.isExample).length > 0,
    configModules: configModules(unit, reads, declared, speaks, layerOf, isConfigFile),
  };
}

/** Names that the platform, the shell or a tool sets; they are never the application's configuration. Rule catalogue, section 1.6. */
export function isPlatformVariable(name: string): boolean {
  return PLATFORM.test(name);
}

/** Names that a build stamps on what it makes: a version, a commit, a date. Nobody writes them into an env file. */
export function isBuildStamp(name: string): boolean {
  return /(^|_)((?<!API_)VERSION|COMMIT|COMMIT_HASH|COMMIT_SHA|GIT_SHA|GIT_COMMIT|REVISION|BUILD|BUILD_(ID|NUMBER|DATE|TIME|TIMESTAMP))$/.test(
    name,
  );
}

const PLATFORM =
  /^(NODE_ENV|(IS_)?TEST(ING|S)?(_(ENV|MODE|RUN))?|E?[UG]ID|LOGNAME|OLDPWD|SUDO_\w+|SSH_(ORIGINAL_COMMAND|CONNECTION|CLIENT|TTY|AUTH_SOCK|AGENT_PID|ASKPASS)|GIT_(DIR|WORK_TREE|INDEX_FILE|EXEC_PATH|EDITOR|ASKPASS|TERMINAL_PROMPT|SSH|SSH_COMMAND|PROTOCOL|PUSH_OPTION_\w+|(AUTHOR|COMMITTER)_\w+)|GO_ENV|GIN_MODE|FLASK_ENV|FLASK_APP|FLASK_CONFIG|FLASK_DEBUG|FLASK_RUN_\w*|APP_SETTINGS|CONFIG_NAME|CI|TZ|HOME|PATH|PWD|USER|SHELL|TERM|DEBUG|FORCE_COLOR|NO_COLOR|npm_\w*|VITEST\w*|JEST_\w*|PLAYWRIGHT(_\w+)?|EXPO_OS|NODE_PATH|NODE_DEBUG|NODE_EXTRA_CA_CERTS|NODE_TLS_REJECT_UNAUTHORIZED|READABLE_STREAM|OSTYPE|PATHEXT|FASTIFY_\w+|PYTEST_\w*|NEXT_RUNTIME|NEXT_PHASE|VERCEL\w*|RENDER\w*|FLY_\w*|K_SERVICE|AWS_LAMBDA_\w*|GITHUB_\w*|LISTEN_PID|LISTEN_FDS|NOTIFY_SOCKET|WATCHDOG_USEC|WATCHFILES_CHANGES|XDG_\w*|TMPDIR|TEMP|TMP|LANG|LC_\w*|EDITOR|PAGER|DISPLAY|COLUMNS|LINES|ProgramData|PROGRAMDATA|ProgramFiles|PROGRAMFILES|APPDATA|LOCALAPPDATA|USERPROFILE|HOMEDRIVE|HOMEPATH|SystemRoot|SYSTEMROOT|SystemDrive|windir|WINDIR|COMSPEC|HOSTNAME|GOMAXPROCS|PYTHON[A-Z]+|DYNO|MODE|DEV|PROD|SSR|BASE_URL|DJANGO_SETTINGS_MODULE|GOOGLE_APPLICATION_CREDENTIALS|ANALYZE|PORT_OFFSET|KUBECONFIG|NODE_OPTIONS|GODEBUG|GOMEMLIMIT|OTEL_\w*|HEROKU_\w*|(HTTPS?|NO|ALL)_PROXY|(https?|no|all)_proxy|KUBERNETES_\w*|APPIMAGE|APPDIR|SNAP|SNAP_\w*|FLATPAK_ID|DD_(ENV|SERVICE|AGENT_HOST|ENTITY_ID|TRACE_\w*|DOGSTATSD_\w*))$/;

function examplesOf({ unit, files, unitOf }: EnvironmentInput, isWanted: (it: EnvFileFacts) => boolean): EnvFileFacts[] {
  const byFolder = new Map<Path, EnvFileFacts[]>();
  for (const { facts } of files.values()) {
    if (facts.kind !== 'env-file' || !isWanted(facts)) continue;
    const folder = folderOf(facts.path);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), facts]);
  }
  const anchor = unit.folder === '' ? 'x' : `${unit.folder}/x`;
  for (const folder of foldersUp(anchor)) {
    const found = byFolder.get(folder);
    if (found) return found;
  }
  // Some keep it one folder below: `backend/config/.env.example`. That of a way to run it is another list.
  return [...byFolder].flatMap(([folder, found]) =>
    DEPLOYMENT.test(`${folder}/`) ? [] : found.filter((it) => unitOf(it.path) === unit),
  );
}

const DEPLOYMENT =
  /(^|\/)(docker|podman|compose|deploy|deployments?|k8s|kubernetes|helm|charts?|infra|terraform|pulumi|ansible|\.devcontainer)\//;

/** Fewer reads at the top of a file are habit: in the code bases looked at, the largest such file that was not meant as configuration had five. */
const GATHERED = 8;

function configModules(
  unit: Unit,
  reads: readonly EnvironmentRead[],
  declared: readonly DeclaredVariable[],
  speaks: ReadonlySet<Path>,
  layerOf: (path: Path) => Layering | undefined,
  isConfigFile: (path: Path) => boolean,
): Path[] {
  const count = new Map<Path, number>();
  for (const { path } of [...reads, ...declared]) count.set(path, (count.get(path) ?? 0) + 1);
  const schemas = new Set(declared.map((it) => it.path));
  const weight = (path: Path): number =>
    (isConfigFile(path) ? 1000 : 0) +
    (schemas.has(path) ? 500 : 0) +
    (layerOf(path)?.layer === 'config' ? 200 : 0) -
    (isForOneStage(path) ? 400 : 0) +
    (count.get(path) ?? 0);
  const atStart = new Map<Path, Set<string>>();
  for (const { path, name, read } of reads)
    if (read.scope === 0) atStart.set(path, (atStart.get(path) ?? new Set<string>()).add(name));
  // A file that reads a whole set of variables while it loads is where they are gathered, whatever it is called.
  const gathers = (path: Path) => (atStart.get(path)?.size ?? 0) >= GATHERED;
  // `controllers/settings/list.js` lies in a folder of that name and has nothing to do with the environment.
  const isForOneStage = (path: Path) => /^(dev|development|local|tests?|testing|ci)\.\w+$/i.test(fileName(path));
  const isNamed = (path: Path) =>
    /^(env|config|settings|constants|options|configuration|environment|conf|cfg)\b/i.test(fileName(path));
  // Outside of Python, `settings` are as often what people set while the program runs: a row of the database, a page.
  const isOfPeople = (path: Path) =>
    !path.endsWith('.py') &&
    (/^settings\b/i.test(fileName(path)) || (!isNamed(path) && /(^|\/)settings$/i.test(folderOf(path)))) &&
    !reads.some((it) => it.path === path && (it.read.scope === 0 || path.endsWith('.go')));
  return unit.files
    .filter(
      (path) =>
        isConfigFile(path) ||
        schemas.has(path) ||
        ((speaks.has(path) || isNamed(path)) && layerOf(path)?.layer === 'config' && !isOfPeople(path)) ||
        gathers(path) ||
        ((count.get(path) ?? 0) > 1 && isNamed(path)),
    )
    .sort((a, b) => weight(b) - weight(a) || a.localeCompare(b));
}

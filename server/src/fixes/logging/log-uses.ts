import type { Path } from '#base/paths.ts';
import { conceptsOf, isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CodeLanguage } from '#facts/code-facts.ts';
import { perFile, perVisibleState } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** The form in which a logger takes what is written. */
export type LogForm =
  | 'fields-first'
  | 'message-first'
  | 'nest'
  | 'python-text'
  | 'python-extra'
  | 'keywords'
  | 'slog'
  | 'zap'
  | 'zap-sugar'
  | 'logrus'
  | 'zerolog'
  | 'klog';

/** A call that logs with fields, anywhere in the unit. */
export interface LogUse {
  readonly file: LiftedCode;
  readonly call: Call;
  readonly module: string;
  readonly chain: readonly string[];
}

/** The calls of the unit around a file that log with fields, in its language. */
export function usesOf(workspace: Workspace, code: LiftedCode): readonly LogUse[] {
  const unit = workspace.unitOf(code.path);
  const language = languageOf(code);
  const found: LogUse[] = [];
  for (const uses of usesByFile(workspace).values()) {
    const file = uses[0]?.file;
    if (file && languageOf(file) === language && workspace.unitOf(file.path) === unit) found.push(...uses);
  }
  return found;
}

/** Where a file's own loggers come from is seen by others; what it writes to them is its own matter. */
const usesByFile = perFile((workspace, file) => {
  if (!isCode(file) || workspace.roleOf(file.path) !== undefined) return undefined;
  const uses = usesIn(workspace, file);
  return uses.length > 0 ? uses : undefined;
});

function languageOf({ facts }: LiftedCode): CodeLanguage {
  return facts.language === 'javascript' ? 'typescript' : facts.language;
}

function usesIn(workspace: Workspace, file: LiftedCode): LogUse[] {
  return conceptsOf(file, 'log').flatMap((it) => {
    const call = it.call === undefined ? undefined : file.facts.calls[it.call];
    if (!it.isStructured || it.call === undefined || !call || call.callee.receiver !== undefined) return [];
    const meaning = workspace.linker.callee(file.path, it.call);
    // `zap.Error(err)` makes a field.
    if (
      meaning.kind === 'external' &&
      meaning.module === 'go.uber.org/zap' &&
      call.callee.path.length < 3 &&
      meaning.chain.length < 2
    )
      return [];
    return meaning.kind === 'external' ? [{ file, call, module: meaning.module, chain: meaning.chain }] : [];
  });
}

/** How the logger of such a call is given fields; undefined for one that is not known. */
export function formOf(workspace: Workspace, { module, call, chain }: LogUse): LogForm | undefined {
  const method = call.callee.path.at(-1) ?? '';
  switch (module) {
    case 'pino':
    case 'nestjs-pino':
    case 'bunyan':
    case 'fastify':
    case 'roarr':
      return 'fields-first';
    case 'winston':
    case 'log4js':
    case 'tslog':
    case 'loglevel':
    case 'consola':
    case 'signale':
    case 'nest-winston':
      return 'message-first';
    case '@nestjs/common':
      return 'nest';
    case 'logging':
    case 'flask':
      return jsonFormats(workspace) ? 'python-extra' : 'python-text';
    case 'structlog':
    case 'loguru':
      return 'keywords';
    case 'log/slog':
      return 'slog';
    case 'github.com/sirupsen/logrus':
      return 'logrus';
    case 'github.com/rs/zerolog':
    case 'github.com/rs/zerolog/log':
      return 'zerolog';
    case 'k8s.io/klog/v2':
      return 'klog';
    case 'go.uber.org/zap':
      return chain.some((it) => /^(?:Sugar|SugaredLogger|S)$/.test(it)) || /(?:w|f)$/.test(method) ? 'zap-sugar' : 'zap';
    default:
      return undefined;
  }
}

/** Fields of the standard library's logger only show where a formatter writes them. */
export const jsonFormats = perVisibleState((workspace) =>
  [...workspace.files.values()].some(
    ({ facts }) =>
      facts.kind === 'code' &&
      facts.language === 'python' &&
      (facts.imports.some((it) => /^(?:pythonjsonlogger|json_log_formatter|ecs_logging|structlog)\b/.test(it.module)) ||
        facts.classes.some((it) => /json/i.test(it.name) && it.bases.some((base) => base.path.at(-1) === 'Formatter'))),
  ),
);

/** Adds a file to those that use something. */
export function count<T extends { files: Set<Path> }>(into: Map<string, T>, key: string, first: T, path: Path): void {
  const there = into.get(key) ?? first;
  there.files.add(path);
  into.set(key, there);
}

/** What most files use; undefined where two are used alike. */
export function most<T extends { files: Set<Path> }>(found: readonly T[]): T | undefined {
  const [first, second] = found.toSorted((a, b) => b.files.size - a.files.size);
  return first && second && first.files.size === second.files.size ? undefined : first;
}

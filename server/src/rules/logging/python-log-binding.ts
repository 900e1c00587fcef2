import type { Path } from '#base/paths.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { CodePart } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { usesOf } from '#fixes/logging/log-uses.ts';
import { applicationFiles } from '#fixes/modules.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { BOUND, callsTo, type LogBinding, NO_LOGGER } from './log-binding.ts';
import { atFirst } from './log-format.ts';
import { bindStandardLog } from './python-standard-log.ts';

/** What a middleware of Python does so that the log carries its id. */
export interface PythonBinding extends LogBinding {
  /** It binds the id for structlog. */
  readonly hasStructlog: boolean;
  /** Its module brings the filter of the standard library's log. */
  readonly hasFilter: boolean;
}

const STRUCTLOG_LEFT = worded`Put merge_contextvars among the processors of structlog by hand, because the way in which they are given is not known for certain`;
const FILTER_LEFT = worded`Have a filter give request_id to the records of the log by hand, because the way in which it is set up is not known for certain`;
const OTHER_LEFT = worded`Have the logger write the request_id of the module with its lines by hand`;

/** Has structlog and the log of the standard library carry the ids of requests, where the unit of a server uses them; `module` is where the id can be had. */
export function bindPythonLog(workspace: Workspace, near: LiftedCode, module: Path | undefined): PythonBinding {
  const uses = new Set(usesOf(workspace, near).map((it) => it.module));
  const files = [...new Set([near, ...applicationFiles(workspace, workspace.unitOf(near.path), 'python')])];
  const isImported = (name: string): boolean =>
    files.some((file) => file.facts.imports.some((it) => it.module.split('.')[0] === name));
  const hasStructlog = uses.has('structlog') || isImported('structlog');
  const structlog = hasStructlog ? structlogParts(workspace, files) : [];
  const usesStandard = uses.has('logging') || uses.has('flask') || (!hasStructlog && isImported('logging'));
  const standard = usesStandard && module !== undefined ? bindStandardLog(workspace, files, module) : undefined;
  const left = [
    ...(structlog ? [] : [STRUCTLOG_LEFT]),
    ...(uses.has('loguru') ? [OTHER_LEFT] : []),
    ...(usesStandard && !standard && !hasStructlog ? [FILTER_LEFT] : []),
  ];
  const isNone = !hasStructlog && !usesStandard && !uses.has('loguru');
  const [first = isNone ? NO_LOGGER : undefined] = left;
  return {
    parts: [...(structlog ?? []), ...(standard ?? [])],
    hasStructlog: hasStructlog && structlog !== undefined,
    hasFilter: standard !== undefined,
    ...(first !== undefined && { left: first }),
  };
}

/** Nothing to do where structlog is never set up: what it does then merges what is bound. Undefined where its processors are not listed in place. */
function structlogParts(workspace: Workspace, files: readonly LiftedCode[]): readonly CodePart[] | undefined {
  const setups = callsTo(workspace, files, 'structlog', ['configure', 'configure_once']);
  const [only, other] = setups;
  if (!only) return [];
  const { file, call } = only;
  const listed = call.keywords.find((it) => it.name === 'processors')?.value;
  if (other || call.isOpen) return undefined;
  if (!listed && call.args.length === 0) return [];
  if (listed?.kind !== 'array') return undefined;
  const isMerged = listed.items.some((it) => it.kind === 'reference' && it.path.at(-1) === 'merge_contextvars');
  const [local, method] = call.callee.path;
  const [first] = listed.items;
  if (isMerged) return [];
  if (!first || listed.isOpen || method === undefined) return undefined;
  const change = atFirst(
    workspace.textOf(file.path) ?? '',
    first.span.start,
    `${local}.contextvars.merge_contextvars`,
    styleIn(workspace, file.path),
  );
  return [{ path: file.path, changes: () => [change], note: BOUND }];
}

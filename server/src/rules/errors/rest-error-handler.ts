import { folderOf, joinPath, type Path } from '#base/paths.ts';
import { isCode } from '#concepts/lifted-file.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { addEntry } from '#fixes/last-element.ts';
import { pythonModule } from '#fixes/module-name.ts';
import { afterStatement } from '#fixes/statements.ts';
import { layOut } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { ServedUnit } from '../absence.ts';
import { rootUrls } from '../root-urls.ts';
import type { MappedError } from './mapped-errors.ts';

const SETTING = 'REST_FRAMEWORK';
const FILE = 'exception_handler';
const FUNCTION = 'answer_exception';
const NOTE = { note: worded`Name the handler in REST_FRAMEWORK` };

/**
 * Django REST framework: a module beside the outermost URL patterns whose function answers every error as a problem document, and its name in the
 * settings. Undefined where the settings are put together in a way that is not known.
 */
export function restHandler(
  workspace: Workspace,
  { place, unit }: ServedUnit,
  errors: readonly MappedError[],
): FileEdit[] | undefined {
  const urls = rootUrls(workspace, place.path);
  const path = urls && joinPath(folderOf(urls.file.path), `${FILE}.py`);
  if (!urls || path === undefined || workspace.textOf(path) !== undefined || !urls.module.includes('.')) return undefined;
  const named = `${urls.module.replace(/\.\w+$/, '')}.${FILE}.${FUNCTION}`;
  const settings = inSettings(workspace, place.path, unit.files, named);
  const imports = errors.map(({ own }) => `from ${pythonModule(workspace, urls.file.facts, own.from)} import ${own.name}`);
  const text = layOut(moduleText([...new Set(imports)].sort(), errors), styleIn(workspace, path, urls.file.path));
  return settings && [{ kind: 'create', path, text, note: worded`Answer every error in one place` }, settings];
}

/** One more entry in the settings of the framework, or these settings. */
function inSettings(workspace: Workspace, main: Path, files: readonly Path[], named: string): FileEdit | undefined {
  const written = files.flatMap((path) => {
    const file = workspace.files.get(path);
    if (!file || !isCode(file) || workspace.roleOf(path) !== undefined) return [];
    const { bindings, assignments } = file.facts;
    return [
      ...bindings.filter((it) => it.scope === 0 && it.name === SETTING).map((binding) => ({ path, binding })),
      // `REST_FRAMEWORK["X"] = …` may say anything later on.
      ...assignments.filter((it) => it.target[0] === SETTING).map(() => ({ path, binding: undefined })),
    ];
  });
  const [only, other] = written;
  if (!only) return newSettings(workspace, main, named);
  const value = only.binding?.origin.kind === 'value' ? only.binding.origin.value : undefined;
  const text = workspace.textOf(only.path);
  if (other || value?.kind !== 'object' || value.isOpen || text === undefined) return undefined;
  const style = styleIn(workspace, only.path);
  const changes = addEntry(text, value, layOut(`'EXCEPTION_HANDLER': '${named}'`, style), style);
  return changes && { kind: 'change', path: only.path, changes, ...NOTE };
}

function newSettings(workspace: Workspace, path: Path, named: string): FileEdit | undefined {
  const file = workspace.files.get(path);
  const text = workspace.textOf(path);
  const last = file && isCode(file) ? file.facts.bindings.filter((it) => it.scope === 0).at(-1) : undefined;
  if (!last || text === undefined) return undefined;
  const code = `${SETTING} = {\n\t'EXCEPTION_HANDLER': '${named}',\n}`;
  const change = afterStatement(text, last.statement, code, styleIn(workspace, path), { emptyLine: true });
  return change && { kind: 'change', path, changes: [change], ...NOTE };
}

function moduleText(imports: readonly string[], errors: readonly MappedError[]): string {
  const statuses = errors.map(({ own, status }) =>
    [`\tif isinstance(error, ${own.name}):`, `\t\treturn ${typeof status === 'number' ? status : `error.${status}`}`].join('\n'),
  );
  return [
    'import logging',
    'from http import HTTPStatus',
    '',
    'from rest_framework.response import Response',
    'from rest_framework.views import exception_handler, set_rollback',
    '',
    ...imports,
    '',
    'logger = logging.getLogger(__name__)',
    '',
    '',
    `def ${FUNCTION}(error, context):`,
    '\t"""Answers every error as a problem document (RFC 9457)."""',
    '\tresponse = exception_handler(error, context)',
    '\tif response is None:',
    '\t\tresponse = answer_others(error)',
    "\tdata = response.data if isinstance(response.data, dict) else {'errors': response.data}",
    '\tresponse.data = {',
    "\t\t'type': 'about:blank',",
    "\t\t'title': HTTPStatus(response.status_code).phrase,",
    "\t\t'status': response.status_code,",
    '\t\t**data,',
    '\t}',
    '\treturn response',
    '',
    '',
    'def answer_others(error):',
    '\tset_rollback()',
    '\tstatus = status_of(error)',
    '\tif status is not None:',
    "\t\treturn Response({'detail': str(error)}, status=status)",
    "\tlogger.error('Request failed', exc_info=error)",
    "\treturn Response({'detail': 'The server could not answer the request'}, status=500)",
    '',
    '',
    'def status_of(error):',
    ...statuses,
    '\treturn None',
    '',
  ].join('\n');
}

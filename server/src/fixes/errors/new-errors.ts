import type { Path } from '#base/paths.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { CodeLanguage } from '#facts/code-facts.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { FileEdit } from '../edit.ts';
import { editCode } from '../file-edit.ts';
import { styleIn } from '../file-style.ts';
import { isCommonJs } from '../imports.ts';
import { applicationFiles } from '../modules.ts';
import { afterStatement } from '../statements.ts';
import { layOut } from '../text-style.ts';
import { worded } from '../wording.ts';
import type { ErrorKind } from './error-kind.ts';

/** The class for a kind of error below `AppError`, as `layOut` takes it, without `export`. */
export function kindClass(language: CodeLanguage, { name, status, code }: ErrorKind): string {
  if (language === 'python')
    return [
      `class ${name}Error(AppError):`,
      '\tdef __init__(self, message: str) -> None:',
      `\t\tsuper().__init__(message, ${status}, '${code}')`,
    ].join('\n');
  const type = language === 'typescript' ? ': string' : '';
  return [
    `class ${name}Error extends AppError {`,
    `\tconstructor(message${type}) {`,
    `\t\tsuper(message, ${status}, '${code}');`,
    '\t}',
    '}',
  ].join('\n');
}

/**
 * A module of error classes with the first of them, and what turns them into answers: in Python a handler where the application is made; Express,
 * Koa and Fastify look at `statusCode` themselves. Undefined where no such place is known.
 */
export function newErrors(workspace: Workspace, near: LiftedCode, path: Path, kind: ErrorKind): readonly FileEdit[] | undefined {
  const { language } = near.facts;
  if (language === 'go') return undefined;
  const created = errorModule(workspace, near, path, [kind]);
  if (language === 'python') {
    const mapped = pythonHandler(workspace, near, path);
    return mapped && [created, mapped];
  }
  const isMapped = [...workspace.unitOf(near.path).dependencies].some((it) => /^(?:express|fastify)$/.test(it));
  return isMapped ? [created] : undefined;
}

/** The module with the base class and one class for each kind. */
export function errorModule(workspace: Workspace, near: LiftedCode, path: Path, kinds: readonly ErrorKind[]): FileEdit {
  const style = styleIn(workspace, path, near.path);
  const { language } = near.facts;
  const declared = kinds.map((it) => kindClass(language, it));
  const text = (): string => {
    if (language === 'python') return `${[PYTHON_BASE, ...declared].join('\n\n\n')}\n`;
    const classes = [scriptBase(language === 'typescript'), ...declared];
    return isCommonJs(workspace.textOf(near.path) ?? '')
      ? [...classes, `module.exports = { ${['AppError', ...kinds.map((it) => `${it.name}Error`)].join(', ')} };\n`].join('\n\n')
      : `${classes.map((it) => it.replace(/^class/m, 'export class')).join('\n\n')}\n`;
  };
  return { kind: 'create', path, text: layOut(text(), style), note: worded`Create the error classes` };
}

function scriptBase(isTyped: boolean): string {
  const typed = (type: string): string => (isTyped ? `: ${type}` : '');
  return [
    '/** An error that a request has brought about, with the status to answer it with. */',
    'class AppError extends Error {',
    ...(isTyped ? ['\treadonly statusCode: number;', '\treadonly code: string;', ''] : []),
    `\tconstructor(message${typed('string')}, statusCode${typed('number')}, code${typed('string')}) {`,
    '\t\tsuper(message);',
    '\t\tthis.name = new.target.name;',
    '\t\tthis.statusCode = statusCode;',
    '\t\tthis.code = code;',
    '\t}',
    '}',
  ].join('\n');
}

const PYTHON_BASE = [
  'class AppError(Exception):',
  '\t"""An error that a request has brought about, with the status to answer it with."""',
  '',
  '\tdef __init__(self, message: str, status_code: int, code: str) -> None:',
  '\t\tsuper().__init__(message)',
  '\t\tself.status_code = status_code',
  '\t\tself.code = code',
].join('\n');

/** The handler in the file that makes the application, right below it; undefined where that is not one known place. */
export function pythonHandler(workspace: Workspace, near: LiftedCode, errors: Path): FileEdit | undefined {
  const files = applicationFiles(workspace, workspace.unitOf(near.path), 'python');
  const servers = files.flatMap((file) => conceptsOf(file, 'server').map((it) => ({ file, it })));
  const [only] = servers;
  const call = only?.it.call === undefined ? undefined : only.file.facts.calls[only.it.call];
  const [app, ...others] = call?.targets ?? [];
  if (!only || servers.length > 1 || !call || app === undefined || others.length > 0 || only.file.path === near.path)
    return undefined;
  const framework = call.callee.path.at(-1);
  const code = framework === 'FastAPI' ? fastapiHandler(app) : framework === 'Flask' ? flaskHandler(app) : undefined;
  const text = workspace.textOf(only.file.path);
  if (code === undefined || text === undefined || call.scope !== 0) return undefined;
  const style = styleIn(workspace, only.file.path);
  const change = afterStatement(text, call.statement, `\n\n${code}`, style);
  return (
    change &&
    editCode(workspace, only.file.path, {
      own: [{ from: errors, name: 'AppError' }],
      packages:
        framework === 'FastAPI'
          ? [
              { module: 'fastapi', names: ['Request'] },
              { module: 'fastapi.responses', names: ['JSONResponse'] },
            ]
          : [],
      changes: () => [{ ...change, text: change.text + emptyLinesBelow(text.slice(change.span.end), style.lineEnd) }],
      note: worded`Answer these errors with their status`,
    })
  );
}

/** What is missing of two empty lines before the code that follows. */
function emptyLinesBelow(rest: string, lineEnd: string): string {
  const blank = /^(?:[ \t]*\r?\n)*/.exec(rest)?.[0] ?? '';
  return rest.trim() === '' ? '' : lineEnd.repeat(Math.max(0, 4 - blank.split('\n').length));
}

function fastapiHandler(app: string): string {
  return [
    `@${app}.exception_handler(AppError)`,
    'async def answer_app_error(_request: Request, error: AppError) -> JSONResponse:',
    "\treturn JSONResponse({'detail': str(error), 'code': error.code}, status_code=error.status_code)",
  ].join('\n');
}

function flaskHandler(app: string): string {
  return [
    `@${app}.errorhandler(AppError)`,
    'def answer_app_error(error: AppError):',
    "\treturn {'message': str(error), 'code': error.code}, error.status_code",
  ].join('\n');
}

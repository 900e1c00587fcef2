import { type FileEdit, joinEdits } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { freeName } from '#fixes/free-name.ts';
import { isCommonJs } from '#fixes/imports.ts';
import { editWithLogger } from '#fixes/logging/log-edit.ts';
import type { LogEntry } from '#fixes/logging/log-entry.ts';
import { logStatement } from '#fixes/logging/log-statement.ts';
import { newLogger } from '#fixes/logging/new-logger.ts';
import { loggerAt } from '#fixes/logging/unit-logger.ts';
import { afterStatement } from '#fixes/statements.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { dependencyVersion } from '../dependency-version.ts';
import { belowServer, type ServerStatement } from '../prod/server-statement.ts';
import { lastRegistration } from './registrations-end.ts';

const NOTE = worded`Answer every error in one place`;

/** How a project answers errors: the key of their text (problem details without it), and where an error holds its status. */
export interface AnswerForm {
  readonly key?: string;
  readonly status: 'status' | 'statusCode';
}

/** The error of a request that nothing else has handled. */
const UNHANDLED: LogEntry = { level: 'error', message: 'request failed', fields: [], error: 'error', isCaught: true };

/**
 * Express: a middleware with four parameters behind all routes, which logs what it cannot explain with the logger of the unit; one is made where
 * there is none.
 */
export function expressHandler(workspace: Workspace, server: ServerStatement, form: AnswerForm): FileEdit[] | undefined {
  const { code, text, name: app, scope, style } = server;
  const last = lastRegistration(workspace, server);
  const known = loggerAt(workspace, code, scope);
  const made = known ? undefined : newLogger(workspace, code);
  const logger = known ?? made?.logger;
  const isTyped = code.facts.language === 'typescript' && !isCommonJs(text);
  const handler = isTyped ? freeName(code.facts, scope, ['answerError', 'errorHandler', 'handleError']) : '';
  if (
    !last ||
    !logger ||
    handler === undefined ||
    (isTyped && code.facts.bindings.some((it) => it.name === 'ErrorRequestHandler'))
  )
    return undefined;
  const log = (expression: string): string => logStatement(UNHANDLED, logger, { ...style, quote: "'" }, expression);
  const place = (expression: string): TextChange | undefined =>
    afterStatement(text, last, expressCode(app, handler, form, log(expression)), style, { emptyLine: true });
  if (!place(logger.expression)) return undefined;
  const edit = editWithLogger(workspace, code, {
    logger,
    packages: isTyped ? [{ module: 'express', names: [{ name: 'ErrorRequestHandler', type: true }] }] : [],
    changes: (expression) => [place(expression) ?? []].flat().map((it) => setOff(it, text, style.lineEnd)),
    note: NOTE,
  });
  return edit && joinEdits([...(made?.edits ?? []), edit]);
}

/** An empty line stands between what is added and what follows. */
function setOff(change: TextChange, text: string, lineEnd: string): TextChange {
  const isApart = /^(?:\r?\n[ \t]*(?:\r?\n|[}\])])|\s*$)/.test(text.slice(change.span.end));
  return isApart ? change : { ...change, text: change.text + lineEnd };
}

function expressCode(app: string, handler: string, { key, status }: AnswerForm, log: string): string {
  const parameters = '(error, _req, res, next) => {';
  const body = [
    '\tif (res.headersSent) {',
    '\t\tnext(error);',
    '\t\treturn;',
    '\t}',
    `\tif (error.${status} < 500) {`,
    `\t\tres.status(error.${status}).json(${bodyOf(key, 'error.message', `error.${status}`)});`,
    '\t\treturn;',
    '\t}',
    `\t${log};`,
    `\tres.status(500).json(${bodyOf(key, INTERNAL, '500')});`,
  ];
  return handler === ''
    ? [`${app}.use(${parameters}`, ...body, '});'].join('\n')
    : [`const ${handler}: ErrorRequestHandler = ${parameters}`, ...body, '};', `${app}.use(${handler});`].join('\n');
}

const INTERNAL = "'Internal Server Error'";

function bodyOf(key: string | undefined, text: string, status: string): string {
  return key === undefined ? `{ title: ${text}, status: ${status} }` : `{ ${key}: ${text} }`;
}

/** Fastify: its own way, with the log of the request. */
export function fastifyHandler(workspace: Workspace, server: ServerStatement, { key }: AnswerForm): FileEdit[] | undefined {
  const { path } = server.code;
  // The types of Fastify 3 want a handler that gives nothing back.
  if (/\.[cm]?tsx?$/.test(path) && (dependencyVersion(workspace, path, 'fastify')?.major ?? 5) < 4) return undefined;
  const code = [
    `${server.name}.setErrorHandler((error, request, reply) => {`,
    '\tif (error.statusCode !== undefined && error.statusCode < 500) {',
    `\t\treturn reply.code(error.statusCode).send(${bodyOf(key, 'error.message', 'error.statusCode')});`,
    '\t}',
    "\trequest.log.error({ err: error }, 'request failed');",
    `\treturn reply.code(500).send(${bodyOf(key, INTERNAL, '500')});`,
    '});',
  ].join('\n');
  return below(workspace, server, code);
}

/** Koa: the first middleware, around all others; Koa's own event writes the log. */
export function koaHandler(workspace: Workspace, server: ServerStatement, { key, status }: AnswerForm): FileEdit[] | undefined {
  const isTyped = server.code.facts.language === 'typescript';
  const caught = isTyped ? `error as Error & { ${status}?: number }` : 'error';
  const code = [
    `${server.name}.use(async (ctx, next) => {`,
    '\ttry {',
    '\t\tawait next();',
    '\t} catch (error) {',
    `\t\tconst { ${status} = 500, message } = ${caught};`,
    `\t\tctx.status = ${status};`,
    `\t\tctx.body = ${bodyOf(key, `${status} < 500 ? message : ${INTERNAL}`, status).replace('status: status', 'status')};`,
    "\t\tctx.app.emit('error', error, ctx);",
    '\t}',
    '});',
  ].join('\n');
  return below(workspace, server, code);
}

function below(workspace: Workspace, server: ServerStatement, added: string): FileEdit[] | undefined {
  const change = belowServer(server, added, 1);
  const edit = change && editCode(workspace, server.code.path, { changes: () => [change], note: NOTE });
  return edit && [edit];
}

// What the fix of missing request ids writes, as `layOut` takes it. An id from outside is taken only in a form that does no harm in a log.

interface ScriptForm {
  readonly isTyped: boolean;
  readonly isRequired: boolean;
  readonly header: string;
}

/** Middleware for Express and for what runs on it; it needs no types but Node's. */
export function nodeModule({ isTyped, isRequired, header }: ScriptForm): string {
  const parameters = isTyped ? 'request: IncomingMessage, response: ServerResponse, next: () => void' : 'request, response, next';
  return script(
    isTyped,
    isRequired,
    isTyped ? ["import type { IncomingMessage, ServerResponse } from 'node:http';"] : [],
    [
      `function withRequestId(${parameters})${isTyped ? ': void' : ''} {`,
      `\tconst given = String(request.headers['${header.toLowerCase()}'] ?? '');`,
      '\tconst id = /^[\\w-]{1,128}$/.test(given) ? given : randomUUID();',
      `\tresponse.setHeader('${header}', id);`,
      '\tids.run(id, next);',
      '}',
    ],
    header,
  );
}

/** The same for Koa. */
export function koaModule({ isTyped, isRequired, header }: ScriptForm): string {
  const parameters = isTyped ? 'ctx: Context, next: Next' : 'ctx, next';
  return script(
    isTyped,
    isRequired,
    isTyped ? ["import type { Context, Next } from 'koa';"] : [],
    [
      `function withRequestId(${parameters})${isTyped ? ': Promise<void>' : ''} {`,
      `\tconst given = ctx.get('${header}');`,
      '\tconst id = /^[\\w-]{1,128}$/.test(given) ? given : randomUUID();',
      `\tctx.set('${header}', id);`,
      '\treturn ids.run(id, next);',
      '}',
    ],
    header,
  );
}

function script(
  isTyped: boolean,
  isRequired: boolean,
  types: readonly string[],
  middleware: readonly string[],
  header: string,
): string {
  const [head = '', ...rest] = middleware;
  const exported = isRequired ? '' : 'export ';
  const lines = [
    ...(isRequired
      ? ["const { AsyncLocalStorage } = require('node:async_hooks');", "const { randomUUID } = require('node:crypto');"]
      : ["import { AsyncLocalStorage } from 'node:async_hooks';", "import { randomUUID } from 'node:crypto';", ...types]),
    '',
    `const ids = new AsyncLocalStorage${isTyped ? '<string>' : ''}();`,
    '',
    '/** The id of the request that is being answered, for log lines; undefined outside of one. */',
    `${exported}function requestId()${isTyped ? ': string | undefined' : ''} {`,
    '\treturn ids.getStore();',
    '}',
    '',
    `/** Takes the ${header} of the caller, or makes one, and sends it back with the answer. */`,
    exported + head,
    ...rest,
    ...(isRequired ? ['', 'module.exports = { requestId, withRequestId };'] : []),
    '',
  ];
  return lines.join('\n');
}

interface PythonForm {
  readonly hasStructlog: boolean;
  readonly hasFilter: boolean;
}

/** A module for FastAPI, as text. */
export function fastApiModule(header: string, form: PythonForm): string {
  return `${pythonHead(form, ['from fastapi import Request'])}

async def add_request_id(request: Request, call_next):
	"""Takes the ${header} of the caller, or makes one, and sends it back with the answer."""
	given = request.headers.get('${header}', '')
	current = given if re.fullmatch('[A-Za-z0-9_-]{1,128}', given) else str(uuid4())
	request_id.set(current)
${bound(form, '\t', 'current')}	response = await call_next(request)
	response.headers['${header}'] = current
	return response
`;
}

/** A module for Django, as text. */
export function djangoModule(header: string, form: PythonForm): string {
  return `${pythonHead(form, [])}

def request_id_middleware(get_response):
	"""Takes the ${header} of the caller, or makes one, and sends it back with the answer."""

	def middleware(request):
		given = request.headers.get('${header}', '')
		current = given if re.fullmatch('[A-Za-z0-9_-]{1,128}', given) else str(uuid4())
		request_id.set(current)
${bound(form, '\t\t', 'current')}		response = get_response(request)
		response.headers['${header}'] = current
		return response

	return middleware
`;
}

/** The id of the current request, and what gives it to the records of a log. */
function pythonHead(form: PythonForm, packages: readonly string[]): string {
  const installed = [...(form.hasStructlog ? ['import structlog'] : []), ...packages];
  return `"""Gives each request an id, which its log lines can carry."""

${form.hasFilter ? 'import logging\n' : ''}import re
from contextvars import ContextVar
from uuid import uuid4
${installed.length > 0 ? `\n${installed.join('\n')}\n` : ''}
request_id: ContextVar[str] = ContextVar('request_id', default='-')
${form.hasFilter ? `\n\n${filter('request_id.get()')}` : ''}`;
}

function filter(id: string): string {
  return `class RequestIdFilter(logging.Filter):
	"""Gives each record the id of the request that it was written for."""

	def filter(self, record: logging.LogRecord) -> bool:
		record.__dict__['request_id'] = ${id}
		return True
`;
}

/** structlog merges what is bound into each line until it is cleared. */
function bound({ hasStructlog }: Pick<PythonForm, 'hasStructlog'>, indent: string, id: string): string {
  return hasStructlog
    ? `${indent}structlog.contextvars.clear_contextvars()\n${indent}structlog.contextvars.bind_contextvars(request_id=${id})\n`
    : '';
}

interface FlaskForm {
  readonly app: string;
  readonly before: string;
  readonly after: string;
  readonly header: string;
  readonly hasStructlog: boolean;
}

/** Two functions that Flask calls before and after each request. */
export function flaskHooks({ app, before, after, header, hasStructlog }: FlaskForm): string {
  return `@${app}.before_request
def ${before}():
	g.request_id = request.headers.get('${header}') or str(uuid4())
${bound({ hasStructlog }, '\t', 'g.request_id')}

@${app}.after_request
def ${after}(response):
	response.headers['${header}'] = g.get('request_id', '-')
	return response`;
}

/** A module for Flask whose filter reads what the functions keep, as text. */
export function flaskFilter(): string {
  return `"""Gives the records of the log the id of their request."""

import logging

from flask import g, has_request_context


${filter("g.get('request_id', '-') if has_request_context() else '-'")}`;
}

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

/** A module for FastAPI, as text. */
export function fastApiModule(header: string): string {
  return `"""Gives each request an id, which its log lines can carry."""

import re
from contextvars import ContextVar
from uuid import uuid4

from fastapi import Request

request_id: ContextVar[str] = ContextVar('request_id', default='-')


async def add_request_id(request: Request, call_next):
	"""Takes the ${header} of the caller, or makes one, and sends it back with the answer."""
	given = request.headers.get('${header}', '')
	current = given if re.fullmatch('[A-Za-z0-9_-]{1,128}', given) else str(uuid4())
	request_id.set(current)
	response = await call_next(request)
	response.headers['${header}'] = current
	return response
`;
}

/** A module for Django, as text. */
export function djangoModule(header: string): string {
  return `"""Gives each request an id, which its log lines can carry."""

import re
from contextvars import ContextVar
from uuid import uuid4

request_id: ContextVar[str] = ContextVar('request_id', default='-')


def request_id_middleware(get_response):
	"""Takes the ${header} of the caller, or makes one, and sends it back with the answer."""

	def middleware(request):
		given = request.headers.get('${header}', '')
		current = given if re.fullmatch('[A-Za-z0-9_-]{1,128}', given) else str(uuid4())
		request_id.set(current)
		response = get_response(request)
		response.headers['${header}'] = current
		return response

	return middleware
`;
}

/** Two functions that Flask calls before and after each request. */
export function flaskHooks(app: string, before: string, after: string, header: string): string {
  return `@${app}.before_request
def ${before}():
	g.request_id = request.headers.get('${header}') or str(uuid4())


@${app}.after_request
def ${after}(response):
	response.headers['${header}'] = g.get('request_id', '-')
	return response`;
}

/** Middleware of gin; `made` are the lines that make an id. */
export function ginHook(router: string, gin: string, header: string, made: readonly string[]): string {
  return `${router}.Use(func(c *${gin}.Context) {
	id := c.GetHeader("${header}")
	if id == "" {
${made.map((it) => `\t\t${it}`).join('\n')}
	}
	c.Set("request_id", id)
	c.Header("${header}", id)
	c.Next()
})`;
}

/** A package for net/http, as text. */
export function goModule(header: string): string {
  return `// Package requestid gives each request an id, which its log lines can carry.
package requestid

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"regexp"
)

const header = "${header}"

var harmless = regexp.MustCompile("^[A-Za-z0-9_-]{1,128}$")

type key struct{}

// Middleware takes the id of the caller, or makes one, and sends it back with the answer.
func Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get(header)
		if !harmless.MatchString(id) {
			raw := make([]byte, 16)
			_, _ = rand.Read(raw)
			id = hex.EncodeToString(raw)
		}
		w.Header().Set(header, id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), key{}, id)))
	})
}

// From is the id of the request that a context belongs to; empty outside of one.
func From(ctx context.Context) string {
	id, _ := ctx.Value(key{}).(string)
	return id
}
`;
}

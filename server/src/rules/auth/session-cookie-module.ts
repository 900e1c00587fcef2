import type { Path } from '#base/paths.ts';
import type { Unit } from '#workspace/units.ts';

/** How the servers of a framework set a cookie: what a handler has for it, and the module that does it. */
export interface CookieForm {
  /** Of the new module, without an ending. */
  readonly module: string;
  readonly set: string;
  readonly clear: string;
  readonly read: string;
  /** The text of the module, as `layOut` takes it. */
  readonly text: (name: string, form: ModuleForm) => string;
}

export interface ModuleForm {
  readonly path: Path;
  readonly isTyped: boolean;
  readonly isRequired: boolean;
  /** The names of it that are used; it has no others. */
  readonly uses: ReadonlySet<string>;
}

/** The form for a framework in a unit; undefined where it has none. */
export function cookieForm(framework: string, unit: Unit): CookieForm | undefined {
  switch (framework) {
    case 'express':
      return script('express', 'Response', 'response.cookie(NAME, token, OPTIONS);', 'response.clearCookie(NAME, OPTIONS);');
    case 'nestjs':
      // Its own types of what is answered belong to controllers, and guards and strategies read the cookie too.
      return unit.dependencies.has('@nestjs/platform-fastify')
        ? undefined
        : script('', 'CookieResponse', ...byHeader((header) => `response.appendHeader('Set-Cookie', ${header});`));
    case 'fastify':
      return unit.dependencies.has('@fastify/cookie')
        ? script('fastify', 'FastifyReply', 'response.setCookie(NAME, token, OPTIONS);', 'response.clearCookie(NAME, OPTIONS);')
        : script('fastify', 'FastifyReply', ...byHeader((header) => `response.header('Set-Cookie', ${header});`));
    case 'koa':
    case 'koa-router':
      return script('koa', 'Context', ...byHeader((header) => `response.append('Set-Cookie', ${header});`));
    case 'fastapi':
    case 'flask':
    case 'django':
    case 'django-rest-framework': {
      const text = framework === 'fastapi' ? FASTAPI : framework === 'flask' ? FLASK : DJANGO;
      const read = framework === 'flask' ? 'authorization' : 'authorization_of';
      return { module: 'session_cookie', set: 'set_session_cookie', clear: 'clear_session_cookie', read, text };
    }
    case 'gin':
    case 'echo':
    case 'chi':
    case 'net-http':
    case 'gorilla-mux':
      return { module: 'sessioncookie', set: 'Set', clear: 'Clear', read: 'Authorization', text: GO };
    default:
      return undefined;
  }
}

/** A cookie with `HttpOnly` for one that has no method of its own. */
function byHeader(send: (header: string) => string): [string, string, string] {
  const attributes = 'Path=/; HttpOnly; Secure; SameSite=Lax';
  return [
    send(`\`\${NAME}=\${encodeURIComponent(token)}; \${ATTRIBUTES}\``),
    send(`\`\${NAME}=; \${ATTRIBUTES}; Max-Age=0\``),
    `const ATTRIBUTES = '${attributes}';`,
  ];
}

function script(
  from: string,
  type: string,
  set: string,
  clear: string,
  options = "const OPTIONS = { httpOnly: true, secure: true, sameSite: 'lax', path: '/' }",
): CookieForm {
  const text = (name: string, { isTyped, isRequired, uses }: ModuleForm): string => {
    const exported = isRequired ? '' : 'export ';
    const typed = (it: string): string => (isTyped ? it : '');
    const lines = [
      ...(isTyped ? ["import type { IncomingHttpHeaders } from 'node:http';"] : []),
      ...(isTyped && from !== '' ? [`import type { ${type} } from '${from}';`] : []),
      ...(isTyped ? [''] : []),
      ...(isTyped && from === ''
        ? [`interface ${type} {`, '\tappendHeader(name: string, value: string): unknown;', '}', '']
        : []),
      `const NAME = '${name}';`,
      '',
      '/** Scripts of the page cannot read it, and forms of other sites do not send it along. */',
      options.endsWith(';') ? options : `${options}${typed(' as const')};`,
      '',
      '/** Gives a browser the token of its session. */',
      `${exported}function setSessionCookie(response${typed(`: ${type}`)}, token${typed(': string')})${typed(': void')} {`,
      `\t${set}`,
      '}',
      '',
      ...(uses.has('clearSessionCookie')
        ? [
            '/** Ends the session of a browser. */',
            `${exported}function clearSessionCookie(response${typed(`: ${type}`)})${typed(': void')} {`,
            `\t${clear}`,
            '}',
            '',
          ]
        : []),
      '/** The Authorization header of a request; for browsers, which send none, made of their cookie. */',
      `${exported}function authorizationOf(request${typed(': { readonly headers: IncomingHttpHeaders }')})${typed(': string | undefined')} {`,
      '\tconst { authorization, cookie } = request.headers;',
      "\tconst pairs = cookie?.split('; ') ?? [];",
      `\tconst token = pairs.find((it) => it.startsWith(\`\${NAME}=\`))?.slice(NAME.length + 1);`,
      `\treturn authorization ?? (token && \`Bearer \${decodeURIComponent(token)}\`);`,
      '}',
      ...(isRequired ? ['', `module.exports = { ${[...uses].sort().join(', ')} };`] : []),
      '',
    ];
    return lines.join('\n');
  };
  return { module: 'session-cookie', set: 'setSessionCookie', clear: 'clearSessionCookie', read: 'authorizationOf', text };
}

/** The declarations that are used, with what stands before the first; each begins with its comment, or its own line. */
function onlyUsed(text: string, uses: ReadonlySet<string>): string {
  const isGo = text.startsWith('//');
  const [head = '', ...rest] = isGo ? text.split(/\n\n(?=\/\/ [A-Z]\w+ )/) : text.split(/\n\n\n/);
  const kept = rest.filter((it) => uses.has(/^(?:\/\/[^\n]*\n)?(?:async )?(?:def|class|func) (\w+)/.exec(it)?.[1] ?? ''));
  const body = [head, ...kept].join(isGo ? '\n\n' : '\n\n\n').trimEnd();
  return `${importsUsed(body)}\n`;
}

/** Without the names of the imports that nothing below them mentions. */
function importsUsed(text: string): string {
  return text.replace(/^from ([\w.]+) import ([\w, ]+)\n/gm, (line, module: string, names: string) => {
    const used = names.split(', ').filter((it) => text.replace(line, '').match(new RegExp(`\\b${it}\\b`)));
    return used.length > 0 ? `from ${module} import ${used.join(', ')}\n` : '';
  });
}

const OPTIONS = "httponly=True, secure=True, samesite='lax'";

function FASTAPI(name: string, { uses }: ModuleForm): string {
  return onlyUsed(
    `"""The cookie that holds the session of a browser: its scripts cannot read it."""

from fastapi import Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, OAuth2PasswordBearer

NAME = '${name}'


def set_session_cookie(response: Response, token: str) -> None:
	"""Gives a browser the token of its session."""
	response.set_cookie(NAME, token, ${OPTIONS})


def clear_session_cookie(response: Response) -> None:
	"""Ends the session of a browser."""
	response.delete_cookie(NAME, ${OPTIONS})


def authorization_of(request: Request) -> str | None:
	"""The Authorization header of a request; for browsers, which send none, made of their cookie."""
	token = request.cookies.get(NAME)
	return request.headers.get('Authorization') or (f'Bearer {token}' if token else None)


class PasswordBearerOrCookie(OAuth2PasswordBearer):
	"""Takes the token out of the cookie where a request has no Authorization header."""

	async def __call__(self, request: Request) -> str | None:
		token = request.cookies.get(NAME)
		if token and 'Authorization' not in request.headers:
			return token
		return await super().__call__(request)


class BearerOrCookie(HTTPBearer):
	"""Takes the token out of the cookie where a request has no Authorization header."""

	async def __call__(self, request: Request) -> HTTPAuthorizationCredentials | None:
		token = request.cookies.get(NAME)
		if token and 'Authorization' not in request.headers:
			return HTTPAuthorizationCredentials(scheme='Bearer', credentials=token)
		return await super().__call__(request)
`,
    uses,
  );
}

function FLASK(name: string, { uses }: ModuleForm): string {
  return onlyUsed(
    `"""The cookie that holds the session of a browser: its scripts cannot read it."""

from flask import Response, after_this_request, request

NAME = '${name}'


def set_session_cookie(token: str) -> None:
	"""Gives the browser that is being answered the token of its session."""

	@after_this_request
	def with_cookie(response: Response) -> Response:
		response.set_cookie(NAME, token, ${OPTIONS.replace("'lax'", "'Lax'")})
		return response


def clear_session_cookie() -> None:
	"""Ends the session of the browser that is being answered."""

	@after_this_request
	def without_cookie(response: Response) -> Response:
		response.delete_cookie(NAME, ${OPTIONS.replace("'lax'", "'Lax'")})
		return response


def authorization() -> str | None:
	"""The Authorization header of the request; for browsers, which send none, made of their cookie."""
	token = request.cookies.get(NAME)
	return request.headers.get('Authorization') or (f'Bearer {token}' if token else None)
`,
    uses,
  );
}

function DJANGO(name: string, { uses }: ModuleForm): string {
  return onlyUsed(
    `"""The cookie that holds the session of a browser: its scripts cannot read it."""

from django.http import HttpRequest, HttpResponse

NAME = '${name}'


def set_session_cookie(response: HttpResponse, token: str) -> None:
	"""Gives a browser the token of its session."""
	response.set_cookie(NAME, token, ${OPTIONS.replace("'lax'", "'Lax'")})


def clear_session_cookie(response: HttpResponse) -> None:
	"""Ends the session of a browser."""
	response.delete_cookie(NAME, samesite='Lax')


def authorization_of(request: HttpRequest) -> str | None:
	"""The Authorization header of a request; for browsers, which send none, made of their cookie."""
	token = request.COOKIES.get(NAME)
	return request.headers.get('Authorization') or (f'Bearer {token}' if token else None)
`,
    uses,
  );
}

function GO(name: string, { uses }: ModuleForm): string {
  return onlyUsed(
    `// Package sessioncookie keeps the session of a browser in a cookie that its scripts cannot read.
package sessioncookie

import "net/http"

const name = "${name}"

// Set gives a browser the token of its session.
func Set(w http.ResponseWriter, token string) {
	http.SetCookie(w, &http.Cookie{
		Name:     name,
		Value:    token,
		Path:     "/",
		HttpOnly: true,
		Secure:   true,
		SameSite: http.SameSiteLaxMode,
	})
}

// Clear ends the session of a browser.
func Clear(w http.ResponseWriter) {
	http.SetCookie(w, &http.Cookie{
		Name:     name,
		Path:     "/",
		MaxAge:   -1,
		HttpOnly: true,
		Secure:   true,
		SameSite: http.SameSiteLaxMode,
	})
}

// Authorization is the Authorization header of a request; for browsers, which send none, made of their cookie.
func Authorization(r *http.Request) string {
	if header := r.Header.Get("Authorization"); header != "" {
		return header
	}
	cookie, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	return "Bearer " + cookie.Value
}
`,
    uses,
  );
}

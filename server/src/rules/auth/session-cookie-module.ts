import type { Path } from '#base/paths.ts';
import type { Unit } from '#workspace/units.ts';
import { goCookie } from './session-cookie-go.ts';
import { djangoCookie, fastapiCookie, flaskCookie, flaskJwtCookie } from './session-cookie-python.ts';

/** How the servers of a framework set a cookie: what a handler has for it, and the module that does it. */
export interface CookieForm {
  /** Of the new module, without an ending. */
  readonly module: string;
  readonly set: string;
  readonly clear: string;
  readonly read: string;
  /** What of a library takes the cookie back in the place of `clear`, such as `middleware.LogoutHandler`. */
  readonly ends?: string;
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
      return script(
        'express',
        'Response',
        'response.cookie(SESSION_COOKIE, token, OPTIONS);',
        'response.clearCookie(SESSION_COOKIE, OPTIONS);',
      );
    case 'nestjs':
      // Its own types of what is answered belong to controllers, and guards and strategies read the cookie too.
      return unit.dependencies.has('@nestjs/platform-fastify')
        ? undefined
        : script('', 'CookieResponse', ...byHeader((header) => `response.appendHeader('Set-Cookie', ${header});`));
    case 'fastify':
      // Checks by @fastify/jwt read the cookie by that plugin, which is registered for them.
      return unit.dependencies.has('@fastify/cookie') || unit.dependencies.has('@fastify/jwt')
        ? script(
            'fastify',
            'FastifyReply',
            'response.setCookie(SESSION_COOKIE, token, OPTIONS);',
            'response.clearCookie(SESSION_COOKIE, OPTIONS);',
          )
        : script('fastify', 'FastifyReply', ...byHeader((header) => `response.header('Set-Cookie', ${header});`));
    case 'koa':
    case 'koa-router':
      return script('koa', 'Context', ...byHeader((header) => `response.append('Set-Cookie', ${header});`));
    case 'fastapi':
    case 'flask':
    case 'django':
    case 'django-rest-framework': {
      const ofFlask = unit.dependencies.has('flask-jwt-extended') ? flaskJwtCookie : flaskCookie;
      const text = framework === 'fastapi' ? fastapiCookie : framework === 'flask' ? ofFlask : djangoCookie;
      const read = framework === 'flask' ? 'authorization' : 'authorization_of';
      return { module: 'session_cookie', set: 'set_session_cookie', clear: 'clear_session_cookie', read, text };
    }
    case 'gin':
    case 'echo':
    case 'chi':
    case 'net-http':
    case 'gorilla-mux':
      return { module: 'sessioncookie', set: 'Set', clear: 'Clear', read: 'Authorization', text: goCookie };
    default:
      return undefined;
  }
}

/** A cookie with `HttpOnly` for one that has no method of its own. */
function byHeader(send: (header: string) => string): [string, string, string] {
  const attributes = 'Path=/; HttpOnly; Secure; SameSite=Lax';
  return [
    send(`\`\${SESSION_COOKIE}=\${encodeURIComponent(token)}; \${ATTRIBUTES}\``),
    send(`\`\${SESSION_COOKIE}=; \${ATTRIBUTES}; Max-Age=0\``),
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
    const reads = uses.has('authorizationOf');
    const exportedName = uses.has('SESSION_COOKIE') ? exported : '';
    const typed = (it: string): string => (isTyped ? it : '');
    const lines = [
      ...(isTyped && reads ? ["import type { IncomingHttpHeaders } from 'node:http';"] : []),
      ...(isTyped && from !== '' ? [`import type { ${type} } from '${from}';`] : []),
      ...(isTyped && (reads || from !== '') ? [''] : []),
      ...(isTyped && from === ''
        ? [`interface ${type} {`, '\tappendHeader(name: string, value: string): unknown;', '}', '']
        : []),
      `${exportedName}const SESSION_COOKIE = '${name}';`,
      '',
      '/** Scripts of the page cannot read it, and forms of other sites do not send it along. */',
      options.endsWith(';') ? options : `${options}${typed(' as const')};`,
      '',
      '/** Gives a browser the token of its session. */',
      `${exported}function setSessionCookie(response${typed(`: ${type}`)}, token${typed(': string')})${typed(': void')} {`,
      `\t${set}`,
      '}',
      ...(uses.has('clearSessionCookie')
        ? [
            '',
            '/** Ends the session of a browser. */',
            `${exported}function clearSessionCookie(response${typed(`: ${type}`)})${typed(': void')} {`,
            `\t${clear}`,
            '}',
          ]
        : []),
      ...(reads
        ? [
            '',
            '/** The Authorization header of a request; for browsers, which send none, made of their cookie. */',
            `${exported}function authorizationOf(request${typed(': { readonly headers: IncomingHttpHeaders }')})${typed(': string | undefined')} {`,
            '\tconst { authorization, cookie } = request.headers;',
            "\tconst pairs = cookie?.split('; ') ?? [];",
            `\tconst token = pairs.find((it) => it.startsWith(\`\${SESSION_COOKIE}=\`))?.slice(SESSION_COOKIE.length + 1);`,
            `\treturn authorization ?? (token && \`Bearer \${decodeURIComponent(token)}\`);`,
            '}',
          ]
        : []),
      ...(isRequired ? ['', `module.exports = { ${[...uses].sort().join(', ')} };`] : []),
      '',
    ];
    return lines.join('\n');
  };
  return { module: 'session-cookie', set: 'setSessionCookie', clear: 'clearSessionCookie', read: 'authorizationOf', text };
}

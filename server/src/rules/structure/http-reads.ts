import type { Span } from '#base/span.ts';
import { camelCase, snakeCase } from '#decisions/names.ts';
import type { CodeLanguage } from '#facts/code-facts.ts';

/** A value that a function takes out of a request, such as `req.params.id`. */
export interface HttpRead {
  readonly span: Span;
  /** The read with U+FFFC in the place of the request's name. */
  readonly form: string;
  /** What the value is called as a parameter. */
  readonly name: string;
  /** Absent where a language that does not ask for one says none. */
  readonly type?: string;
  /** It fails where a part of the request is not there, so that it must not come earlier than it did. */
  readonly mayFail: boolean;
}

interface Shape {
  /** Behind the name of the request; the first group that matches is the key. */
  readonly pattern: RegExp;
  readonly type?: string;
  /** For a value without a key. */
  readonly name?: string;
  readonly mayFail?: boolean;
}

const OPTIONAL_TEXT = 'string | undefined';

const SCRIPT: readonly Shape[] = [
  { pattern: /^\.params\.(\w+)/, type: 'string' },
  { pattern: /^\.params\[['"](\w+)['"]\]/, type: 'string' },
  { pattern: /^\.(?:get|header)\(\s*['"]([\w-]+)['"]\s*\)/, type: OPTIONAL_TEXT },
  { pattern: /^\.headers\.(authorization|host|origin|referer)\b/, type: OPTIONAL_TEXT },
  { pattern: /^\.headers\[['"](user-agent|content-type|if-none-match)['"]\]/, type: OPTIONAL_TEXT },
  { pattern: /^\.ip\b/, name: 'ip', type: OPTIONAL_TEXT },
  { pattern: /^\.(method|path|originalUrl|hostname|protocol)\b/, type: 'string' },
];

const PYTHON: readonly Shape[] = [
  { pattern: /^\.(?:path_params|view_args|GET|POST|query_params|args|form|cookies|COOKIES)\[["'](\w+)["']\]/, mayFail: true },
  { pattern: /^\.headers\[["']([\w-]+)["']\]/, type: 'str', mayFail: true },
  { pattern: /^\.headers\.get\(["']([\w-]+)["']\)/, type: 'str | None' },
  { pattern: /^\.(?:GET|POST|query_params|args|form|cookies|COOKIES)\.get\(["'](\w+)["']\)/ },
  { pattern: /^\.state\.(\w+)/, mayFail: true },
  { pattern: /^\.client\.(host)\b/, name: 'client_host', type: 'str', mayFail: true },
  { pattern: /^\.(path)\b/, type: 'str' },
  { pattern: /^\.(method)\b/ },
  { pattern: /^\.(user)\b/ },
];

const GO: readonly Shape[] = [
  { pattern: /^\.(?:Param|PathValue|Query|QueryParam|GetHeader|FormValue|PostForm)\("([\w-]+)"\)/, type: 'string' },
  { pattern: /^\.URL\.Query\(\)\.Get\("(\w+)"\)/, type: 'string' },
  { pattern: /^\.Header\.Get\("([\w-]+)"\)/, type: 'string' },
  { pattern: /^\.Request\(?\)?\.Context\(\)/, name: 'ctx', type: 'context.Context' },
  { pattern: /^\.Context\(\)/, name: 'ctx', type: 'context.Context' },
  { pattern: /^\.(?:ClientIP|RealIP)\(\)/, name: 'clientIP', type: 'string' },
  { pattern: /^\.URL\.(Path)\b/, name: 'path', type: 'string' },
  { pattern: /^\.(Method)\b/, name: 'method', type: 'string' },
];

/** The reads of a request between two offsets, in order; undefined where the request itself is used, or read in a form whose value is not known. */
export function httpReads(text: string, body: Span, request: string, language: CodeLanguage): readonly HttpRead[] | undefined {
  const shapes = language === 'go' ? GO : language === 'python' ? PYTHON : SCRIPT;
  const code = withoutComments(text.slice(body.start, body.end), language);
  const reads: HttpRead[] = [];
  for (const use of code.matchAll(new RegExp(`(?<![\\w$.'"-])${request}(?![\\w$])`, 'g'))) {
    const rest = code.slice(use.index + request.length);
    const found = shapes.flatMap((shape) => {
      const match = shape.pattern.exec(rest);
      return match ? [{ shape, match }] : [];
    })[0];
    if (!found) return undefined;
    const { shape, match } = found;
    const behind = rest.slice(match[0].length);
    // Written to, or called.
    if (/^\s*(?:=(?!=)|[-+*/|&]=|\+\+|--|\()/.test(behind)) return undefined;
    const start = body.start + use.index;
    reads.push({
      span: { start, end: start + request.length + match[0].length },
      form: `\uFFFC${match[0]}`,
      name: shape.name ?? nameOf(match[1] ?? '', language),
      ...(isWritable(shape.type, text) && { type: shape.type }),
      mayFail: shape.mayFail === true,
    });
  }
  return reads;
}

/** Python before 3.10 knows no `str | None`. */
function isWritable(type: string | undefined, text: string): type is string {
  return type !== undefined && (type !== 'str | None' || /\| None\b/.test(text));
}

/** `x-request-id` is a request id. */
function nameOf(key: string, language: CodeLanguage): string {
  const plain = key.replace(/^x-/i, '');
  return language === 'python' ? snakeCase(plain) : camelCase(plain);
}

/** The code with its comments left blank, and its plain strings too where they are not to be kept; offsets stay. */
export function withoutComments(code: string, language: CodeLanguage, { keepsStrings = true } = {}): string {
  const comment =
    language === 'python'
      ? /("""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|#[^\n]*/g
      : /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  return code.replace(comment, (it, string?: string) => {
    const isPlain = string === undefined || !/^`|\$\{|\{/.test(string);
    return string !== undefined && (keepsStrings || !isPlain) ? it : it.replace(/[^\n]/g, ' ');
  });
}

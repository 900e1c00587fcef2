import type { HttpRequest } from '#concepts/kinds/effects.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CallId, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import { enclosingFunction } from '#link/names.ts';

/** What becomes of the answer of a request: it is read without a look at its status, or anything else. */
export type AnswerUse = { readonly kind: 'read'; readonly how: string } | { readonly kind: 'other' };

const OTHER: AnswerUse = { kind: 'other' };

/** `text` is the text of the whole file; only the function around the request is looked through, and only where its answer is read. */
export function useOfAnswer(code: LiftedCode, request: HttpRequest, text: string): AnswerUse {
  const { facts } = code;
  const id = request.call;
  const call = id === undefined ? undefined : facts.calls[id];
  if (id === undefined || !call) return OTHER;
  if (call.use === 'receiver') return useOfChain(facts, id, text);
  const [name] = call.targets;
  if (name === undefined || !/^[\w$]+$/.test(name) || name === '_') return OTHER;
  const scope = enclosingFunction(facts, call.scope)?.id ?? 0;
  return useOfName(facts, call, scope, name, text, call.span.end);
}

/** `fetch(url).then((response) => response.json())`, `(await fetch(url)).json()`, `requests.get(url).json()`. */
function useOfChain(facts: CodeFacts, id: CallId, text: string): AnswerUse {
  const outer = facts.calls.find((it) => it.callee.receiver === id);
  const [member = ''] = outer?.callee.path ?? [];
  if (!outer) return OTHER;
  if (READ_CALL.test(member)) return { kind: 'read', how: member };
  const [handler] = outer.args;
  if (member !== 'then' || handler?.kind !== 'function') return OTHER;
  const name = facts.scopes[handler.scope]?.fn?.parameters[0]?.name ?? '';
  return /^[\w$]+$/.test(name) ? useOfName(facts, outer, handler.scope, name, text, 0) : OTHER;
}

/** `from`: what stands before it is not about this answer, except for what a name of an outer block is checked by afterwards. */
function useOfName(facts: CodeFacts, call: Call, scope: ScopeId, name: string, text: string, from: number): AnswerUse {
  const span = facts.scopes[scope]?.span;
  if (!span) return OTHER;
  const until = nextAnswer(facts, scope, name, from) ?? span.end;
  const read = facts.calls.find(
    (it) => isReadOf(it, name) && it.span.start >= Math.max(span.start, from) && it.span.end <= until,
  );
  const body = text.slice(Math.max(span.start, from), until);
  const how = read?.callee.path[1] ?? memberRead(facts, name, body);
  if (how === undefined) return OTHER;
  const escaped = name.replaceAll('$', '\\$');
  if (
    new RegExp(
      `\\b${escaped}\\s*[?!]?\\.\\s*(?:${CHECKED})\\b|\\{[^{}]*\\b(?:${CHECKED})\\b[^{}]*\\}\\s*=\\s*${escaped}\\b`,
    ).test(body)
  )
    return OTHER;
  if (isHandedOn(facts, scope, name)) return OTHER;
  if (facts.language === 'go' && /\.(?:Ok|OK|Success|Succeeded|Error|Errors|ErrorCode)\b/.test(body)) return OTHER;
  if (facts.language === 'python' && isReadWithCare(facts, call)) return OTHER;
  return read && (looksInside(read, body) || isParsed(facts, read)) ? OTHER : { kind: 'read', how };
}

const CHECKED =
  'ok|status|statusText|redirected|headers|type|clone|raise_for_status|status_code|is_success|is_error|reason|StatusCode|Status|is_client_error|is_server_error';

const READ_CALL = /^(json|text|blob|arrayBuffer|formData|read)$/;

function isReadOf({ callee }: Call, name: string): boolean {
  return callee.path.length === 2 && callee.path[0] === name && READ_CALL.test(callee.path[1] ?? '');
}

/** Python's `response.text` and Go's `response.Body`, other than for closing it. */
function memberRead(facts: CodeFacts, name: string, body: string): string | undefined {
  const member = facts.language === 'python' ? 'text|content' : facts.language === 'go' ? 'Body' : undefined;
  if (member === undefined) return undefined;
  return new RegExp(`\\b${name}\\.(${member})\\b(?!\\.Close)`).exec(body)?.[1];
}

/** Where the same name takes the answer of another call. */
function nextAnswer(facts: CodeFacts, scope: ScopeId, name: string, from: number): number | undefined {
  if (from === 0) return undefined;
  return facts.calls.find(
    (it) =>
      it.span.start > from &&
      it.targets[0] === name &&
      enclosingFunction(facts, it.scope)?.id === (scope === 0 ? undefined : scope),
  )?.span.start;
}

/** Whether somebody else is given the answer as a whole, or it is returned: `check(response)`. */
function isHandedOn(facts: CodeFacts, scope: ScopeId, name: string): boolean {
  const inside = (it: { readonly scope: ScopeId }) => scope === 0 || isWithin(facts, it.scope, scope);
  const isWhole = (it: { readonly kind: string; readonly path?: readonly string[] }) =>
    it.kind === 'reference' && it.path?.length === 1 && it.path[0] === name;
  return (
    facts.calls.some((it) => inside(it) && (it.args.some(isWhole) || it.keywords.some((one) => isWhole(one.value)))) ||
    facts.returns.some((it) => inside(it) && it.values.some(isWhole))
  );
}

/** Whether what was read says itself that something went wrong: `if (data.error)`. */
function looksInside(read: Call, body: string): boolean {
  const [name] = read.targets;
  if (name === undefined) return false;
  if (/^(error|errors|err|success|ok)$/.test(name) || read.targets.some((it) => /^(error|errors|success|ok)$/.test(it)))
    return true;
  if (!/^[\w$]+$/.test(name)) return false;
  const escaped = name.replaceAll('$', '\\$');
  return new RegExp(
    `\\b${escaped}\\??(?:\\.(?:error|errors|err|success|ok|status|statusCode|code|failed)\\b|\\[["'](?:error|errors|success|ok|status|code)|\\.get\\(["'](?:error|errors|success|ok|status|code))`,
  ).test(body);
}

/** `Schema.parse(await response.json())` refuses what is not the answer that was meant. */
function isParsed(facts: CodeFacts, read: Call): boolean {
  if (read.use !== 'argument') return false;
  // SvelteKit: what an action answers says itself whether it failed.
  const isActionResult = facts.imports.some((it) => it.module === '$app/forms' && it.local === 'deserialize');
  return facts.calls.some(
    (it) =>
      it.span.start <= read.span.start &&
      it.span.end >= read.span.end &&
      ((isActionResult && it.callee.path.join('.') === 'deserialize') ||
        /^(parse|safeParse|parseAsync|validate|validateSync|decode|cast)$/.test(it.callee.path.at(-1) ?? '')),
  );
}

/** In a `try` that expects that the answer may be something else. */
function isReadWithCare(facts: CodeFacts, call: Call): boolean {
  for (let at: ScopeId | undefined = call.scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const here = at;
    if (facts.scopes[at]?.fn) break;
    if (facts.scopes[at]?.kind !== 'try') continue;
    if (
      facts.scopes.some(
        (it) =>
          it.handler?.tryScope === here &&
          it.handler.types.some(
            (type) => EXPECTS_OTHER.test(type.path.at(-1) ?? '') || /ValueError|KeyError|JSONDecodeError/.test(type.text),
          ),
      )
    )
      return true;
  }
  return false;
}

const EXPECTS_OTHER = /^(ValueError|KeyError|JSONDecodeError)$/;

function isWithin(facts: CodeFacts, inner: ScopeId, outer: ScopeId): boolean {
  for (let at: ScopeId | undefined = inner; at !== undefined && at >= outer; at = facts.scopes[at]?.parent)
    if (at === outer) return true;
  return false;
}

import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { FunctionDetails, Parameter, ScopeId, TypeReference } from '#facts/code-facts.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isInside } from '../application-code.ts';

/** A place of a function's signature that names HTTP. */
export interface HttpUse {
  readonly place: 'parameter' | 'result';
  readonly text: string;
  readonly span: Span;
  /** True where the type is only passed to the framework's own helpers. */
  readonly isMild: boolean;
}

/** The first type of HTTP in the signature of a function; undefined where there is none. */
export function httpUse(
  workspace: Workspace,
  code: LiftedCode,
  id: ScopeId,
  fn: FunctionDetails,
  extra: readonly string[],
): HttpUse | undefined {
  const scope = code.facts.scopes[id]?.parent ?? 0;
  const isHttp = (type: TypeReference): boolean => {
    if (type.path.length === 0 || isOutgoing(type)) return false;
    if (extra.includes(type.path.at(-1) ?? '')) return true;
    return workspace.catalog.isHttpType(workspace.catalog.normalise(workspace.linker.typed(code.path, scope, type)));
  };
  for (const parameter of fn.parameters) {
    const { type, span, name } = parameter;
    const isWritten = type !== undefined && isHttp(type) && !isSent(code, id, name);
    if (isWritten) return { place: 'parameter', text: type.text, span, isMild: isOnlyHanded(code, id, parameter) };
  }
  const result = fn.results.find(isHttp);
  if (result) return { place: 'result', text: result.text, span: result.span, isMild: false };
  return untyped(code, id, fn);
}

/** Go's answers to own requests. */
function isOutgoing(type: TypeReference): boolean {
  return /^\*?http\.(Response|Client|Header|Cookie|RoundTripper|Handler|HandlerFunc)$/.test(type.text);
}

/** `client.Do(req)`, `fetch(request)`: a request of the application's own. */
function isSent(code: LiftedCode, id: ScopeId, name: string): boolean {
  return code.facts.calls.some(
    (it) =>
      /^(Do|do|fetch|RoundTrip|Set|Add|SetBasicAuth|Sign|sign\w*)$/.test(it.callee.path.at(-1) ?? '') &&
      (it.args.some((arg) => arg.kind === 'reference' && arg.path.length === 1 && arg.path[0] === name) ||
        (it.callee.path[0] === name && it.callee.path[1] === 'Header')) &&
      isInside(code, it.scope, id),
  );
}

/** Django's `messages.success(request, …)` and `login(request, user)` ask for the request; nothing else does. */
function isOnlyHanded(code: LiftedCode, id: ScopeId, { name }: Parameter): boolean {
  if (code.facts.language !== 'python') return false;
  const uses = code.facts.calls.filter((it) => it.mentions.includes(name) && isInside(code, it.scope, id));
  return uses.length > 0 && uses.every((it) => /^(messages|login|logout)$/.test(it.callee.path[0] ?? ''));
}

/** JavaScript without types: `(req, res)` in that order, and both used as what they are called. */
function untyped(code: LiftedCode, id: ScopeId, fn: FunctionDetails): HttpUse | undefined {
  const [request, response] = fn.parameters;
  if (code.facts.language !== 'javascript' || !request || !response || request.type || response.type) return undefined;
  if (!/^_?req(uest)?$/.test(request.name) || !/^_?res(ponse)?$|^reply$/.test(response.name)) return undefined;
  const answers = code.facts.calls.some(
    (it) =>
      it.callee.path[0] === response.name &&
      /^(status|json|send|cookie|set|redirect|render|end|code)$/.test(it.callee.path[1] ?? '') &&
      isInside(code, it.scope, id),
  );
  return answers
    ? { place: 'parameter', text: `${request.name}, ${response.name}`, span: request.span, isMild: false }
    : undefined;
}

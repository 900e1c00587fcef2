import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Binding, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { errorNamed } from '../errors/error-origin.ts';

export interface RawError {
  /** server: a text that came with the answer of a server. */
  readonly what: 'message' | 'server' | 'stack';
  /** As the code writes it. */
  readonly text: string;
  /** The name of the error itself. */
  readonly head: string;
}

/** The part of a value that is the raw text of an error; undefined where it is none, or where a function turns it into words. */
export function rawErrorIn(
  workspace: Workspace,
  code: LiftedCode,
  scope: ScopeId,
  value: Value,
  depth = 0,
): RawError | undefined {
  switch (value.kind) {
    case 'reference':
      return ofChain(workspace, code, scope, value.path, depth);
    case 'template':
      return firstOf(value.parts, (it) => rawErrorIn(workspace, code, scope, it, depth));
    case 'opaque':
      if (isToldApart(value.mentions)) return undefined;
      return firstOf(value.choices ?? [], (it) => rawErrorIn(workspace, code, scope, it, depth));
    case 'call': {
      const call = code.facts.calls[value.call];
      const name = call?.callee.path.join('.') ?? '';
      if (!call || value.path.length > 0 || call.callee.receiver !== undefined) return undefined;
      if (/^[\w$]+\.toString$/.test(name))
        return ofError(workspace, code, scope, [call.callee.path[0] ?? '', 'message'], `${name}()`);
      const [argument] = call.args;
      if (!argument || !/^(String|JSON\.stringify)$/.test(name) || argument.kind !== 'reference') return undefined;
      const found =
        ofError(workspace, code, scope, [...argument.path, 'message'], `${name}(${argument.path.join('.')})`) ??
        ofChain(workspace, code, scope, argument.path, depth);
      return found && { ...found, text: `${name}(${argument.path.join('.')})` };
    }
    default:
      return undefined;
  }
}

/** `error instanceof ShopError ? error.message : '…'`, and texts for developers alone. */
function isToldApart(mentions: readonly string[]): boolean {
  return mentions.some(
    (it) =>
      /^(process|__DEV__|is_?dev\w*|is_?prod\w*|debug)$/i.test(it) ||
      (/^[A-Z]\w*(Error|Exception)$/.test(it) && it !== 'AxiosError'),
  );
}

function ofChain(
  workspace: Workspace,
  code: LiftedCode,
  scope: ScopeId,
  path: readonly string[],
  depth: number,
): RawError | undefined {
  const found = ofError(workspace, code, scope, path, path.join('.'));
  if (found || path.length !== 1 || depth > 1) return found;
  // `const message = err.message;`
  const [name = ''] = path;
  for (let at: ScopeId | undefined = scope; at !== undefined && at > 0; at = code.facts.scopes[at]?.parent) {
    const bindings = code.facts.bindings.filter((it) => it.scope === at && it.name === name);
    const [binding] = bindings;
    if (!binding) continue;
    if (bindings.length > 1 || code.facts.assignments.some((it) => it.target.length === 1 && it.target[0] === name))
      return undefined;
    const { origin } = binding;
    if (origin.kind === 'value') return rawErrorIn(workspace, code, at, origin.value, depth + 1);
    return origin.kind === 'part' && origin.value.kind === 'reference' && origin.path.length > 0
      ? ofError(workspace, code, at, [...origin.value.path, ...origin.path], [...origin.value.path, ...origin.path].join('.'))
      : undefined;
  }
  return undefined;
}

function ofError(
  workspace: Workspace,
  code: LiftedCode,
  scope: ScopeId,
  path: readonly string[],
  text: string,
): RawError | undefined {
  const clean = path.filter((it) => it !== 'this');
  const [head = '', ...rest] = clean;
  const origin = errorNamed(workspace, code, scope, head);
  if (origin && !origin.isNarrow) return described(rest, text, head, true);
  const hook = origin ? undefined : hookResult(code, scope, head);
  if (hook === 'error') return described(rest, text, head, false);
  return hook === 'result' && rest[0] === 'error' ? described(rest.slice(1), text, head, false) : undefined;
}

const SERVER_TEXT =
  /^(response|res|body|error)\.(data|body|_data|error)(\.(message|error|detail|details|msg|title|description|error_description|non_field_errors|errors))?(\.message)?$|^data(\.(message|error|detail|msg|statusMessage))+$|^statusMessage$/;

function described(rest: readonly string[], text: string, head: string, isCaught: boolean): RawError | undefined {
  const members = rest.join('.');
  if (members === 'stack') return { what: 'stack', text, head };
  // A caught value that is shown whole is shown by its text.
  if (members === 'message' || members === 'reason' || (members === '' && isCaught)) return { what: 'message', text, head };
  return SERVER_TEXT.test(members) ? { what: 'server', text, head } : undefined;
}

/** What a hook for requests gives back: its `error`, or the whole result. Boundaries of errors get an error as a prop. */
function hookResult(code: LiftedCode, from: ScopeId, name: string): 'error' | 'result' | undefined {
  const { facts } = code;
  // A template stands outside of every function; what it names, the script declares somewhere.
  const isTemplate = from === 0 && facts.container !== undefined;
  for (let at: ScopeId | undefined = from; at !== undefined; at = facts.scopes[at]?.parent) {
    const binding = facts.bindings.find((it) => it.name === name && (it.scope === at || isTemplate));
    if (binding) return ofHook(code, binding);
    if (facts.scopes[at]?.fn?.parameters.some((it) => it.name === name)) return undefined;
  }
  return undefined;
}

/** Files of error pages and of boundaries, whose `error` is whatever was thrown below. */
const BOUNDARY = /(^|\/)(global-)?error\.[jt]sx$|error-?(boundary|fallback|layout|page)\.[jt]sx$|layout-?error\.[jt]sx$/i;

const REQUEST_HOOK = /^use(\w*(Query|Mutation|SWR|Fetch|AsyncData|Request|Axios|Async|Subscription|Action)|[A-Z]\w*)$/;

function ofHook(code: LiftedCode, { origin }: Binding): 'error' | 'result' | undefined {
  if (origin.kind !== 'value' && origin.kind !== 'part') return undefined;
  const { value } = origin;
  if (value.kind === 'call') {
    const name = code.facts.calls[value.call]?.callee.path.at(-1) ?? '';
    if (name === 'useRouteError') return 'error';
    if (!REQUEST_HOOK.test(name) || /^use(State|Ref|Memo|Selector|Store\w*|Form|Reducer|Context|Field\w*)$/.test(name))
      return undefined;
    if (origin.kind === 'value') return value.path.length === 0 ? 'result' : undefined;
    const part = [...value.path, ...origin.path].join('.');
    return /^(1\.)?error$/.test(part) ? 'error' : /^1$/.test(part) ? 'result' : undefined;
  }
  const isBoundary = BOUNDARY.test(code.path);
  return isBoundary && origin.kind === 'part' && value.kind === 'reference' && origin.path.at(-1) === 'error'
    ? 'error'
    : undefined;
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

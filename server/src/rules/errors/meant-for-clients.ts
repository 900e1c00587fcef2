import type { Notice, Response } from '#concepts/kinds/responses.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Return, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isInside } from '../application-code.ts';
import { rendersByStatus } from './echo-error-handler.ts';
import type { ErrorOrigin } from './error-origin.ts';
import type { ErrorText } from './error-text.ts';

interface MeantOptions {
  readonly allowIn4xx: boolean;
  readonly guards: readonly string[];
}

/** The status of an answer; a text for the next page has none. */
export function statusOf(answer: Response | Notice): number | undefined {
  return answer.kind === 'response' ? answer.status : undefined;
}

/** The text is meant for the client: the error is of a known class, was told apart, or comes from checking the request. */
export function isMeantForClients(
  workspace: Workspace,
  code: LiftedCode,
  response: Response | Notice,
  { what, origin }: ErrorText,
  options: MeantOptions,
): boolean {
  if (response.kind === 'response' && response.isRaised && isCaughtAgain(code, response.scope)) return true;
  if (response.kind === 'response' && response.isRaised && response.framework === 'echo' && rendersByStatus(workspace, code.path))
    return true;
  const status = statusOf(response);
  const is4xx = status !== undefined && status >= 400 && status < 500;
  if (is4xx && options.allowIn4xx && what !== 'stack') return true;
  if (status !== undefined && status < 400 && origin === undefined) return false;
  if (isGuarded(code, response.scope, origin, options.guards)) return true;
  if (!origin || what === 'stack') return false;
  if (origin.isNarrow && saysOwnSentence(workspace, code, origin, status)) return true;
  if (origin.isNarrow) return is4xx || (origin.isBuiltIn !== true && (status === undefined || origin.form === 'parameter'));
  if (code.facts.language !== 'go') return false;
  if (origin.call === undefined) return is4xx;
  // Where writing the answer failed, nobody is there to read another one.
  if (code.concepts.some((it) => it.kind === 'response' && it.call === origin.call)) return true;
  return (
    isOwnText(code, origin.call) ||
    givesOwnTexts(workspace, code, origin.call) ||
    (is4xx && !comesFromStorage(workspace, code, origin.call)) ||
    checksTheRequest(code, origin.call)
  );
}

/**
 * `except BlackoutPeriod as e: return jsonify(message=str(e)), 202`: a class of the project that no failure stands behind, or one
 * whose sentence stands in the class.
 */
function saysOwnSentence({ linker }: Workspace, { path, facts }: LiftedCode, { scope }: ErrorOrigin, status = 500): boolean {
  const types = facts.scopes[scope]?.handler?.types ?? [];
  return (
    types.length > 0 &&
    types.every((it) => {
      const own = linker.classOf(linker.reference(path, scope, it.path));
      return own !== undefined && (status < 400 || takesNoText(linker.names(own.path)?.facts, own.declaration.name));
    })
  );
}

function takesNoText(facts: LiftedCode['facts'] | undefined, name: string): boolean {
  const made = facts?.scopes.find((it) => it.fn?.owner === name && it.fn.name === '__init__')?.fn;
  return made?.parameters.every((it) => it.name === 'self' || it.name === made.receiver) ?? false;
}

/** `err := errors.New("…")`: the author's own words. */
function isOwnText(code: LiftedCode, id: number): boolean {
  const call = code.facts.calls[id];
  const name = call?.callee.path.join('.') ?? '';
  const [text, ...rest] = call?.args ?? [];
  return name === 'errors.New' || (name === 'fmt.Errorf' && rest.length === 0 && text?.kind !== 'template');
}

/** A function of the project, all of whose errors are the author's own words: `errors.New("…")` and sentinels. */
function givesOwnTexts(workspace: Workspace, code: LiftedCode, id: number): boolean {
  const declared = workspace.linker.functionOf(workspace.linker.callee(code.path, id));
  const file = declared && workspace.files.get(declared.path);
  if (!file || !isCode(file)) return false;
  const { facts } = file;
  const errors = facts.returns
    .filter((it) => enclosingFunction(facts, it.scope)?.id === declared.scope && !isPastItsCheck(file, it))
    .map((it) => it.values.at(-1))
    .filter((it) => !isNil(it));
  return (
    errors.length > 0 &&
    errors.every((it) => {
      if (it?.kind === 'call') return it.path.length === 0 && isOwnText(file, it.call);
      return it?.kind === 'reference' && /^Err[A-Z]/.test(it.path.at(-1) ?? '');
    })
  );
}

/** `return user, err` behind `if err != nil { return … }`: there is no error any more. */
function isPastItsCheck({ facts }: LiftedCode, { scope, values, span }: Return): boolean {
  const last = values.at(-1);
  const name = last?.kind === 'reference' && last.path.length === 1 ? last.path[0] : undefined;
  if (name === undefined || facts.scopes[scope]?.fn === undefined) return false;
  const source = facts.calls.findLast((it) => it.targets.includes(name) && it.span.end <= span.start);
  return (
    source !== undefined &&
    facts.scopes.some(
      (it) =>
        it.branch?.form === 'then' &&
        it.parent === scope &&
        it.span.end > source.span.end &&
        it.span.end <= span.start &&
        it.body.last === 'return' &&
        it.branch.text.replace(/\s+/g, '') === `${name}!=nil`,
    )
  );
}

function isNil(value: Value | undefined): boolean {
  return (value?.kind === 'literal' && value.value === null) || (value?.kind === 'reference' && value.path.join('.') === 'nil');
}

/** The error of a query, or of a function that runs one. */
function comesFromStorage(workspace: Workspace, code: LiftedCode, id: number): boolean {
  if (code.concepts.some((it) => it.kind === 'query' && it.call === id)) return true;
  const declared = workspace.linker.functionOf(workspace.linker.callee(code.path, id));
  const layer = declared && workspace.layerOf(declared.path)?.layer;
  return (
    layer === 'repository' || (declared !== undefined && workspace.files.get(declared.path)?.effects.has(declared.scope) === true)
  );
}

const CHECKS =
  /^(ShouldBind\w*|Bind\w*|MustBindWith|Validate\w*|ValidateStruct|Struct|Var|StructCtx|Decode\w*|Unmarshal\w*|Parse\w*|Atoi|ReadJSON|readJSON|FormFile|MultipartForm|BodyParser|QueryParser|ReadAll|New\w*ID|FromString)$/i;

/** Go: the request was not what it should be, and the text says how. */
function checksTheRequest(code: LiftedCode, call: number): boolean {
  const name = code.facts.calls[call]?.callee.path.at(-1) ?? '';
  return CHECKS.test(name) || /valid|verif|parse|bind|decode|sanit/i.test(name);
}

const PASSES_ON = /^(next|reject|throwErr\w*|handle\w*|rethrow\w*)$/;

/** What is raised inside of a `try` whose handler takes every error and raises none gets no further than that handler. */
function isCaughtAgain(code: LiftedCode, from: ScopeId): boolean {
  const { scopes, throws, calls } = code.facts;
  for (let at: ScopeId | undefined = from; at !== undefined; at = scopes[at]?.parent) {
    const here = at;
    // A declared function is called from elsewhere; one in an argument runs inside of the `try`, or is awaited there.
    if (scopes[at]?.fn && !scopes[at]?.fn?.argumentOf) return false;
    if (scopes[at]?.kind !== 'try') continue;
    const handler = scopes.findIndex((it) => it.handler?.tryScope === here && it.handler.types.length === 0);
    if (handler < 0) continue;
    const goesOn =
      throws.some((it) => isInside(code, it.scope, handler)) ||
      calls.some((it) => PASSES_ON.test(it.callee.path.at(-1) ?? '') && isInside(code, it.scope, handler));
    if (!goesOn) return true;
  }
  return false;
}

const GUARD =
  /instanceof|typeof\s+\w+\s*===?\s*['"]string|isinstance|errors\.(As|Is)\b|\.(name|code|type|kind|errno|isOperational|expose|isJoi|isBoom|isAxiosError|status|statusCode|errorCode|errors|details)\b|NODE_ENV|production|development|\b(DEBUG|debug|isDev\w*|isProd\w*|is_debug)\b|\bis[A-Z]\w*(Error|Exception)\b|(==|===|\bis)\s*[\w.]*Err[A-Z]?\w*|hasattr|getattr|statusCode|status_code/;

/** A condition between the answer and the place where the error came from tells errors apart. */
function isGuarded(code: LiftedCode, from: ScopeId, origin: ErrorOrigin | undefined, guards: readonly string[]): boolean {
  const { scopes } = code.facts;
  const end = origin?.scope ?? enclosingFunction(code.facts, from)?.id ?? 0;
  for (let at: ScopeId | undefined = from; at !== undefined && at > end; at = scopes[at]?.parent) {
    const branch = scopes[at]?.branch;
    if (!branch) continue;
    const text =
      branch.form === 'else'
        ? (scopes.find((it) => it.branch?.group === branch.group && it.branch.form !== 'else')?.branch?.text ?? '')
        : branch.text;
    if (branch.form === 'else' && !/production|NODE_ENV|debug|DEBUG|^!/.test(text)) continue;
    if (GUARD.test(text) || guards.some((it) => text.includes(it))) return true;
    if (branch.form === 'case' && GUARD.test(text)) return true;
  }
  return false;
}

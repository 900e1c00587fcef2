import { conceptsOf, isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CallId, Scope, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isInside, symbolAround } from '../application-code.ts';
import type { Detection } from '../rule.ts';
import { isMeant, neverFails } from './never-fails-in-go.ts';
import type { SwallowedData } from './swallowed.ts';
import { offersInGo } from './swallowed-fix-in-go.ts';

/** Go: results that are errors given to `_`, and error checks with nothing behind them. */
export function* swallowedInGo(code: LiftedCode, workspace: Workspace): Iterable<Detection<SwallowedData>> {
  for (const [id, call] of code.facts.calls.entries()) {
    if (call.targets.at(-1) !== '_' || isInLog(code, call) || writesAnswer(code, call) || tellsOfError(code, call)) continue;
    if (handsErrorOut(code, call)) continue;
    if (neverFails(workspace, code, call, workspace.linker.callee(code.path, id)) || isMeant(workspace, code, call)) continue;
    const isInput = readsRequestNumber(code, call);
    if (isInput ? isCheckedAfter(code, call) : !losesAnError(code, workspace, id, call) || isForAnErrorText(code, call)) continue;
    yield {
      ...(isInput && { severity: 'info' as const }),
      messageId: 'droppedResult',
      data: { call: call.callee.path.join('.') },
      path: code.path,
      at: { kind: 'span', span: call.span },
      symbol: symbolAround(code, call.scope),
      offers: offersInGo(workspace, code, call.scope),
    };
  }
  for (const [id, scope] of code.facts.scopes.entries()) {
    if (scope.kind !== 'branch' || scope.branch?.form !== 'then') continue;
    const error = /^\s*(\w*[eE]rr\w*)\s*!=\s*nil\s*$/.exec(scope.branch.text)?.[1];
    if (error === undefined || scope.body.statements > 0) continue;
    if (scope.body.hasComment && !onlyPromises(workspace, code, scope)) continue;
    const source = code.facts.calls.findLast(
      (it) => it.targets.includes(error) && it.span.end <= scope.bodySpan.start && isInside(code, scope.parent ?? 0, it.scope),
    );
    yield {
      messageId: 'emptyErrorCheck',
      data: { call: source?.callee.path.join('.') ?? error },
      path: code.path,
      at: { kind: 'span', span: scope.branch.conditionSpan },
      symbol: symbolAround(code, id),
      offers: offersInGo(workspace, code, id),
    };
  }
}

/** `// TODO: handle the error`: the comment gives no reason, it says that something is still to be done. */
function onlyPromises(workspace: Workspace, { path }: LiftedCode, { bodySpan }: Scope): boolean {
  const text = workspace.textOf(path)?.slice(bodySpan.start, bodySpan.end) ?? '';
  const comments = [...text.matchAll(/\/\/(.*)|\/\*([\s\S]*?)\*\//g)].map((it) => (it[1] ?? it[2] ?? '').trim());
  return comments.length > 0 && comments.every((it) => PROMISE.test(it));
}

const PROMISE =
  /^(todo|fixme|xxx)\b|^(handle|log|report|return|deal with|process)( (the|this|an?))? (err|error)\b[^;,]{0,12}$|^(error handling|\w{0,3})\W*$|^(log|fmt|slog|logger|panic)\b[.(]/i;

/** What is closed by a function of the project fails as harmlessly as a file does. */
const CLOSES = /(^|\.)(Close|Rollback|Shutdown|Flush|Sync)$/;
const HARMLESS =
  /(^|\.)(Close|Rollback|Fprint\w*|Write|WriteString|WriteByte|WriteRune|Wait|RowsAffected|Sync|Flush|Parse\w*|Atoi|Copy|Load|Get|Lookup\w*|Setenv|MarkFlag\w*|Render|Append|Add|Finish|OpenURL|Open[A-Z]\w*Browser|WriteErr|Print\w*|Log|CompareHashAndPassword|RegisterFlagCompletionFunc|Bind[A-Z]*PFlag|Help|Usage|Signal|Kill|Unsetenv|Shutdown|Remove|RemoveAll|Release|Destroy|Walk|Error|Set\w*Deadline)$/;
/** Calls of the standard library and of drivers whose last result is an error that matters. */
const MATTERS =
  /(^|\.)(FormFile|Open|OpenFile|Create|ReadFile|ReadDir|NewRequest|NewRequestWithContext|DB|Exec|ExecContext|NamedExec|NamedExecContext|Commit|Decode|WriteFile|MkdirAll|SignedString|Scan|Unmarshal|ReadAll|GenerateFromPassword|Query|QueryContext|QueryRow)$/;

function losesAnError(code: LiftedCode, workspace: Workspace, id: CallId, call: Call): boolean {
  const name = call.callee.path.join('.');
  const meaning = workspace.linker.callee(code.path, id);
  const declared = workspace.linker.functionOf(meaning);
  if (declared) {
    if (CLOSES.test(name)) return false;
    const file = workspace.files.get(declared.path);
    if (!file || !isCode(file)) return false;
    const results = file.facts.scopes[declared.scope]?.fn?.results ?? [];
    const layer = workspace.layerOf(declared.path)?.layer;
    return (
      !logsItsErrors(file, declared.scope) &&
      results.at(-1)?.path.join('.') === 'error' &&
      results.length === call.targets.length &&
      (layer === 'service' || layer === 'repository' || layer === 'model')
    );
  }
  if (
    HARMLESS.test(name) ||
    /^(?:pem\.Decode|term\.Restore|(?:syscall|unix)\.Flock)$/.test(name) ||
    hasKnownLevel(call) ||
    call.args.some(isRollback) ||
    call.args.some(isRepeatable) ||
    writesToMemory(code, workspace, call)
  )
    return false;
  const isQuery = code.concepts.some(
    (it) => it.call === id && (it.kind === 'query' || it.kind === 'http-request' || it.kind === 'risky-call'),
  );
  // Only a part of an answer is read, to say what was wrong; or nothing is kept at all, which a statement to a database must not be.
  const keepsNothing = call.targets.length > 1 && call.targets.every((it) => it === '_');
  if (call.args.some((it) => isLimited(code, it)) || (keepsNothing && !isQuery)) return false;
  // `_ = f()` is written to quiet a linter; what a lone blank name takes is an error but for the harmless calls.
  if (call.targets.length === 1 && meaning.kind === 'external') return !isConversion(call);
  // What is made anew comes with an error.
  if (call.targets.length === 2 && meaning.kind === 'external' && /(^|\.)New[A-Z]?\w*$/.test(name)) return true;
  return isQuery || (meaning.kind === 'external' && MATTERS.test(name));
}

/** `_ = render.JSON(w, report)`: where writing the answer fails, nobody is left to be told. */
function writesAnswer({ facts }: LiftedCode, call: Call): boolean {
  // `_ = json.NewEncoder(w).Encode(report)`
  const encoder = call.callee.receiver === undefined ? undefined : facts.calls[call.callee.receiver];
  const [first] = encoder && call.callee.path.at(-1) === 'Encode' ? encoder.args : call.args;
  if (call.targets.length !== 1 || first?.kind !== 'reference' || first.path.length !== 1) return false;
  const parameters = enclosingFunction(facts, call.scope)?.fn.parameters ?? [];
  return parameters.some((it) => it.name === first.path[0] && it.type?.path.join('.') === 'http.ResponseWriter');
}

/** `_ = db.Update(func(tx *Tx) error { order, err = find(tx); return err })`: the function around has the error already. */
function handsErrorOut(code: LiftedCode, { args }: Call): boolean {
  const { calls, bindings } = code.facts;
  return args.some(
    (given) =>
      given.kind === 'function' &&
      calls.some(({ scope, targets }) => {
        const name = isInside(code, scope, given.scope) ? targets.find((it) => /^err\b|Err(or)?$/.test(it)) : undefined;
        return name !== undefined && !bindings.some((it) => it.name === name && isInside(code, it.scope, given.scope));
      }),
  );
}

/** In `sendErrorMessage`, the other side is told of an error; where that fails, nobody is left to be told. */
function tellsOfError({ facts }: LiftedCode, call: Call): boolean {
  const name = enclosingFunction(facts, call.scope)?.fn.name ?? '';
  return (
    call.targets.length === 1 && /^(send|write|reply|respond)\w*Err(or)?/i.test(name) && SENDS.test(call.callee.path.at(-1) ?? '')
  );
}

const SENDS = /^(Write|Send|Reply|Respond|Encode|Emit|Publish)/;

/** The function has written its errors to the log before it gives them back. */
function logsItsErrors(file: LiftedCode, scope: ScopeId): boolean {
  return conceptsOf(file, 'log').some(
    (it) => isInside(file, it.scope, scope) && /[eE]rr\w*\s*!=\s*nil/.test(file.facts.scopes[it.scope]?.branch?.text ?? ''),
  );
}

/** The methods of what writes a log: a core of zap, a hook of logrus, a handler of slog. */
const LOG_METHODS: readonly (readonly string[])[] = [
  ['Write', 'Enabled', 'Sync'],
  ['Fire', 'Levels'],
  ['Handle', 'WithAttrs', 'WithGroup'],
];

/** What writes the log has no log to say that it fails. */
function isInLog({ facts, path }: LiftedCode, call: Call): boolean {
  if (/(^|\/)(log|logs|logger|logging)\//.test(path) && call.targets.every((it) => it === '_')) return true;
  const owner = enclosingFunction(facts, call.scope)?.fn.owner;
  if (owner === undefined) return false;
  const methods = new Set(facts.scopes.flatMap((it) => (it.fn?.owner === owner ? [it.fn.name] : [])));
  return LOG_METHODS.some((names) => names.every((it) => methods.has(it)));
}

/** `id, _ := strconv.Atoi(c.Param("id"))`: a malformed number of the request silently becomes 0. */
function readsRequestNumber(code: LiftedCode, call: Call): boolean {
  if (
    !/^(strconv\.(Atoi|ParseInt|ParseUint|ParseFloat)|time\.Parse\w*|uuid\.Parse)$/.test(call.callee.path.join('.')) ||
    call.targets.length !== 2
  )
    return false;
  return call.args.some((it) => {
    if (it.kind !== 'call') return false;
    return /^(Param|Query|DefaultQuery|PostForm|PathValue|FormValue|QueryParam|URLParam|Vars|Get)$/.test(
      code.facts.calls[it.call]?.callee.path.at(-1) ?? '',
    );
  });
}

/** `if id < 1 { return … }`: the number that is none is caught as a number that is too small. */
function isCheckedAfter(code: LiftedCode, call: Call): boolean {
  const [target = ''] = call.targets;
  const check = new RegExp(`\\b${target}\\s*(<=?|==)\\s*[01]\\b`);
  return code.facts.scopes.some(
    (it) => it.branch?.form === 'then' && it.parent === call.scope && it.body.last === 'return' && check.test(it.branch.text),
  );
}

/** What was read only goes into the text of an error that is there already. */
function isForAnErrorText(code: LiftedCode, call: Call): boolean {
  const [target = '_'] = call.targets;
  if (call.targets.length !== 2 || target === '_') return false;
  return code.facts.calls.some(
    (it) =>
      it.scope === call.scope &&
      it.span.start > call.span.end &&
      it.mentions.includes(target) &&
      /^(Errorf|Wrapf?|New|NewHTTPError)$/.test(it.callee.path.at(-1) ?? ''),
  );
}

/** `var _ Shape = (*Circle)(nil)`, `var _ Conn = (*pgx.Conn)(nil)`: asks the compiler a question. */
function isConversion(call: Call): boolean {
  const isNil = call.args.length === 1 && call.args[0]?.kind === 'literal' && call.args[0].value === null;
  return isNil && (call.scope === 0 || !call.callee.path[1]);
}

/** A buffer and a text builder take whatever is written; a terminal that does not, has nobody to tell. */
function writesToMemory(code: LiftedCode, workspace: Workspace, call: Call): boolean {
  return call.args.slice(0, 1).some((it) => {
    if (it.kind === 'reference' && /^os\.Std(out|err)$/.test(it.path.join('.'))) return true;
    if (it.kind === 'reference' && isNewBuffer(code, it.path[0])) return true;
    const meaning = workspace.linker.value(code.path, call.scope, it);
    return (
      meaning.kind === 'external' &&
      /^(bytes\.(Buffer|NewBuffer|NewBufferString|NewReader)|strings\.(Builder|NewReader))\b/.test(
        `${meaning.module}.${meaning.chain.join('.')}`,
      )
    );
  });
}

/** `buf := new(bytes.Buffer)` */
function isNewBuffer({ facts }: LiftedCode, name: string | undefined): boolean {
  return facts.calls.some(
    ({ callee, targets, args: [type] }) =>
      targets[0] === name &&
      callee.path.join('.') === 'new' &&
      type?.kind === 'reference' &&
      /^(bytes\.Buffer|strings\.Builder)$/.test(type.path.join('.')),
  );
}

/** `gzip.NewWriterLevel(w, gzip.BestSpeed)`: levels by the names of the package are all valid. */
function hasKnownLevel(call: Call): boolean {
  const level = call.args[1];
  return /(^|\.)NewWriterLevel$/.test(call.callee.path.join('.')) && level?.kind === 'reference' && level.path.length === 2;
}

/** `io.LimitReader(…)` and `io.Discard`. */
function isLimited(code: LiftedCode, it: Value): boolean {
  if (it.kind === 'call') return code.facts.calls[it.call]?.callee.path.join('.') === 'io.LimitReader';
  return it.kind === 'reference' && it.path.join('.') === 'io.Discard';
}

/** `ALTER TABLE … ADD …`: it fails each time but the first, which is meant where nobody looks. */
function isRepeatable(it: Value): boolean {
  return (
    it.kind === 'literal' && typeof it.value === 'string' && /^\s*alter\s+table\b(?!.*\bif\s+(not\s+)?exists\b)/is.test(it.value)
  );
}

function isRollback(it: Value): boolean {
  return it.kind === 'literal' && typeof it.value === 'string' && /^\s*rollback\b/i.test(it.value);
}

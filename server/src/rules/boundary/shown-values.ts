import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Binding, Call, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** A value that people see. */
export interface ShownValue {
  readonly value: Value;
  readonly scope: ScopeId;
  readonly span: Span;
  /** Where they see it, for a sentence: `a message box`. */
  readonly place: string;
  readonly isAttribute?: boolean;
}

/** What the markup shows, what goes into messages, and what is put into a state that the markup shows. */
export function* shownValues(workspace: Workspace, code: LiftedCode): Iterable<ShownValue> {
  const { facts } = code;
  for (const { value, scope, span, attribute } of facts.rendered ?? [])
    yield attribute === undefined
      ? { value, scope, span, place: 'the markup' }
      : { value, scope, span, place: `\`${attribute}\``, isAttribute: true };
  const shown = renderedHeads(code);
  for (const [id, call] of facts.calls.entries()) {
    const place =
      messagePlace(workspace, code, id, call) ??
      (setsShownState(code, call, shown) ? 'the state that the markup shows' : undefined);
    if (place === undefined) continue;
    for (const value of textsOf(call)) yield { value, scope: call.scope, span: call.span, place };
  }
  // Angular keeps the markup of a component in a file of its own.
  const hasTemplate = facts.classes.some((it) => it.decorators.some((decorator) => decorator.path.at(-1) === 'Component'));
  for (const { target, value, scope, span } of facts.assignments) {
    const name = target.filter((it) => it !== 'this' && it !== 'value').join('.');
    const isShown = shown.has(name) || (hasTemplate && target[0] === 'this' && target.length === 2);
    if (isShown && ERROR_STATE.test(name)) yield { value, scope, span, place: 'the state that the markup shows' };
  }
}

const MESSAGE =
  /^(toast|toast\.(error|warn|warning|info|message)|message\.(error|warning|warn)|notification\.(error|warning|open)|notify|notify\.error|notifications\.(show|error)|enqueueSnackbar|showToast|showError|showSnackbar|openSnackbar|alert|window\.alert|Swal\.fire|swal|swal\.fire|ElMessage|ElMessage\.error|ElNotification|ElNotification\.error|Notify\.create|showNotification|addToast|setToast|setSnackbar|Alert\.alert|\$toast\.\w+|\$message\.\w+|\$notify\.\w+|\$notify|\$message|snackBar\.open|toastr\.error|toastService\.\w+|messageService\.add|form\.setError|setError)$/;

/** A call that puts a text before people's eyes. */
function messagePlace(workspace: Workspace, code: LiftedCode, id: number, call: Call): string | undefined {
  if (call.callee.receiver !== undefined || call.args.length === 0) return undefined;
  const path = call.callee.path.filter((it) => it !== 'this');
  const name = path.join('.');
  const last = path.slice(-2).join('.');
  if (!MESSAGE.test(name) && (path.length < 3 || !MESSAGE.test(last))) return undefined;
  // `setError` of a form takes the field first; of a state it is looked at there.
  if (/(^|\.)setError$/.test(name))
    return call.args.length > 1 && call.args[0]?.kind === 'literal' && call.args[0].value === 'root' ? 'the form' : undefined;
  const meaning = workspace.linker.callee(code.path, id);
  // `message` and `notify` are names of many things; what the workspace declares is looked at by its own code.
  if (meaning.kind === 'local' && /^(message|notify)/.test(name)) return undefined;
  return `\`${name}\``;
}

/** The first argument, and the texts of an options object. */
function textsOf(call: Call): Value[] {
  return call.args
    .slice(0, 3)
    .flatMap((it): readonly Value[] =>
      it.kind === 'object'
        ? it.entries
            .filter((entry) => /^(message|description|text|title|content|detail|html|body|summary)$/.test(entry.key))
            .map((entry) => entry.value)
        : it.kind === 'function'
          ? []
          : [it],
    );
}

const ERROR_STATE = /err|message|msg|alert|notice|fail|problem/i;

/** `const [error, setError] = useState()` with `{error}` in the markup. */
function setsShownState(code: LiftedCode, call: Call, shown: ReadonlySet<string>): boolean {
  const [setter] = call.callee.path;
  if (setter === undefined || call.callee.path.length !== 1 || call.callee.receiver !== undefined || !/^set[A-Z]/.test(setter))
    return false;
  const binding = code.facts.bindings.find((it) => it.name === setter && isPart(it, '1'));
  if (!binding) return false;
  const state = code.facts.bindings.find((it) => it.statement.start === binding.statement.start && isPart(it, '0'));
  return state !== undefined && shown.has(state.name);
}

function isPart({ origin }: Binding, part: string): boolean {
  return origin.kind === 'part' && origin.path.length === 1 && origin.path[0] === part;
}

/** The names, and the names of members of `this`, that the markup shows as they are. */
function renderedHeads(code: LiftedCode): Set<string> {
  const heads = new Set<string>();
  const add = (value: Value): void => {
    if (value.kind === 'reference') heads.add(value.path.filter((it) => it !== 'this').join('.'));
    else if (value.kind === 'opaque') for (const it of value.choices ?? []) add(it);
    else if (value.kind === 'template') for (const it of value.parts) add(it);
    else if (value.kind === 'call') {
      // `{error()}` reads a signal.
      const call = code.facts.calls[value.call];
      if (call && call.args.length === 0) heads.add(call.callee.path.join('.'));
    }
  };
  for (const it of code.facts.rendered ?? []) add(it.value);
  return heads;
}

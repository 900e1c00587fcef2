import type { Response } from '#concepts/kinds/responses.ts';
import { conceptsOf, isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import { statusOf } from '#concepts/messages/http-status.ts';
import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Longer ways from a handler to the answer are not followed: `respondError` → `respondJSON` → `write`. */
const MAX_STEPS = 3;

/**
 * Go: the calls that hand the text of an error to a function of the workspace which puts it into an answer, as answers of their
 * own; `respondError(w, http.StatusInternalServerError, err.Error())`. The status is that of the function, or one among the arguments.
 */
export function* passedAnswers(workspace: Workspace, code: LiftedCode): Iterable<Response> {
  if (code.facts.language !== 'go') return;
  for (const [id, call] of code.facts.calls.entries()) {
    const index = call.args.findIndex((it) => isErrorCall(code.facts, it));
    const body = call.args[index];
    if (!body || code.concepts.some((it) => it.call === id)) continue;
    const declared = workspace.linker.functionOf(workspace.linker.callee(code.path, id));
    const answer = declared && answerWith(workspace, declared.path, declared.scope, index, 1);
    if (!answer) continue;
    const status = answer.status ?? call.args.map(statusOf).find((it) => it !== undefined);
    const { framework } = answer;
    yield {
      kind: 'response',
      framework,
      scope: call.scope,
      span: call.span,
      call: id,
      body,
      isRaised: false,
      ...(status !== undefined && { status }),
    };
  }
}

/** `err.Error()` */
function isErrorCall({ calls }: CodeFacts, value: Value): boolean {
  if (value.kind !== 'call' || value.path.length > 0) return false;
  const callee = calls[value.call]?.callee;
  return callee?.receiver === undefined && callee?.path.length === 2 && callee.path[1] === 'Error';
}

/** The answer that a function always gives with its parameter number `index` in the body; undefined where it does not. */
function answerWith(workspace: Workspace, path: string, scope: ScopeId, index: number, step: number): Response | undefined {
  const file = workspace.files.get(path);
  if (!file || !isCode(file)) return undefined;
  const { facts } = file;
  const parameter = facts.scopes[scope]?.fn?.parameters[index]?.name;
  if (parameter === undefined || parameter === '' || parameter === '_') return undefined;
  const names = namesWith(facts, scope, parameter);
  const holds = (value: Value): boolean => mentions(facts, value, names);
  const own = conceptsOf(file, 'response').find((it) => it.scope === scope && it.body && holds(it.body));
  if (own || step >= MAX_STEPS) return own;
  for (const [id, call] of facts.calls.entries()) {
    if (call.scope !== scope) continue;
    const next = call.args.findIndex(holds);
    if (next < 0) continue;
    const declared = workspace.linker.functionOf(workspace.linker.callee(path, id));
    const answer = declared && answerWith(workspace, declared.path, declared.scope, next, step + 1);
    if (answer) return answer;
  }
  return undefined;
}

/** The parameter, and the variables of the function that are made of it: `body, err := json.Marshal(payload)`. */
function namesWith(facts: CodeFacts, scope: ScopeId, parameter: string): ReadonlySet<string> {
  const names = new Set([parameter]);
  for (const { name, origin, scope: at } of facts.bindings) {
    if (enclosingFunction(facts, at)?.id !== scope || /^_$|[eE]rr/.test(name)) continue;
    if ((origin.kind === 'value' || origin.kind === 'part') && mentions(facts, origin.value, names)) names.add(name);
  }
  return names;
}

function mentions(facts: CodeFacts, value: Value, names: ReadonlySet<string>): boolean {
  switch (value.kind) {
    case 'reference':
      return names.has(value.path[0] ?? '');
    case 'template':
      return value.parts.some((it) => mentions(facts, it, names));
    case 'object':
      return value.entries.some((it) => mentions(facts, it.value, names));
    case 'array':
      return value.items.some((it) => mentions(facts, it, names));
    case 'call':
      return facts.calls[value.call]?.args.some((it) => mentions(facts, it, names)) === true;
    case 'opaque':
      return value.mentions.some((it) => names.has(it));
    default:
      return false;
  }
}

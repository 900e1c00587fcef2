import type { Span } from '#base/span.ts';
import type { InputRead } from '#concepts/kinds/input.ts';
import { conceptsOf, isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Binding, CallId, Parameter, ScopeId } from '#facts/code-facts.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isInside } from '../application-code.ts';
import { derived, isChecked } from './input-evidence.ts';
import { wayTo } from './way-to-handler.ts';

const LIMIT = /^(limit|per_?page|page_?size|take|max_?results|page_?limit|perPage|pageSize)$/i;

/** A number of rows that comes from the client and that nothing bounds; undefined where there is none. */
export function freeLimit(
  workspace: Workspace,
  code: LiftedCode,
  handler: ScopeId,
): { readonly name: string; readonly span: Span } | undefined {
  const parameter = code.facts.language === 'python' ? freeParameter(code, handler) : undefined;
  const reads: InputRead[] = parameter
    ? [
        {
          kind: 'input-read',
          framework: 'language',
          scope: handler,
          span: parameter.span,
          source: 'query',
          text: '',
          names: [parameter.name],
        },
      ]
    : conceptsOf(code, 'input-read').filter(
        (it) => it.source === 'query' && LIMIT.test(it.key ?? '') && isInside(code, it.scope, handler),
      );
  const [first] = reads;
  if (!first) return undefined;
  const besides = new Set(code.facts.bindings.filter((it) => isGoError(code, it)).map((it) => it.name));
  const names = new Set(reads.flatMap((it) => it.names));
  for (const it of code.facts.bindings) {
    const holdsRead = reads.some((read) => read.span.start >= it.statement.start && read.span.end <= it.statement.end);
    if (holdsRead && isInside(code, it.scope, handler)) names.add(it.name);
  }
  for (const it of derived({ code, handler }, names)) names.add(it);
  for (const it of besides) names.delete(it);
  const isBounded = code.facts.calls.some(
    (it, id) =>
      isInside(code, it.scope, handler) &&
      (it.callee.path.some((name) => BOUNDS.test(name)) ||
        (it.mentions.some((name) => names.has(name)) && isBoundedThere(workspace, code, id))),
  );
  const isLookedAt = code.facts.scopes.some(
    (it, id) =>
      it.branch !== undefined &&
      id > handler &&
      isInside(code, id, handler) &&
      it.branch.condition.some((path) => names.has(path[0] ?? '')),
  );
  if (isBounded || isLookedAt) return undefined;
  // It must reach something: a query, or a function that makes one.
  const isUsed = code.facts.calls.some(
    (it) =>
      isInside(code, it.scope, handler) &&
      !/^(parseInt|Number|int|Atoi|ParseInt|len|print)$/.test(it.callee.path.at(-1) ?? '') &&
      it.mentions.some((name) => names.has(name)),
  );
  if (!isUsed || wayTo(workspace, code, handler).isChecked) return undefined;
  const input = { workspace, code, handler, reads: reads.map((it) => ({ ...it, names: [...names] })), besides };
  return isChecked(input) ? undefined : { name: first.key ?? first.names[0] ?? 'limit', span: first.span };
}

const BOUNDS = /^(min|clamp|bound\w*|Min|Clamp|parse\w*(Limit|Page\w*))$/;

/** The function that is given the number bounds it: `{"limit": min(limit, 500)}` in a repository. */
function isBoundedThere(workspace: Workspace, code: LiftedCode, call: CallId): boolean {
  const found = workspace.linker.functionOf(workspace.linker.callee(code.path, call));
  const file = found && workspace.files.get(found.path);
  if (!file || !isCode(file)) return false;
  return file.facts.calls.some(
    (it) =>
      isInside(file, it.scope, found.scope) &&
      /^(?:Math\.)?(?:min|clamp|Min|Clamp)$/.test(it.callee.path.join('.')) &&
      it.mentions.some((name) => LIMIT.test(name)),
  );
}

/** `err` of `limit, err := strconv.Atoi(…)`: to ask about it bounds nothing. */
function isGoError({ facts }: LiftedCode, { name, origin }: Binding): boolean {
  return facts.language === 'go' && origin.kind === 'part' && origin.path.length > 0 && /^(?:err|ok)\w*$|Err$/.test(name);
}

/** `limit: int = 100`, `limit: int = Query(100)` without `le`. */
function freeParameter(code: LiftedCode, handler: ScopeId): Parameter | undefined {
  const fn = code.facts.scopes[handler]?.fn;
  if (!fn || !conceptsOf(code, 'route').some((it) => it.handler === handler && it.framework === 'fastapi')) return undefined;
  return fn.parameters.find(({ name, type, defaultValue }) => {
    if (
      !LIMIT.test(name) ||
      !/^(int|Optional\[int\]|int \| None|NonNegativeInt|PositiveInt)$/.test(type?.text ?? '') ||
      (type?.annotations?.length ?? 0) > 0
    )
      return false;
    if (defaultValue?.kind === 'literal' || defaultValue === undefined) return true;
    const call = defaultValue.kind === 'call' ? code.facts.calls[defaultValue.call] : undefined;
    return call?.callee.path.at(-1) === 'Query' && !call.keywords.some((it) => /^(le|lt)$/.test(it.name)) && !call.isOpen;
  });
}

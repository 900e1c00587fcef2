import type { Call, CodeFacts } from '#facts/code-facts.ts';
import { afterStatement } from '#fixes/statements.ts';
import { styleOf } from '#fixes/text-style.ts';
import { enclosingFunction } from '#link/names.ts';
import type { TextChange } from '#snippets/text-change.ts';

/**
 * Returns an error for a status of 400 and more: below `defer resp.Body.Close()`, in the form in which the function returns the error of the request.
 * Undefined where it does something else with that error, or where the body is not closed there.
 */
export function goStatusCheck(facts: CodeFacts, text: string, call: Call): readonly TextChange[] | undefined {
  const [answer = '', error = ''] = call.targets;
  const local = facts.imports.find((it) => it.module === 'net/http')?.local ?? 'http';
  if (!/^\w+$/.test(answer) || !/^\w+$/.test(error) || answer === '_' || error === '_' || local !== 'http') return undefined;
  if (hides(facts, 'fmt') || hides(facts, 'http')) return undefined;
  const test = new RegExp(`^\\s*if ${error} != nil \\{`).exec(text.slice(call.statement.end));
  if (!test) return undefined;
  const bodyStart = call.statement.end + test[0].length;
  const handled = facts.scopes.findIndex((it) => it.kind === 'branch' && it.bodySpan.start === bodyStart);
  const branch = facts.scopes[handled];
  const results = enclosingFunction(facts, call.scope)?.fn.results ?? [];
  const returned = facts.returns.filter((it) => it.scope === handled).at(-1);
  const last = returned?.values.at(-1);
  if (!branch || !returned || !last || results.at(-1)?.text !== 'error' || returned.values.length !== results.length)
    return undefined;
  const closed = closing(facts, text, branch.span.end, answer);
  if (!closed) return undefined;
  const others = text.slice(returned.span.start, last.span.start);
  if (others.includes('\n')) return undefined;
  // `fmt.Errorf("fetch rates: %w", err)` says already what was done.
  const said = /^fmt\.Errorf\("([^"\\%]*): %[wvs]", \w+\)$/.exec(text.slice(last.span.start, last.span.end))?.[1];
  const message = `fmt.Errorf("${said === undefined ? '' : `${said}: `}unexpected status %s", ${answer}.Status)`;
  const check = `if ${answer}.StatusCode >= http.StatusBadRequest {\n\t${others}${message}\n}`;
  const put = afterStatement(text, closed, check, styleOf(text, 'go'));
  return put && [put];
}

/** `defer resp.Body.Close()`, in a function of its own too, right behind an offset. */
function closing(
  facts: CodeFacts,
  text: string,
  from: number,
  answer: string,
): { readonly start: number; readonly end: number } | undefined {
  const rest = text.slice(from);
  const plain = new RegExp(`^(?:\\s|//[^\\n]*\\n)*(defer ${answer}\\.Body\\.Close\\(\\))`).exec(rest);
  const start = plain ? from + plain[0].length - (plain[1] ?? '').length : undefined;
  if (plain && start !== undefined) return { start, end: from + plain[0].length };
  const wrapped = /^(?:\s|\/\/[^\n]*\n)*defer (?=func\()/.exec(rest);
  const opened = wrapped ? from + wrapped[0].length : -1;
  const own = facts.scopes.find((it) => it.kind === 'function' && it.span.start === opened);
  if (!own || !text.slice(own.span.start, own.span.end).includes(`${answer}.Body.Close()`)) return undefined;
  const arguments_ = /^\([\w.]*\)/.exec(text.slice(own.span.end))?.[0];
  return arguments_ === undefined ? undefined : { start: opened, end: own.span.end + arguments_.length };
}

/** A variable or parameter of this name would hide the package. */
function hides({ bindings, scopes }: CodeFacts, name: string): boolean {
  return (
    bindings.some((it) => it.name === name) || scopes.some(({ fn }) => fn?.parameters.some((it) => it.name === name) === true)
  );
}

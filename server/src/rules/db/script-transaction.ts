import { escaped } from '#base/regular-expression.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call } from '#facts/code-facts.ts';
import { deeper } from '#fixes/block-lines.ts';
import { changeOf, type Fix } from '#fixes/edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { freeName } from '#fixes/free-name.ts';
import { indentAt } from '#fixes/statements.ts';
import type { TextChange } from '#snippets/text-change.ts';
import { applyTextChanges } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isInside } from '../application-code.ts';
import { type Story, type StoryLines, WRAP } from './transaction-story.ts';

/** The call that opens a transaction, by library, and how a query says on what it runs. */
const LIBRARIES: Readonly<Record<string, { readonly opens: string; readonly names: readonly string[] }>> = {
  prisma: { opens: '$transaction', names: ['tx', 'transaction'] },
  drizzle: { opens: 'transaction', names: ['tx', 'transaction'] },
  knex: { opens: 'transaction', names: ['trx', 'transaction'] },
};

/** Runs the lines of the writes in a function that the client calls with its transaction. */
export function scriptTransaction(
  workspace: Workspace,
  code: LiftedCode,
  { owner, writes }: Story,
  { block, span }: StoryLines,
  text: string,
): readonly Fix[] {
  const { facts } = code;
  const isIn = (it: { readonly span: { readonly start: number; readonly end: number } }): boolean =>
    it.span.start >= span.start && it.span.end <= span.end;
  const queries = conceptsOf(code, 'query').filter(isIn);
  // What another function writes would stay outside.
  if (!writes.every((it) => queries.some((one) => one.call === it.call))) return [];
  const library = LIBRARIES[queries[0]?.framework ?? ''];
  const roots = queries.map((it) => rootOf(code, it.call));
  const client = clientOf(roots[0], queries[0]?.framework);
  if (!library || client === undefined || queries.some((it, index) => clientOf(roots[index], it.framework) !== client)) return [];
  const fn = facts.scopes[owner]?.fn;
  if (!fn?.isAsync) return [];
  const tx = freeName(facts, owner, library.names);
  if (tx === undefined || usesAnswer(text.slice(span.start, span.end))) return [];
  const returns = facts.returns.filter((it) => isIn(it) && !isInInnerFunction(code, it.scope, owner));
  const lines = text.slice(span.start, span.end);
  const last = returns[0];
  const isReturned =
    returns.length === 1 && last?.scope === block && text.slice(last.span.end, span.end).replace(/[;\s]/g, '') === '';
  if ((returns.length > 0 && !isReturned) || /\b(?:break|continue)\b/.test(lines)) return [];
  const kept = isReturned ? [] : usedAfter(code, owner, span, text);
  if (!kept) return [];
  const style = styleIn(workspace, code.path);
  const swaps: TextChange[] = roots.flatMap((it) =>
    it ? [{ span: { start: it.span.start, end: it.span.start + client.length }, text: tx }] : [],
  );
  const unique = swaps.filter((it, index) => swaps.findIndex((one) => one.span.start === it.span.start) === index);
  if (unique.some((it) => text.slice(it.span.start, it.span.end) !== client)) return [];
  const inner = applyTextChanges(
    lines,
    unique.map((it) => ({ span: { start: it.span.start - span.start, end: it.span.end - span.start }, text: it.text })),
  );
  const end = style.semicolons ? ';' : '';
  const indent = indentAt(text, span.start);
  const lead = isReturned ? 'return ' : kept.length === 0 ? 'await ' : `const ${list(kept)} = await `;
  const back = kept.length === 0 ? '' : `${indent}${style.indent}return ${list(kept)}${end}${style.lineEnd}`;
  const isLastLine = !lines.endsWith('\n');
  const body = deeper(isLastLine ? inner + style.lineEnd : inner, style.indent);
  const wrapped = `${indent}${lead}${client}.${library.opens}(async (${tx}) => {${style.lineEnd}${body}${back}${indent}})${end}${isLastLine ? '' : style.lineEnd}`;
  return [{ ...WRAP, edits: [changeOf(code.path, [{ span, text: wrapped }], 'Let the writes stand or fall together')] }];
}

function rootOf({ facts }: LiftedCode, id: number | undefined): Call | undefined {
  let call = id === undefined ? undefined : facts.calls[id];
  while (call?.callee.receiver !== undefined) call = facts.calls[call.callee.receiver];
  return call;
}

/** `this.prisma` of `this.prisma.order.create(…)`, `db` of `db.insert(…)` and of `db('orders')`. */
function clientOf(root: Call | undefined, framework: string | undefined): string | undefined {
  const members = framework === 'prisma' ? 2 : framework === 'knex' && root?.callee.path.length === 1 ? 0 : 1;
  const path = root?.callee.path ?? [];
  return path.length > members ? path.slice(0, path.length - members).join('.') : undefined;
}

/** An answer cannot be taken back. */
function usesAnswer(lines: string): boolean {
  return /(?<![\w.])(?:res|response|reply|ctx)\s*\.\s*(?:json|send|status|end|redirect|render|body|sendStatus|code)\b/.test(
    lines,
  );
}

function isInInnerFunction(code: LiftedCode, scope: number, owner: number): boolean {
  for (let at: number | undefined = scope; at !== undefined && at !== owner; at = code.facts.scopes[at]?.parent)
    if (code.facts.scopes[at]?.fn) return true;
  return false;
}

/** The names that the lines declare and the function reads behind them; undefined where one of them is no plain constant. */
function usedAfter(
  code: LiftedCode,
  owner: number,
  span: { readonly start: number; readonly end: number },
  text: string,
): string[] | undefined {
  const rest = text.slice(span.end, code.facts.scopes[owner]?.bodySpan.end);
  const block = code.facts.bindings.filter(
    (it) => it.span.start >= span.start && it.span.end <= span.end && isInside(code, it.scope, owner),
  );
  const used = block.filter((it) => new RegExp(`(?<![\\w$.])${escaped(it.name)}(?![\\w$])`).test(rest));
  if (used.some((it) => it.declares !== 'constant')) return undefined;
  return [...new Set(used.map((it) => it.name))];
}

function list(names: readonly string[]): string {
  return names.length === 1 ? (names[0] ?? '') : `{ ${names.join(', ')} }`;
}

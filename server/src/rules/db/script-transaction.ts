import { escaped } from '#base/regular-expression.ts';
import type { Span } from '#base/span.ts';
import type { Query } from '#concepts/kinds/data.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import { deeper } from '#fixes/block-lines.ts';
import { changeOf, type Fix } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { indentAt } from '#fixes/statements.ts';
import { worded } from '#fixes/wording.ts';
import { applyTextChanges, type TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isInside } from '../application-code.ts';
import { clientTransaction } from './client-transaction.ts';
import { mongooseTransaction } from './mongoose-transaction.ts';
import { repositoryTransaction } from './repository-transaction.ts';
import { sequelizeTransaction } from './sequelize-transaction.ts';
import type { QueriesToTie, TransactionForm } from './transaction-form.ts';
import { type Story, type StoryLines, WRAP } from './transaction-story.ts';

/** How each library opens one. */
const FORMS: Readonly<Record<string, (place: QueriesToTie) => TransactionForm | undefined>> = {
  prisma: clientTransaction,
  drizzle: clientTransaction,
  knex: clientTransaction,
  typeorm: repositoryTransaction,
  sequelize: sequelizeTransaction,
  mongoose: mongooseTransaction,
};

/** Runs the lines of the writes in a function that the library calls with its transaction. */
export function scriptTransaction(
  workspace: Workspace,
  code: LiftedCode,
  { owner, writes }: Story,
  { block, span }: StoryLines,
  text: string,
): readonly Fix[] {
  const { facts } = code;
  const isIn = (it: { readonly span: Span }): boolean => it.span.start >= span.start && it.span.end <= span.end;
  const queries = conceptsOf(code, 'query').filter(isIn);
  const [framework = '', ...others] = new Set(queries.map((it) => it.framework));
  // What another function writes would stay outside.
  if (others.length > 0 || !writes.every((it) => queries.some((one) => one.call === it.call))) return [];
  const lines = text.slice(span.start, span.end);
  if (!facts.scopes[owner]?.fn?.isAsync || usesAnswer(lines) || queries.some((it) => isLeftAlone(facts, it, text))) return [];
  const form = FORMS[framework]?.({ workspace, code, owner, text, queries, block, span });
  if (!form) return [];
  const returns = facts.returns.filter((it) => isIn(it) && !isInInnerFunction(code, it.scope, owner));
  const last = returns[0];
  const isReturned =
    returns.length === 1 && last?.scope === block && text.slice(last.span.end, span.end).replace(/[;\s]/g, '') === '';
  if ((returns.length > 0 && !isReturned) || /\b(?:break|continue)\b/.test(lines)) return [];
  const kept = isReturned ? [] : usedAfter(code, owner, span, text);
  if (!kept || (!form.givesBack && (isReturned || kept.length > 0))) return [];
  const style = styleIn(workspace, code.path);
  const inner = applyTextChanges(
    lines,
    withoutRepeats(form.changes).map((it) => ({
      ...it,
      span: { start: it.span.start - span.start, end: it.span.end - span.start },
    })),
  );
  const end = style.semicolons ? ';' : '';
  const indent = indentAt(text, span.start);
  // Without `await` a `catch` around it would see no failure any more.
  const isWaitedFor = /^return\s+await\b/.test(text.slice(last?.span.start ?? 0, last?.span.end)) || isInTry(code, block, owner);
  const lead = isReturned
    ? isWaitedFor
      ? 'return await '
      : 'return '
    : kept.length === 0
      ? 'await '
      : `const ${list(kept)} = await `;
  const back = kept.length === 0 ? '' : `${indent}${style.indent}return ${list(kept)}${end}${style.lineEnd}`;
  const isLastLine = !lines.endsWith('\n');
  const body = deeper(isLastLine ? inner + style.lineEnd : inner, style.indent);
  const wrapped = (opener: string): string =>
    `${indent}${lead}${opener}(async (${form.name}) => {${style.lineEnd}${body}${back}${indent}})${end}${isLastLine ? '' : style.lineEnd}`;
  const note = worded`Let the writes stand or fall together`;
  const { own, opener } = form;
  if (!own) return [{ ...WRAP, edits: [changeOf(code.path, [{ span, text: wrapped(opener) }], note)] }];
  const edit = editCode(workspace, code.path, {
    own: [own],
    changes: (written) => [{ span, text: wrapped(written(own.name) + opener.slice(own.name.length)) }],
    note,
  });
  return edit ? [{ ...WRAP, edits: [edit] }] : [];
}

function withoutRepeats(changes: readonly TextChange[]): readonly TextChange[] {
  return changes.filter(
    (it, index) => changes.findIndex((one) => one.span.start === it.span.start && one.span.end === it.span.end) === index,
  );
}

/** Nobody waits for the query: the transaction would be over before it. */
function isLeftAlone({ calls }: CodeFacts, { call }: Query, text: string): boolean {
  let it = call === undefined ? undefined : calls[call];
  let at = call ?? -1;
  while (at >= 0) {
    it = calls[at];
    const inner = at;
    at = calls.findIndex((outer) => outer.callee.receiver === inner);
  }
  return it !== undefined && ((it.use === 'discarded' && !it.isAwaited) || /\bvoid\s+$/.test(text.slice(0, it.span.start)));
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

function isInTry(code: LiftedCode, scope: number, owner: number): boolean {
  for (let at: number | undefined = scope; at !== undefined && at !== owner; at = code.facts.scopes[at]?.parent)
    if (code.facts.scopes[at]?.kind === 'try') return true;
  return false;
}

/** The names that the lines declare and the function reads behind them; undefined where one of them is no plain constant. */
function usedAfter(code: LiftedCode, owner: number, span: Span, text: string): string[] | undefined {
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

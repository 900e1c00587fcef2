import type { ScopeId, SyntaxEnvRead } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { ts } from './compiler.ts';
import { isWrapper, literalText, unwrap } from './syntax.ts';
import { type CallNode, type EnvReadDraft, spanOf, type Walk } from './walk.ts';

// A read is noted where its member chain is met; the expressions around it (a cast, a default, a test) are met on the way back and
// find it by the node that it makes up so far. A mark is the number of reads before an expression.

const { SyntaxKind } = ts;

/** The environment that a member chain starts with, and how many of its names are the environment itself. */
export function environmentIn(
  walk: Walk,
  path: readonly string[],
): { readonly api: SyntaxEnvRead['api']; readonly length: number } | undefined {
  const [first = '', second, third] = path;
  if (second === 'env') {
    if (first === 'process' || walk.processNames.includes(first)) return { api: 'process.env', length: 2 };
    if (first === 'Bun') return { api: 'Bun.env', length: 2 };
    if (first === 'Deno') return { api: 'Deno.env', length: 2 };
  }
  if (third === 'env') {
    if (first === 'import' && second === 'meta') return { api: 'import.meta.env', length: 3 };
    if (second === 'process' && (first === 'globalThis' || first === 'global')) return { api: 'process.env', length: 3 };
  }
  const alias = walk.envNames.length > 0 ? walk.envNames.find((it) => it.name === first && isVisible(walk, it.scope)) : undefined;
  return alias && { api: alias.api, length: 1 };
}

/** Notes the read in a member chain that starts at a name, where there is one. */
export function noteEnvRead(walk: Walk, node: ts.Expression, path: readonly string[]): void {
  const environment = environmentIn(walk, path);
  // `Deno.env` is read by calls.
  if (!environment || environment.api === 'Deno.env') return;
  const { api, length } = environment;
  if (path.length === length) {
    addRead(walk, { api, form: 'whole' }, node, node);
    return;
  }
  let covered = node;
  for (let steps = path.length - length - 1; steps > 0; steps -= 1) {
    covered = (unwrap(covered) as ts.PropertyAccessExpression | ts.ElementAccessExpression).expression;
  }
  const inner = unwrap(covered);
  const form = covered !== inner && isAssertion(covered) ? 'asserted' : 'plain';
  addRead(walk, { api, name: path[length], form }, inner, covered);
}

/** Notes `process.env[name]`. */
export function noteComputedEnvRead(walk: Walk, node: ts.ElementAccessExpression, path: readonly string[]): boolean {
  const environment = environmentIn(walk, path);
  if (!environment || environment.length !== path.length) return false;
  addRead(walk, { api: environment.api, form: 'plain' }, node, node);
  return true;
}

/** Notes `const { NAME = value } = process.env`. */
export function noteDestructuredEnvRead(
  walk: Walk,
  api: SyntaxEnvRead['api'],
  name: string | undefined,
  element: ts.BindingElement,
  defaultValue: Value | undefined,
): void {
  const form = name === undefined ? 'whole' : defaultValue ? 'default' : 'plain';
  const read = addRead(walk, { api, name, form }, element, element);
  if (defaultValue) read.defaultValue = defaultValue;
}

/** Notes that a name stands for the environment or for `process`, when it is imported from a module of the runtime. */
export function noteRuntimeImport(walk: Walk, module: string, imported: string, local: string, scope: ScopeId): void {
  if (local === '') return;
  if (module === 'node:process' || module === 'process') {
    if (imported === 'env') walk.envNames.push({ name: local, api: 'process.env', scope });
    else if ((imported === 'default' || imported === '*') && local !== 'process') walk.processNames.push(local);
  } else if (module === 'bun' && imported === 'env') {
    walk.envNames.push({ name: local, api: 'Bun.env', scope });
  }
}

/** Carries reads that make up `inner` over to the parentheses, cast or `!` around it. */
export function passWrapper(walk: Walk, node: ts.Node, inner: ts.Node, mark: number): void {
  for (const read of readsOf(walk, inner, mark)) {
    read.covers = node;
    if (!isAssertion(node)) continue;
    if (read.form === 'plain') read.form = 'asserted';
    grow(walk, read, node);
  }
}

/** Gives reads that make up the left side of `??` or `||` their default; those on the right side may get one from outside. */
export function passDefault(walk: Walk, node: ts.BinaryExpression, value: Value, mark: number): void {
  for (const read of readsOf(walk, node.left, mark)) {
    if (read.form !== 'whole') {
      read.form = 'default';
      read.defaultValue = value;
    }
    grow(walk, read, node);
    read.covers = node;
  }
  for (const read of readsOf(walk, node.right, mark)) {
    read.isFallback = true;
    read.covers = node;
  }
}

/** Notes a conversion of reads that make up `inner`: `Number(inner)`, `+inner`. */
export function passCast(walk: Walk, node: ts.Node, inner: ts.Node, cast: string, mark: number): void {
  for (const read of readsOf(walk, inner, mark)) {
    read.cast = cast;
    grow(walk, read, node);
    read.covers = node;
  }
}

/** Notes a comparison: with the text of a boolean it converts the read, with anything else it tests it. */
export function passComparison(walk: Walk, node: ts.BinaryExpression, mark: number): void {
  for (const [side, other] of [
    [node.left, node.right],
    [node.right, node.left],
  ] as const) {
    const text = literalText(unwrap(other));
    if (text !== undefined && BOOLEAN_TEXTS.has(text.toLowerCase())) passCast(walk, node, side, 'boolean', mark);
    else passTest(walk, node, side, mark);
  }
}

/** Notes that reads that make up `inner` are only tested: `!inner`, `inner === 'production'`. */
export function passTest(walk: Walk, node: ts.Node, inner: ts.Node, mark: number): void {
  for (const read of readsOf(walk, inner, mark)) {
    read.isTested = true;
    read.covers = node;
  }
}

/** Notes that the reads in a condition are tested, also those beside `&&`, `||` and behind `!`. */
export function passCondition(walk: Walk, condition: ts.Node, mark: number): void {
  if (walk.envReads.length === mark) return;
  for (const read of readsOf(walk, condition, mark)) read.isTested = true;
  if (isWrapper(condition)) passCondition(walk, condition.expression, mark);
  else if (ts.isPrefixUnaryExpression(condition)) passCondition(walk, condition.operand, mark);
  else if (ts.isBinaryExpression(condition) && LOGICAL.has(condition.operatorToken.kind)) {
    passCondition(walk, condition.left, mark);
    passCondition(walk, condition.right, mark);
  }
}

/** Looks at a finished call: a cast of a read, a `.split()` of it, or a read of its own in Deno. */
export function passCall(walk: Walk, node: CallNode, path: readonly string[], mark: number): void {
  if (node.kind !== SyntaxKind.CallExpression) return;
  const { expression, arguments: args } = node as ts.CallExpression;
  const [first] = args;
  if (path.length === 3 && path[0] === 'Deno' && path[1] === 'env') {
    const name = literalText(first);
    if (path[2] === 'get') addRead(walk, { api: 'Deno.env', name, form: 'plain' }, node, node);
    else if (path[2] === 'has') addRead(walk, { api: 'Deno.env', name, form: 'plain' }, node, node).isTested = true;
    else if (path[2] === 'toObject') addRead(walk, { api: 'Deno.env', form: 'whole' }, node, node);
    return;
  }
  if (walk.envReads.length === mark) return;
  const called = path.join('.');
  if (first && CASTS.has(called)) passCast(walk, node, first, called, mark);
  else if (ts.isPropertyAccessExpression(expression) && expression.name.text === 'split') {
    passCast(walk, node, expression.expression, 'split', mark);
  }
}

function addRead(
  walk: Walk,
  {
    api,
    name,
    form,
  }: { readonly api: SyntaxEnvRead['api']; readonly name?: string | undefined; readonly form: SyntaxEnvRead['form'] },
  node: ts.Node,
  covers: ts.Node,
): EnvReadDraft {
  const span = spanOf(walk, node);
  const outerSpan = covers === node ? span : spanOf(walk, covers);
  const read: EnvReadDraft = {
    ...(name === undefined ? {} : { name }),
    api,
    form,
    isTested: false,
    scope: walk.scope,
    span,
    outerSpan,
    statement: walk.statement,
    covers,
    isFallback: false,
  };
  walk.envReads.push(read);
  return read;
}

function readsOf(walk: Walk, node: ts.Node, mark: number): readonly EnvReadDraft[] {
  const { envReads } = walk;
  if (envReads.length === mark) return [];
  const inner = isWrapper(node) ? unwrap(node) : node;
  return envReads.slice(mark).filter((it) => it.covers === node || it.covers === inner);
}

/** A fallback's own text stays its own: what is around it belongs to the first read. */
function grow(walk: Walk, read: EnvReadDraft, node: ts.Node): void {
  if (!read.isFallback) read.outerSpan = spanOf(walk, node);
}

function isAssertion(node: ts.Node): boolean {
  if (node.kind === SyntaxKind.NonNullExpression) return true;
  if (node.kind !== SyntaxKind.AsExpression && node.kind !== SyntaxKind.TypeAssertionExpression) return false;
  const { type } = node as ts.AsExpression | ts.TypeAssertion;
  return type.kind === SyntaxKind.StringKeyword || type.kind === SyntaxKind.AnyKeyword || type.kind === SyntaxKind.TypeReference;
}

function isVisible(walk: Walk, declaring: ScopeId): boolean {
  for (let at: ScopeId | undefined = walk.scope; at !== undefined; at = walk.scopes[at]?.parent)
    if (at === declaring) return true;
  return false;
}

const CASTS: ReadonlySet<string> = new Set([
  'Number',
  'parseInt',
  'parseFloat',
  'Boolean',
  'String',
  'BigInt',
  'Number.parseInt',
  'Number.parseFloat',
  'JSON.parse',
]);

const BOOLEAN_TEXTS: ReadonlySet<string> = new Set(['true', 'false', '1', '0', 'yes', 'no', 'on', 'off']);

const LOGICAL: ReadonlySet<ts.SyntaxKind> = new Set([
  SyntaxKind.AmpersandAmpersandToken,
  SyntaxKind.BarBarToken,
  SyntaxKind.QuestionQuestionToken,
]);

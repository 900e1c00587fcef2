import type { Span } from '#base/span.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { CodeFacts, ScopeId, SyntaxEnvRead } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { literalOf } from './literal-of.ts';
import { placedValues } from './written-values.ts';

/** What a setting is when nothing sets it, written in the code. */
export interface Fallback {
  readonly name: string;
  readonly text: string;
  readonly scope: ScopeId;
  readonly span: Span;
  /** True where the code sets the variable itself. */
  readonly isAssigned: boolean;
}

/** Every literal that stands in for a variable: defaults of reads, of schemas, of functions that read, and what is filled in afterwards. */
export function* fallbacksIn(workspace: Workspace, file: LiftedCode): Generator<Fallback> {
  const { facts, path } = file;
  // Settings for the tests stand beside the others: `settings/test.py`.
  if (/[/_.-]tests?(?:ing)?\.\w+$/.test(path)) return;
  const of = (name: string, scope: ScopeId, value: Value): Fallback[] => {
    const written = literalOf(workspace, path, scope, value);
    if (!written || written.text === '' || written.text.includes('\uFFFC')) return [];
    return [{ name, text: written.text, scope, span: value.span, isAssigned: false }];
  };
  const hasFills = facts.assignments.some((it) => it.value.kind === 'literal' && facts.scopes[it.scope]?.branch !== undefined);
  for (const { read, scope } of conceptsOf(file, 'env-read')) {
    if (read.name !== undefined && read.defaultValue) yield* of(read.name, scope, read.defaultValue);
    if (hasFills && read.name !== undefined && read.form === 'plain') yield* filledIn(facts, read, read.name);
  }
  for (const { name, defaultValue, scope } of conceptsOf(file, 'setting-read'))
    if (defaultValue) yield* of(name, scope, defaultValue);
  for (const { variables, scope } of conceptsOf(file, 'env-schema'))
    for (const { name, defaultValue } of variables) if (defaultValue) yield* of(name, scope, defaultValue);
  for (const { target, value, scope, operator } of facts.assignments) {
    const isVariable = (target[0] === 'process' && target[1] === 'env') || (target[0] === 'os' && target[1] === 'environ');
    if (isVariable && target.length === 3 && operator === '=' && value.kind === 'literal')
      for (const it of of(target[2] ?? '', scope, value)) yield { ...it, isAssigned: true };
  }
}

/** `if v == "" { v = "…" }` after `v := os.Getenv("X")`, in any of the languages. */
function* filledIn(facts: CodeFacts, read: SyntaxEnvRead, name: string): Generator<Fallback> {
  const holder = holderOf(facts, read)?.join('.');
  if (holder === undefined) return;
  for (const { target, value, scope, span } of facts.assignments) {
    if (target.join('.') !== holder || value.kind !== 'literal' || typeof value.value !== 'string' || value.value === '')
      continue;
    const branch = facts.scopes[scope]?.branch;
    if (branch?.condition.some((it) => it.join('.') === holder))
      yield { name, text: value.value, scope, span, isAssigned: false };
  }
}

/** The names that take what is read: `dsn`, `cfg.Secret`; undefined where it goes somewhere else. */
export function holderOf(facts: CodeFacts, read: SyntaxEnvRead): readonly string[] | undefined {
  const [placed] = placedValues(
    facts,
    ({ span }) =>
      span.start >= read.outerSpan.start &&
      span.start <= read.span.start &&
      span.end <= read.outerSpan.end &&
      span.end >= read.span.end,
  );
  if (placed) return placed.names;
  // The first of several results: `v, ok := os.LookupEnv("X")`.
  const part = facts.bindings.find(
    ({ origin }) => origin.kind === 'part' && origin.path.length === 0 && origin.value.span.start === read.span.start,
  );
  return part && [part.name];
}

/** Tells whether code runs only where a condition speaks of development, of tests, or of not being in production. */
export function isDevelopmentBranch(facts: CodeFacts, scope: ScopeId): boolean {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const text = facts.scopes[at]?.branch?.text ?? '';
    if (
      /\bdev|development|debug|\btest|(!==?|not|!=)\s*['"]?prod/i.test(text) &&
      !/^\s*(?:!|not )\s*(?:is_?)?(?:dev|debug)/i.test(text)
    )
      return true;
  }
  return false;
}

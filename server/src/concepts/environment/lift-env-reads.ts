import type { CodeFacts, ScopeId, SyntaxEnvRead } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Linker } from '#link/linker.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Concept } from '../concept.ts';

/** The reads of the environment that the language itself shows. */
export function envReads(facts: CodeFacts): Concept[] {
  return facts.envReads.map((read) => ({
    kind: 'env-read',
    framework: 'language',
    scope: read.scope,
    span: read.span,
    read,
    ...(isHelperRead(read) && { isGuarded: endsInError(facts, read.scope) }),
  }));
}

/**
 * Calls of the project's own functions that read a variable by the name they are given: `requiredEnv('X')`, `getEnv("X", "y")`. The name is
 * the first argument; a second one is what it is without the variable.
 */
export function settingWrappers(facts: CodeFacts, linker: Linker): Concept[] {
  return facts.calls.flatMap((call, id): Concept[] => {
    const [first, second] = call.args;
    if (first?.kind !== 'literal' || typeof first.value !== 'string' || !/^[A-Z][A-Z0-9_]{2,}$/.test(first.value)) return [];
    const fn = linker.functionOf(linker.callee(facts.path, id));
    const other = fn && linker.folder.files.get(fn.path);
    if (!fn || other?.kind !== 'code') return [];
    const read = other.envReads.find((it) => isHelperRead(it) && enclosingFunction(other, it.scope)?.id === fn.scope);
    if (!read) return [];
    const defaultValue = second ?? call.keywords.find((it) => it.name === 'default')?.value ?? parameterDefault(other, fn.scope);
    const isRequired = defaultValue === undefined && (endsInError(other, read.scope) || read.form === 'asserted');
    return [
      {
        kind: 'setting-read',
        framework: 'language',
        scope: call.scope,
        span: call.span,
        call: id,
        name: first.value,
        isRequired,
        ...(defaultValue && { defaultValue }),
      },
    ];
  });
}

/** A read whose name is computed, inside a function: the function's parameter, as a rule. */
function isHelperRead(read: SyntaxEnvRead): boolean {
  return read.name === undefined && read.form !== 'whole';
}

function parameterDefault(facts: CodeFacts, scope: ScopeId): Value | undefined {
  return facts.scopes[scope]?.fn?.parameters[1]?.defaultValue;
}

/** Tells whether the function around a scope throws, gives an error, or ends the process. */
function endsInError(facts: CodeFacts, scope: ScopeId): boolean {
  const around = enclosingFunction(facts, scope);
  if (!around) return false;
  const isHere = (at: ScopeId) => enclosingFunction(facts, at)?.id === around.id;
  return (
    around.fn.results.some((it) => it.text === 'error') ||
    facts.throws.some((it) => isHere(it.scope)) ||
    facts.calls.some((it) => /^(Fatal\w*|exit|Exit|panic|Panic\w*)$/.test(it.callee.path.at(-1) ?? '') && isHere(it.scope))
  );
}

import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { ObjectValue, Value } from '#facts/value.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** A text with the place where it is written. */
export interface Written {
  readonly path: Path;
  readonly text: string;
  readonly span: Span;
}

/** The text that a value is, through constants of this and other files, conversions to bytes, and functions that only return it. */
export function literalOf(workspace: Workspace, path: Path, scope: ScopeId, value: Value, depth = 0): Written | undefined {
  const facts = workspace.files.get(path)?.facts;
  if (facts?.kind !== 'code' || depth > 4) return undefined;
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' ? { path, text: value.value, span: value.span } : undefined;
    case 'call': {
      const call = facts.calls[value.call];
      const [argument] = call?.args ?? [];
      const name = call?.callee.path.at(-1) ?? '';
      // In Python what `encode` takes is the encoding.
      return argument && CONVERSION.test(name) && !(name === 'encode' && facts.language === 'python')
        ? literalOf(workspace, path, scope, argument, depth + 1)
        : undefined;
    }
    case 'function': {
      const [first] = facts.returns.filter((it) => it.scope === value.scope).map((it) => it.values[0]);
      return first ? literalOf(workspace, path, value.scope, first, depth + 1) : undefined;
    }
    case 'reference':
      return ofReference(workspace, facts, scope, value.path, depth);
    default:
      return undefined;
  }
}

/** `Buffer.from('…')`, `new TextEncoder().encode('…')`, `SecretStr("…")`. */
const CONVERSION = /^(?:from|encode|createSecretKey|bytes|SecretStr|Secret|to_bytes|force_bytes)$/;

function ofReference(
  workspace: Workspace,
  facts: CodeFacts,
  scope: ScopeId,
  names: readonly string[],
  depth: number,
): Written | undefined {
  const [head = '', ...rest] = names;
  if (head === 'this') {
    const field = rest.length === 1 ? facts.classes.flatMap((it) => it.fields).find((it) => it.name === rest[0]) : undefined;
    const isSetAgain = facts.assignments.some((it) => it.target.length === 2 && it.target[1] === rest[0]);
    return field?.value && !isSetAgain ? literalOf(workspace, facts.path, scope, field.value, depth + 1) : undefined;
  }
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    // A parameter of that name hides what is outside.
    if (facts.scopes[at]?.fn?.parameters.some((it) => it.name === head)) return undefined;
    const own = facts.bindings.find((it) => it.scope === at && it.name === head);
    if (!own) continue;
    // What is set again later is not what is written here.
    if (facts.assignments.some((it) => it.target.length === 1 && it.target[0] === head)) return undefined;
    const value = own.origin.kind === 'value' ? member(own.origin.value, rest) : undefined;
    return value && literalOf(workspace, facts.path, at, value, depth + 1);
  }
  const meaning = workspace.linker.reference(facts.path, scope, names);
  const other = meaning.kind === 'local' ? workspace.files.get(meaning.file)?.facts : undefined;
  if (meaning.kind !== 'local' || other?.kind !== 'code' || other.path === facts.path) return undefined;
  const origin = other.bindings.find((it) => it.scope === 0 && it.name === meaning.name)?.origin;
  const exported = other.exports.find((it) => it.name === meaning.name)?.value;
  const value = member(origin?.kind === 'value' ? origin.value : exported, meaning.chain);
  return value && literalOf(workspace, other.path, 0, value, depth + 1);
}

function member(value: Value | undefined, names: readonly string[]): Value | undefined {
  let at = value;
  for (const name of names)
    at = at?.kind === 'object' ? (at satisfies ObjectValue).entries.find((it) => it.key === name)?.value : undefined;
  return at;
}

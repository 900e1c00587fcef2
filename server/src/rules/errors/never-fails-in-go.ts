import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Meaning } from '#link/meaning.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Their documentation says that the error is always nil, or the last result is no error. */
const NEVER = /^(cookiejar\.New|trace\.SpanFromContext|rand\.Read)$/;
/** `_ = s.AddError(err)`: gives back the error that it was given, with those before it. */
const COLLECTS = /(^|\.)(Add|Append|Collect)Err(or|ors|s)?$/;
/** What is registered or set as a program is put together. */
const SET_UP = /(^|\.)(Register[A-Z]\w*|Set)$/;

/** Tells whether nothing but a fault of the code can make a call fail, which the first run shows, or nothing at all. */
export function neverFails(workspace: Workspace, code: LiftedCode, call: Call, meaning: Meaning): boolean {
  const name = call.callee.path.join('.');
  if (COLLECTS.test(name) && call.targets.length === 1) return true;
  if (NEVER.test(name) || (meaning.kind === 'external' && isHarmless(meaning.module, meaning.chain))) return true;
  if (/(^|\.)NewRequest$/.test(name) || /(^|\.)NewRequestWithContext$/.test(name)) {
    const address = call.args[name.endsWith('Context') ? 2 : 1];
    return address !== undefined && isFixedText(workspace, code, call, address);
  }
  // `_ = key.Set(jwk.KeyIDKey, kid)`, `_ = v.RegisterValidation("notBlank", validators.NotBlank)`
  const [first, ...others] = call.args;
  if (!SET_UP.test(name) || first === undefined || call.targets.length !== 1) return false;
  if (name.endsWith('Set')) return isNameOfAPackage(first);
  return [first, ...others].every((it) => it.kind === 'literal' || it.kind === 'function' || isNameOfAPackage(it));
}

/** Extras of traces, and a number that is given the type of a column. */
function isHarmless(module: string, chain: readonly string[]): boolean {
  if (module.startsWith('go.opentelemetry.io/')) return true;
  return module === 'database/sql' && /^Null[A-Z]/.test(chain[0] ?? '') && chain.at(-1) === 'Scan';
}

/** A literal, a constant of the package, or `fmt.Sprintf("https://api.example.com/…", …)`, whose host is written. */
function isFixedText(workspace: Workspace, code: LiftedCode, call: Call, value: Value): boolean {
  const { facts, path } = code;
  if (value.kind === 'literal') return true;
  if (value.kind === 'template') return HOST.test(value.text);
  if (value.kind !== 'reference' || value.path.length !== 1) return false;
  const [name = ''] = value.path;
  if (facts.calls.findLast((it) => it.targets[0] === name && it.scope === call.scope && isAddress(it))) return true;
  const meaning = workspace.linker.reference(path, call.scope, [name]);
  const file = meaning.kind === 'local' && meaning.chain.length === 0 ? workspace.files.get(meaning.file)?.facts : facts;
  if (file?.kind !== 'code') return false;
  return file.bindings.some((it) => it.scope === 0 && it.name === name && it.declares === 'constant');
}

/** `fmt.Sprintf("https://api.example.com/…", …)` */
function isAddress({ callee, args: [text] }: Call): boolean {
  if (callee.path.join('.') !== 'fmt.Sprintf') return false;
  return text?.kind === 'literal' && typeof text.value === 'string' && HOST.test(text.value);
}

const HOST = /^https?:\/\/[\w.-]+(:\d+)?\//;

const INTENT =
  /best[- ]?effort|\bignor|\bskip(s|ping)? (the |all )?errors?\b|on purpose|intention|deliberate|(doesn't|does not) matter|(don't|do not) care|not (fatal|critical|important)|(safe|fine|ok(ay)?) (to|if|for)\b|(can't|cannot|never|won't) (fail|error)|optional/i;

/** A comment on the line, or right above it, says that the error is left alone and means it. */
export function isMeant(workspace: Workspace, { path }: LiftedCode, { statement }: Call): boolean {
  const text = workspace.textOf(path) ?? '';
  const behind = /^[^\n]*/.exec(text.slice(statement.end))?.[0] ?? '';
  const above =
    /((?:^|\n)[ \t]*\/\/[^\n]*)+\n[ \t]*$/.exec(text.slice(Math.max(0, statement.start - 800), statement.start))?.[0] ?? '';
  return (behind.includes('//') && INTENT.test(behind)) || INTENT.test(above);
}

/** `jwk.KeyIDKey`, `validators.NotBlank`: what a package exports. */
function isNameOfAPackage(value: Value): boolean {
  return value.kind === 'reference' && value.path.length === 2 && /^[A-Z]/.test(value.path[1] ?? '');
}

import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';

/** Their documentation says that the error is always nil, or the last result is no error. */
const NEVER = /^(cookiejar\.New|trace\.SpanFromContext|rand\.Read)$/;
/** What is registered or set as a program is put together. */
const SET_UP = /(^|\.)(Register[A-Z]\w*|Set)$/;

/** Tells whether nothing but a fault of the code can make a call fail, which the first run shows, or nothing at all. */
export function neverFails(code: LiftedCode, call: Call): boolean {
  const name = call.callee.path.join('.');
  if (NEVER.test(name)) return true;
  if (/(^|\.)NewRequest$/.test(name) || /(^|\.)NewRequestWithContext$/.test(name)) {
    const address = call.args[name.endsWith('Context') ? 2 : 1];
    return address !== undefined && isFixedText(code, address);
  }
  // `_ = key.Set(jwk.KeyIDKey, kid)`, `_ = v.RegisterValidation("notBlank", validators.NotBlank)`
  const [first, ...others] = call.args;
  if (!SET_UP.test(name) || first === undefined || call.targets.length !== 1) return false;
  if (name.endsWith('Set')) return isNameOfAPackage(first);
  return [first, ...others].every((it) => it.kind === 'literal' || it.kind === 'function' || isNameOfAPackage(it));
}

/** A literal, or a constant of the file. */
function isFixedText({ facts }: LiftedCode, value: Value): boolean {
  if (value.kind === 'literal') return true;
  if (value.kind !== 'reference' || value.path.length !== 1) return false;
  return facts.bindings.some((it) => it.scope === 0 && it.name === value.path[0] && it.declares === 'constant');
}

/** `jwk.KeyIDKey`, `validators.NotBlank`: what a package exports. */
function isNameOfAPackage(value: Value): boolean {
  return value.kind === 'reference' && value.path.length === 2 && /^[A-Z]/.test(value.path[1] ?? '');
}

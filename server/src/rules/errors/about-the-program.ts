import { containsSpan } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { BranchDetails, CodeLanguage, ScopeId } from '#facts/code-facts.ts';
import { enclosingFunction, enclosingOwner, receiverName } from '#link/names.ts';
import { isInside } from '../application-code.ts';
import type { GenericError } from './generic-errors.ts';

/** The error says that the program or its setup is at fault: its words do, or it comes up whatever a caller asks for. */
export function isAboutTheProgram(code: LiftedCode, error: GenericError): boolean {
  return (
    WIRING.test(error.text) ||
    VARIABLE.test(error.text) ||
    namesItself(code, error) ||
    isBehindALoop(code, error) ||
    isSetBeforehand(code, error.scope)
  );
}

const WIRING =
  /not implemented|unimplemented|unreachable|invariant|should (never|not)|shouldn't|never happen|exhaustive|must be (used|called|rendered|set up|provided|configured|set|implemented|overridden|initiali[sz]ed)|not (been )?(set|configured|initiali[sz]ed)|initiali[sz]ation|(missing|invalid|unknown) (env|config|context|provider|driver)|invalid arguments?\b|unsupported (driver|type|database|dialect)|no .* provider|environment variable|\bimplemented\b|\bconfig(uration)?\b|expected|\bnil\b|must be an? (string|number|function|object|list|dict|integer|boolean)|hijack|subclass|abstract method|assertion|\b(table|column) (name|identifier)\b|\bfor table\b/i;

/** `Invalid DATABASE_URL`: about a variable, whose value no request brings. */
const VARIABLE = /(?:^|[^A-Za-z_])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![A-Za-z_])/;

/** `MailService has not been started`, `send: no transport`: a sentence with the code's own names is for those who write the code. */
function namesItself({ facts }: LiftedCode, { text, scope }: GenericError): boolean {
  const owner = enclosingOwner(facts, scope) ?? '';
  if (/^[A-Z]+[a-z0-9]+[A-Z]/.test(owner) && new RegExp(`\\b${owner}\\b`).test(text)) return true;
  const name = enclosingFunction(facts, scope)?.fn.name ?? '';
  return /[a-z][A-Z]|_/.test(name) && new RegExp(`^${name.replaceAll('$', '\\$')}\\b`).test(text);
}

/** The loop before it returns for every case that there is; an error without a word marks what cannot happen. */
function isBehindALoop(code: LiftedCode, { text, scope }: GenericError): boolean {
  const { scopes, returns } = code.facts;
  if (text !== '' || !scopes[scope]?.fn || scopes[scope]?.body.last !== 'throw') return false;
  return scopes.some(
    (it, loop) => it.kind === 'loop' && it.parent === scope && returns.some((one) => isInside(code, one.scope, loop)),
  );
}

/** `if (!isMailEnabled)`, `if (!this.transport)`: how the program was put together decides it, and no caller. */
function isSetBeforehand(code: LiftedCode, from: ScopeId): boolean {
  const { scopes } = code.facts;
  let isAsked = false;
  for (let at: ScopeId | undefined = from; at !== undefined && !scopes[at]?.fn; at = scopes[at]?.parent) {
    const { branch, parent } = scopes[at] ?? {};
    if (!branch) continue;
    if (!dependsOnProgramOnly(code, parent ?? 0, branch)) return false;
    isAsked = true;
  }
  return isAsked;
}

function dependsOnProgramOnly(code: LiftedCode, scope: ScopeId, branch: BranchDetails): boolean {
  return (
    branch.form === 'then' &&
    branch.condition.length > 0 &&
    !code.facts.calls.some((it) => containsSpan(branch.conditionSpan, it.span)) &&
    branch.condition.every((it) => isOfTheProgram(code, scope, it, branch))
  );
}

/** What a framework sets anew with each request, under names that a module imports or as a field. */
const OF_THE_REQUEST = /^_?(req|request|g|session|ctx|context|(current_?)?user|params?|body|query|args|kwargs)$/i;

function isOfTheProgram({ facts }: LiftedCode, scope: ScopeId, chain: readonly string[], { text }: BranchDetails): boolean {
  const [head = '', field = ''] = chain;
  if (chain.length > 2 || chain.some((it) => OF_THE_REQUEST.test(it))) return false;
  if (head === 'this' || head === receiverName(facts, scope))
    return chain.length === 2 && isAbsence(facts.language, text) && !/^_?(is|has|can|was)_?[A-Z_]/.test(field);
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const here = at;
    if (facts.scopes[at]?.fn?.parameters.some((it) => it.name === head)) return false;
    const binding = facts.bindings.find((it) => it.scope === here && it.name === head);
    if (binding && here !== 0) return facts.envReads.some((it) => containsSpan(binding.statement, it.span));
    if (binding) return chain.length === 1 && (binding.declares === 'constant' || binding.declares === 'variable');
  }
  return facts.imports.some((it) => it.scope === 0 && it.local === head);
}

/** It asks whether something is there at all; in Go what is negated is a choice. */
function isAbsence(language: CodeLanguage, text: string): boolean {
  if (language === 'go') return /^\s*[\w.]+\s*==\s*nil\s*$/.test(text);
  return /^\s*(!\s*[\w.]+|not [\w.]+|[\w.]+\s*(===?\s*(undefined|null)|is None))\s*$/.test(text);
}

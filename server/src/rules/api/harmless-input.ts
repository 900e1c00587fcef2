import type { Call, CallId } from '#facts/code-facts.ts';
import { isInside } from '../application-code.ts';
import type { HandlerInput } from './input-evidence.ts';

/** Tells whether what is read has no shape that could be wrong, or nothing is done with it but a comparison. */
export function needsNoShape(input: HandlerInput): boolean {
  return isPlainText(input) || isOnlyCompared(input) || isSigned(input) || asksForType(input);
}

const PARSES = /^(?:loads?|safe_load|parse\w*|fromstring|parse_qs|model_validate_json|validate_json|unmarshal)$/i;

/** `request.data.decode('utf-8')`, and nothing parses the text. */
function isPlainText({ code, handler, reads }: HandlerInput): boolean {
  if (code.facts.language !== 'python' || reads.length === 0) return false;
  const inside = callsInside({ code, handler });
  const isDecoded = reads.every((read) =>
    inside.some(
      ([, { callee, span }]) => callee.path.at(-1) === 'decode' && span.start <= read.span.start && span.end >= read.span.end,
    ),
  );
  return isDecoded && !inside.some(([, { callee }]) => PARSES.test(callee.path.at(-1) ?? ''));
}

const COMPARES = /^(?:check|verify|compare|match|confirm)_?\w*(?:password|passcode|passphrase|otp|pin|secret)\w*$/i;

/** A password that is asked for once more: all that is taken of the body goes to the function that compares it. */
function isOnlyCompared({ code, handler, reads }: HandlerInput): boolean {
  const names = reads.flatMap((it) => (it.into?.kind === 'reference' && it.into.path[0] !== undefined ? [it.into.path[0]] : []));
  if (names.length === 0 || names.length < reads.length) return false;
  const decoding = new Set<CallId | undefined>(reads.map((it) => it.call));
  const uses = callsInside({ code, handler }).filter(
    ([id, it]) => !decoding.has(id) && it.mentions.some((name) => names.includes(name)),
  );
  const isNamed = (it: readonly string[]): boolean => it.some((name) => names.includes(name));
  const isElsewhere =
    code.facts.bindings.some(
      ({ scope, origin, mentions }) =>
        isInside(code, scope, handler) && isNamed(mentions) && !('value' in origin && origin.value.kind === 'call'),
    ) ||
    code.facts.assignments.some(
      ({ scope, value }) => isInside(code, scope, handler) && value.kind === 'reference' && isNamed(value.path.slice(0, 1)),
    );
  return uses.length > 0 && !isElsewhere && uses.every(([, it]) => COMPARES.test(it.callee.path.at(-1) ?? ''));
}

/** `except BadSignature`: who sent it has signed it. */
function isSigned({ code, handler }: HandlerInput): boolean {
  return code.facts.scopes.some(
    (scope, id) =>
      scope.handler?.types.some((it) => /signature/i.test(it.path.at(-1) ?? '')) === true && isInside(code, id, handler),
  );
}

/** `request.data.get("before") if isinstance(request.data, dict) else None`. */
function asksForType(input: HandlerInput): boolean {
  return callsInside(input).some(
    ([, { callee, args }]) =>
      /^(?:isinstance|isArray)$/.test(callee.path.at(-1) ?? '') &&
      args.some(
        (it) =>
          it.kind === 'reference' &&
          input.reads.some((read) => read.text === it.path.join('.') || read.names.includes(it.path[0] ?? '')),
      ),
  );
}

function callsInside({ code, handler }: Pick<HandlerInput, 'code' | 'handler'>): readonly (readonly [CallId, Call])[] {
  return [...code.facts.calls.entries()].filter(([, it]) => isInside(code, it.scope, handler));
}

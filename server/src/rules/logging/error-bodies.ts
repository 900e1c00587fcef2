import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import { writtenObject } from '#concepts/written-object.ts';
import type { CallId, ScopeId } from '#facts/code-facts.ts';
import type { ObjectEntry, Value } from '#facts/value.ts';
import { isInside } from '../application-code.ts';

/** says: an id of the request is in every body · silent: in none of them, as far as they are written out · unknown: it cannot be seen. */
export type SaidByHandler = 'says' | 'silent' | 'unknown';

/** Whether the handlers of errors in a file tell the id of the request, by their places among its visible concepts; answers without a body count for nothing. */
export function saidByHandlers(code: LiftedCode): ReadonlyMap<number, SaidByHandler> {
  const said = new Map<number, SaidByHandler>();
  for (const [index, concept] of code.visible.entries()) {
    if (concept.kind !== 'safeguard' || concept.what !== 'error-handler') continue;
    const scope = handlerOf(code, concept.scope, concept.call);
    const answers = conceptsOf(code, 'response').filter((it) => scope !== undefined && isInside(code, it.scope, scope));
    const bodies = answers.flatMap(({ scope, body }) => (body ? [saidBy(code, scope, body)] : []));
    const isSilent = bodies.length > 0 && bodies.every((it) => it === 'silent');
    said.set(index, isSilent ? 'silent' : bodies.includes('says') ? 'says' : 'unknown');
  }
  return said;
}

/** The function that answers: the one that is named, given to the call or decorated with it. */
function handlerOf({ facts }: LiftedCode, scope: ScopeId, call: CallId | undefined): ScopeId | undefined {
  if (call === undefined) return facts.scopes[scope]?.fn ? scope : undefined;
  const given = facts.calls[call]?.args.findLast((it) => it.kind === 'function');
  if (given?.kind === 'function') return given.scope;
  const decorated = facts.scopes.findIndex((it) => it.fn?.decorators.some((one) => one.call === call));
  return decorated < 0 ? undefined : decorated;
}

const ID = /(?:req(?:uest)?|correlation|trace|error|incident|event|log|support)[_-]?id|^(?:id|instance|reference|ref)$/i;

/** Names of what an error has by itself: nobody hides an id of the request in them. */
const PLAIN =
  /^(?:message|msg|errors?|err|details?|code|status|statusCode|status_code|success|ok|stack|title|type|timestamp|path|url|method|name|reason|description|exc|e)$/;

const WHOLE = /^(?:errors?|err|e|exc|details?)$/;

function saidBy(code: LiftedCode, scope: ScopeId, body: Value): SaidByHandler {
  if (body.kind === 'literal' || body.kind === 'template') return 'silent';
  const object = writtenObject(code.facts, scope, body);
  // `error.message`; what one name holds is not known where it is not written out.
  if (!object)
    return body.kind === 'reference' && body.path.length > 1 && PLAIN.test(body.path.at(-1) ?? '') ? 'silent' : 'unknown';
  const entries = object.entries.map((it) => saidByEntry(code, scope, it));
  const isAdded = body.kind === 'reference' && code.facts.assignments.some((it) => it.target[0] === body.path[0]);
  if (entries.includes('says')) return 'says';
  return object.isOpen || isAdded || entries.length === 0 || entries.includes('unknown') ? 'unknown' : 'silent';
}

function saidByEntry(code: LiftedCode, scope: ScopeId, { key, value }: ObjectEntry): SaidByHandler {
  if (ID.test(key)) return 'says';
  if (value.kind === 'object') return saidBy(code, scope, value);
  if (value.kind === 'reference' && value.path.some((it) => ID.test(it))) return 'says';
  // `{ error }` gives away a whole, which may have more in it than a text.
  if (value.kind === 'reference' && value.path.length === 1 && WHOLE.test(key)) return 'unknown';
  return PLAIN.test(key) ? 'silent' : saidBy(code, scope, value);
}

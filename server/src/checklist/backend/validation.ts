import { conceptsOf, type Effects, type LiftedCode } from '#concepts/lifted-file.ts';
import { enclosingFunction } from '#link/names.ts';
import { helperReads } from '#rules/api/input-reads.ts';
import { handlerAround } from '#rules/structure/handlers.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { Look } from '../look.ts';
import { perFile } from '../per-file.ts';
import { count, done, type Evidence, missing, notApplicable, partly, unknown, type Verdict } from '../verdict.ts';
import { changing } from './routes.ts';

/** Fewer unchecked handlers than this share of all are stragglers. Rule catalogue, 4.1. */
const NEARLY_ALL = 0.95;

/** Every handler that takes a body has its shape checked. */
export function validation(look: Look): Verdict {
  const { workspace, served } = look;
  const unchecked = look.detect('api/unvalidated-input').filter((it) => it.messageId !== 'rawParameter');
  const handlers = look.serverCode.reduce((sum, it) => sum + bodyHandlers(workspace, it), 0);
  const typed = (served?.routes ?? []).filter((it) => CHECKED_BY_TYPE.test(it.framework) && changing(it)).length;
  // Helpers of handlers read bodies too; there are never more handlers than routes.
  const routed = (served?.routes ?? []).filter((it) => changing(it) || it.method === 'ANY').length;
  const total = Math.max(routed > 0 ? Math.min(handlers, routed) : handlers, unchecked.length, typed);
  if (total === 0) {
    const routes = (served?.routes ?? []).filter(changing);
    if (!served) return unknown('No routes are known, so that nothing can be said of their input');
    if (routes.length === 0) return notApplicable('no route takes a body');
    return unknown(`${count(routes.length, 'route')} may take a body, and how they read it is not understood`);
  }
  const places: Evidence[] = unchecked.map((it) => ({ path: it.path, at: it.at, sentence: 'Nothing checks what is read here' }));
  const checked = total - unchecked.length;
  const sentence = `${checked} of ${count(total, 'handler')} with a body ${checked === 1 ? 'has' : 'have'} it checked`;
  if (checked >= total * NEARLY_ALL) return done(sentence, places);
  return checked > 0 ? partly(sentence, places) : missing(sentence, places);
}

/** Frameworks that refuse a body that does not fit its written type or its serializer. */
const CHECKED_BY_TYPE = /^(fastapi|django-rest-framework)$/;

/** Decorators of Python that hand a handler what they have checked. */
const CHECKS_BODY = /^(use_kwargs|use_args|expects_json|validate|validated|accepts|arguments|parse_body)$/;

/** Next.js: what a constant of the name of a method is made of. */
function methodAround(code: LiftedCode, scope: number): { readonly scope: number } | undefined {
  const around = /(^|\/)route\.[jt]s$/.test(code.path) ? enclosingFunction(code.facts, scope) : undefined;
  return around && { scope: around.id };
}

/** What a function of the workspace does that is called; undefined for others. */
function effectsOf(workspace: Workspace, path: string, call: number): Effects | undefined {
  const fn = workspace.linker.functionOf(workspace.linker.callee(path, call));
  return fn && workspace.files.get(fn.path)?.effects.get(fn.scope);
}

const bodyHandlers = perFile((workspace, code: LiftedCode): number => {
  const handlers = new Set<number>();
  for (const it of conceptsOf(code, 'input-read'))
    if (it.source === 'body' || it.source === 'form') {
      const handler = handlerAround(workspace, code, it.scope);
      if (handler) handlers.add(handler.scope);
    }
  for (const it of helperReads(workspace, code)) {
    const handler = handlerAround(workspace, code, it.scope);
    if (handler) handlers.add(handler.scope);
  }
  code.facts.calls.forEach((call, id) => {
    const effects = effectsOf(workspace, code.path, id);
    const handler = effects?.takesBody === true && effects.validates ? handlerAround(workspace, code, call.scope) : undefined;
    if (handler) handlers.add(handler.scope);
  });
  // `Order.parse(await jsonBody(request))`, `web.Decode[Order](request)`.
  for (const it of conceptsOf(code, 'validation')) {
    const handler = handlerAround(workspace, code, it.scope) ?? methodAround(code, it.scope);
    if (handler) handlers.add(handler.scope);
  }
  if (code.facts.language === 'go')
    code.facts.calls.forEach((call, id) => {
      if (
        !/^(Decode|Bind|Parse|Read)\w*$/.test(call.callee.path.at(-1) ?? '') ||
        !call.args.some((it) => it.kind === 'reference' && /^(r|req|request|c|ctx)$/.test(it.path.join('.')))
      )
        return;
      const fn = workspace.linker.functionOf(workspace.linker.callee(code.path, id));
      const facts = fn && workspace.files.get(fn.path)?.facts;
      const checks =
        facts?.kind === 'code' && facts.imports.some((one) => /validator|ozzo-validation|govalidator/.test(one.module));
      const around = checks ? enclosingFunction(code.facts, call.scope) : undefined;
      if (around) handlers.add(around.id);
    });
  const { scopes } = code.facts;
  for (const [id, { fn }] of scopes.entries())
    if (fn?.decorators.some((it) => CHECKS_BODY.test(it.path.at(-1) ?? ''))) handlers.add(id);
  return handlers.size;
});

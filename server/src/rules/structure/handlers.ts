import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import { passesOn } from '#concepts/passes-on.ts';
import { behindModel } from '#concepts/routing/handler-shape.ts';
import type { FunctionDetails, ScopeId } from '#facts/code-facts.ts';
import { isHandlerShape } from '#workspace/layers.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { nameOfHandler, routesOfHandler } from '../routed-handlers.ts';

/** A function that answers requests. */
export interface Handler {
  readonly name: string;
  /** True where only the file's folder says so. */
  readonly isWeak: boolean;
  /** The function itself. */
  readonly scope: ScopeId;
}

/** The request handler around a scope; undefined where none of the functions around it is one. */
export function handlerAround(workspace: Workspace, code: LiftedCode, scope: ScopeId, isHelper = false): Handler | undefined {
  const routed = new Set(conceptsOf(code, 'route').flatMap((it) => it.handler ?? []));
  const layering = workspace.layerOf(code.path);
  for (let id: ScopeId | undefined = scope; id !== undefined; id = code.facts.scopes[id]?.parent) {
    const fn = code.facts.scopes[id]?.fn;
    if (!fn) continue;
    const name = nameOfHandler(code, id);
    if (
      routed.has(id) ||
      routesOfHandler(workspace, code, id).length > 0 ||
      workspace.answersRoutes(code.path, [fn.owner, fn.name].filter(Boolean).join('.'))
    )
      return { name, isWeak: false, scope: id };
    if (isHandler(workspace, code, fn, id)) return { name, isWeak: (layering?.score ?? 100) < 70, scope: id };
    if (!isHelper && layering?.layer === 'controller' && isHelperOfHandlers(workspace, code, fn))
      return { name, isWeak: false, scope: id };
  }
  return undefined;
}

/** A function that stays in the file and that nothing but handlers calls is a part of them. */
function isHelperOfHandlers(workspace: Workspace, code: LiftedCode, fn: FunctionDetails): boolean {
  if (fn.name === undefined || fn.owner !== undefined || fn.argumentOf || isMiddleware(fn)) return false;
  if (code.facts.language === 'python' ? !fn.name.startsWith('_') : fn.isExported) return false;
  const callers = code.facts.calls.filter((it) => it.callee.receiver === undefined && it.callee.path.join('.') === fn.name);
  return callers.length > 0 && callers.every((it) => handlerAround(workspace, code, it.scope, true) !== undefined);
}

const VIEW_METHODS =
  /^(get|post|put|patch|delete|list|create|retrieve|update|partial_update|destroy|perform_create|perform_update|perform_destroy|head|options)$/;
const NEXT_METHODS = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/;

function isHandler(workspace: Workspace, code: LiftedCode, fn: FunctionDetails, id: ScopeId): boolean {
  const { facts, path } = code;
  if (isMiddleware(fn) || passesOn(facts, id)) return false;
  if (isController(workspace, code, fn))
    return facts.language === 'python' ? VIEW_METHODS.test(fn.name ?? '') || fn.decorators.length > 0 : fn.decorators.length > 0;
  if (fn.isExported && NEXT_METHODS.test(fn.name ?? '') && /(^|\/)route\.[jt]s$/.test(path)) return true;
  const scope = facts.scopes[id];
  if (isHandlerShape(fn, (type) => workspace.catalog.isHandlerType(workspace.linker.typed(path, scope?.parent ?? 0, type)))) {
    return facts.language !== 'go' || fn.results.every((it) => it.path.join('.') === 'error');
  }
  const names = behindModel(fn.parameters).map((it) => it.name);
  const layer = workspace.layerOf(path)?.layer;
  if (facts.language === 'javascript' || facts.language === 'typescript')
    return /^_?req(uest)?$/.test(names[0] ?? '') && /^_?res(ponse)?$|^reply$/.test(names[1] ?? '');
  return facts.language === 'python' && layer === 'controller' && names[0] === 'request' && fn.owner === undefined;
}

/** `(req, res, next)` without an answer is a middleware's shape; names tell the two apart. */
function isMiddleware(fn: FunctionDetails): boolean {
  return (
    /auth|protect|guard|permission|middleware|verify|current_?user|deserialize|serialize/i.test(fn.name ?? '') &&
    /^(auth|protect|guard|require|verify|is[A-Z]|check|ensure|get_current|deserialize|serialize|\w*[mM]iddleware)/.test(
      fn.name ?? '',
    )
  );
}

/** Whether a method belongs to a class that answers requests. */
export function isController(workspace: Workspace, code: LiftedCode, fn: FunctionDetails): boolean {
  const owner = fn.owner === undefined ? undefined : code.facts.classes.find((it) => it.name === fn.owner);
  if (!owner) return false;
  const { linker, catalog } = workspace;
  return (
    owner.decorators.some((it) => catalog.decoratorRole(linker.reference(code.path, 0, it.path)) === 'controller') ||
    owner.bases.some((it) => it.path.length > 0 && catalog.baseRole(linker.reference(code.path, 0, it.path)) === 'controller')
  );
}

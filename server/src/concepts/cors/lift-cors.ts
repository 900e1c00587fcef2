import type { Span } from '#base/span.ts';
import type { Assignment, Call, CallId, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { ObjectEntry, Value } from '#facts/value.ts';
import { followValue } from '#link/follow.ts';
import { type CallSite, literalText } from '../call-site.ts';
import type { Concept } from '../concept.ts';
import type { CorsOrigins } from '../kinds/safeguards.ts';
import type { CorsModel } from './cors-model.ts';
import { type OriginContext, originsOf } from './cors-origins.ts';

/** A call that is a CORS policy or registers one. */
export function liftCors(site: CallSite, model: CorsModel): Concept[] {
  return policy(site, model, model.options === 'keywords' ? undefined : site.call.args.at(model.options));
}

/** A call that registers a policy that is one of its arguments: `register(cors, {…})`, `add_middleware(CORSMiddleware, …)`. */
export function liftCorsOf(site: CallSite, index: number): Concept[] {
  const { linker, catalog, facts, call } = site;
  const value = call.args[index];
  if (value?.kind !== 'reference') return [];
  const meaning = catalog.normalise(linker.value(facts.path, call.scope, value));
  const found = catalog.callsOf(meaning, facts.language).find((it) => it.model.is === 'cors');
  if (found?.model.is !== 'cors') return [];
  // A class of the project's own on top of it that is told for which paths.
  if (call.keywords.some((it) => /^(?:paths?|path_(?:regex|prefix|pattern)|prefix(?:es)?|routes)$/.test(it.name))) return [];
  return policy({ ...site, framework: found.framework }, { ...found.model, isRegistration: true }, call.args[index + 1]);
}

function policy(site: CallSite, model: CorsModel, argument: Value | undefined): Concept[] {
  const { facts, call } = site;
  // flask-cors: `cors = CORS()` is given its app later.
  if (model.options === 'keywords' && model.isRegistration && call.form !== 'decorator' && call.args.length === 0) return [];
  const isAppWide = model.isRegistration ? isWholeApp(site) : isUsedAppWide(site);
  const inside = model.key === undefined ? argument : entryOf(facts, argument, model.key);
  if (isAppWide === undefined || (model.key !== undefined && isOff(inside))) return [];
  const options = optionsOf(site, model, inside);
  const origins: CorsOrigins = options ? originsIn(options, model) : { kind: 'unknown' };
  const credentials = options ? credentialsIn(options, model) : 'unknown';
  const entry = options && entrySpan(options, facts, model);
  const condition = conditionAround(facts, call.scope);
  return [
    {
      kind: 'cors',
      framework: site.framework,
      scope: call.scope,
      span: call.span,
      call: site.id,
      origins:
        origins.kind === 'wildcard' && credentials === 'yes' && model.reflectsWithCredentials ? { kind: 'reflected' } : origins,
      credentials,
      isAppWide,
      ...(entry && { entry: { span: entry } }),
      ...(condition !== undefined && { condition }),
    },
  ];
}

/** Also of an object that has a name: `const options = { cors: true }`. */
function entryOf(facts: CodeFacts, value: Value | undefined, key: string): Value | undefined {
  if (value?.kind === 'object') return value.entries.find((it) => it.key === key)?.value;
  if (value?.kind !== 'reference' || value.path.length !== 1) return undefined;
  const [found, ...others] = facts.bindings.filter((it) => it.name === value.path[0]);
  if (found?.origin.kind !== 'value' || found.origin.value.kind !== 'object' || others.length > 0) return undefined;
  return entryOf(facts, found.origin.value, key);
}

function isOff(value: Value | undefined): boolean {
  return value === undefined || (value.kind === 'literal' && value.value === false);
}

interface Options {
  readonly entries: readonly ObjectEntry[];
  readonly isOpen: boolean;
  readonly context: OriginContext;
}

function optionsOf(site: CallSite, model: CorsModel, argument: Value | undefined): Options | undefined {
  const { facts, linker, call } = site;
  const context: OriginContext = { facts, linker, scope: call.scope };
  if (model.options === 'keywords') {
    const entries = call.keywords.map((it) => ({ key: it.name, value: it.value, span: it.span }));
    return { entries, isOpen: call.isOpen, context };
  }
  if (!argument) return call.isOpen ? undefined : { entries: [], isOpen: false, context };
  if (argument.kind === 'literal') return { entries: [], isOpen: false, context };
  const origin = followValue(linker, facts.path, call.scope, argument);
  if (origin?.kind !== 'value' || origin.rest.length > 0) return undefined;
  const from = linker.folder.files.get(origin.path);
  if (from?.kind !== 'code') return undefined;
  const inside: OriginContext = { facts: from, linker, scope: origin.scope };
  const added = argument.kind === 'reference' ? assignedTo(facts, argument.path) : [];
  if (origin.value.kind === 'object')
    return { entries: [...origin.value.entries, ...added], isOpen: origin.value.isOpen, context: inside };
  // `config := cors.DefaultConfig(); config.AllowOrigins = …`.
  const isDefault =
    origin.value.kind === 'call' && /DefaultConfig$/.test(from.calls[origin.value.call]?.callee.path.at(-1) ?? '');
  return isDefault ? { entries: added, isOpen: added.length === 0, context } : undefined;
}

function assignedTo(facts: CodeFacts, path: readonly string[]): ObjectEntry[] {
  const isTo = (it: Assignment) => it.target.length === path.length + 1 && path.every((name, index) => it.target[index] === name);
  return facts.assignments.filter(isTo).map((it) => ({ key: it.target.at(-1) ?? '', value: it.value, span: it.span }));
}

function entrySpan({ entries, context }: Options, facts: CodeFacts, model: CorsModel): Span | undefined {
  if (context.facts !== facts) return undefined;
  return entries.find((it) => model.everybody?.includes(it.key) || model.origins.includes(it.key))?.span;
}

function originsIn({ entries, isOpen, context }: Options, model: CorsModel): CorsOrigins {
  const isTrue = (value: Value) => value.kind === 'literal' && value.value === true;
  if (entries.some((it) => model.everybody?.includes(it.key) && isTrue(it.value))) return { kind: 'wildcard' };
  const given = entries
    .filter((it) => model.origins.includes(it.key))
    .map((it) => originsOf(context, it.value, model.onTrue ?? 'reflected'));
  const open = given.find((it) => it.kind === 'wildcard') ?? given.find((it) => it.kind === 'reflected');
  if (given.length > 0) return open ?? (given.length === 1 && given[0] ? given[0] : { kind: 'unknown' });
  // flask-cors: `resources={r"/api/*": {"origins": "*"}}`.
  const resources = entries.find((it) => it.key === 'resources')?.value;
  if (resources?.kind === 'object') {
    const inner = resources.entries
      .flatMap((it) => (it.value.kind === 'object' ? it.value.entries : []))
      .find((it) => model.origins.includes(it.key));
    return inner ? originsOf(context, inner.value, 'reflected') : { kind: 'wildcard' };
  }
  if (isOpen || entries.some((it) => model.everybody?.includes(it.key) && it.value.kind !== 'literal'))
    return { kind: 'unknown' };
  return model.byDefault === 'wildcard' ? { kind: 'wildcard' } : { kind: 'list', origins: [] };
}

function credentialsIn({ entries, isOpen }: Options, model: CorsModel): 'yes' | 'no' | 'unknown' {
  const value = entries.find((it) => it.key === model.credentials)?.value;
  if (!value) return isOpen ? 'unknown' : 'no';
  return value.kind === 'literal' ? (value.value === true ? 'yes' : 'no') : 'unknown';
}

/** flask-cors on a blueprint holds for the blueprint. */
function isWholeApp({ facts, linker, catalog, call }: CallSite): boolean {
  if (call.form === 'decorator') return false;
  const first = call.args[0];
  if (first?.kind !== 'reference') return true;
  // The blueprint of an API is all that another website would call.
  if (/(^|_)api(_|$)/i.test(first.path.at(-1) ?? '')) return true;
  const meaning = catalog.normalise(linker.value(facts.path, call.scope, first));
  return !('chain' in meaning && /^(Blueprint|APIRouter)$/.test(meaning.chain[0] ?? ''));
}

/** Whether what a factory gives is registered for the whole app; undefined where it is registered nowhere here and stays inside. */
function isUsedAppWide(site: CallSite): boolean | undefined {
  const { facts, id, call } = site;
  const taker = facts.calls.find((it) => it.args.some((value) => value.kind === 'call' && value.call === id));
  if (taker) return isGeneralUse(site, taker);
  const handler = facts.calls.find((it) => it.callee.receiver === id);
  if (handler) return true;
  const name = call.targets[0] ?? bindingOf(facts, id);
  if (name !== undefined) {
    const uses = facts.calls.filter(
      (it) =>
        it.args.some((value) => value.kind === 'reference' && value.path[0] === name) ||
        (it.callee.path[0] === name && it.callee.path.length === 2),
    );
    const found = uses.map((it) => (it.callee.path[0] === name ? true : isGeneralUse(site, it)));
    if (found.length > 0) return found.includes(true);
  }
  return call.use === 'returned' || call.use === 'assigned' || call.use === 'other' ? true : undefined;
}

function bindingOf(facts: CodeFacts, id: CallId): string | undefined {
  return facts.bindings.find((it) => it.origin.kind === 'value' && it.origin.value.kind === 'call' && it.origin.value.call === id)
    ?.name;
}

const GENERAL_PATH = /^(\/?\*?|\/\(?\.\*\)?|\/?(api|v\d|graphql|api\/v\d)(\/\*|\/\*\*)?\/?|\/\*\*?|\/\{\*\w+\})$/;

function isGeneralUse(site: CallSite, taker: Call): boolean {
  const name = taker.callee.path.at(-1) ?? '';
  if (
    /^(get|post|put|patch|delete|del|options|head|all|route|GET|POST|PUT|PATCH|DELETE|OPTIONS|HEAD|Any|Get|Post|Put|Patch|Delete|With|Group|Handle|HandleFunc|Method)$/.test(
      name,
    )
  )
    return false;
  // Express's routers take the same call; what is used on one holds for its routes.
  const path = literalText(site, taker.args[0]);
  return path === undefined
    ? !/router$/i.test(taker.callee.path.at(-2) ?? '') || /^router$/i.test(taker.callee.path[0] ?? '')
    : GENERAL_PATH.test(path);
}

/** What is asked on the way to a scope, up to the function around it; undefined where nothing is. */
export function conditionAround(facts: CodeFacts, scope: ScopeId): string | undefined {
  const texts: string[] = [];
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const found = facts.scopes[at];
    if (found?.kind === 'function') break;
    if (!found?.branch) continue;
    const { form, text, group } = found.branch;
    const first =
      form === 'else' ? facts.scopes.find((it) => it.branch?.group === group && it.branch.form === 'then') : undefined;
    texts.push(text || `not ${first?.branch?.text ?? ''}`);
  }
  return texts.length > 0 ? texts.join(' and ') : undefined;
}

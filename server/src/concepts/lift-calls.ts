import { assertNever } from '#base/assert-never.ts';
import type { CallId, CodeFacts } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Linker } from '#link/linker.ts';
import type { Meaning } from '#link/meaning.ts';
import type { CallModel } from './call-model.ts';
import { type CallSite, keyword, literalText } from './call-site.ts';
import type { Catalog } from './catalog.ts';
import type { Concept } from './concept.ts';
import { liftCors, liftCorsOf } from './cors/lift-cors.ts';
import { createGivenModels } from './data/given-model.ts';
import { liftBuiltSql, liftNamedSql } from './data/lift-built-sql.ts';
import { liftCacheWrite } from './data/lift-cache-write.ts';
import { liftQuery } from './data/lift-query.ts';
import { liftSchemaChange } from './data/lift-schema-change.ts';
import { heldModel } from './data/model-holder.ts';
import { liftCredentialUse, liftEnvSchema, liftSettingRead, liftSettingsLoad } from './environment/lift-settings.ts';
import { liftInputCall } from './messages/lift-input.ts';
import { liftLoggerSetup, loggedBy } from './messages/lift-log.ts';
import { liftResponse } from './messages/lift-response.ts';
import { liftEndpoints, liftRequest } from './requests/lift-request.ts';
import { liftTimeLimit, liftTimeLimitDefault } from './requests/lift-time-limit.ts';
import { createShapes } from './routing/handler-shape.ts';
import { liftModulePaths } from './routing/lift-module-paths.ts';
import { liftGroup, liftMount } from './routing/lift-mount.ts';
import { liftResource } from './routing/lift-resource.ts';
import { liftRoute } from './routing/lift-route.ts';
import { liftRouter } from './routing/lift-router.ts';
import { liftUrlInclude, liftUrlPattern } from './routing/lift-url-pattern.ts';
import { liftUse } from './routing/lift-use.ts';
import { liftWrapped } from './routing/lift-wrapped.ts';
import { liftAliases, liftArguments } from './routing/router-aliases.ts';
import { createdPlace } from './routing/router-place.ts';
import { meaningOfCall } from './routing/untyped-router.ts';
import { liftUrlLists } from './routing/url-lists.ts';
import { liftSafeguard } from './safeguards/lift-safeguards.ts';
import { liftPersisted } from './tokens/lift-persisted.ts';
import { liftTokenDefaults, liftTokenSigning } from './tokens/lift-token.ts';

/** The concepts that the calls of a file stand for. */
export function liftCalls(facts: CodeFacts, linker: Linker, catalog: Catalog): Concept[] {
  const concepts: Concept[] = [];
  const shapes = createShapes(facts, catalog);
  const models = createGivenModels(facts, catalog);
  let order = 0;
  facts.calls.forEach((call, id) => {
    let meaning = catalog.normalise(linker.callee(facts.path, id));
    let matches = catalog.callsOf(meaning, facts.language);
    const shaped = matches.length === 0 ? (shapes?.(id) ?? models?.(id)) : undefined;
    if (shaped) {
      meaning = catalog.normalise(shaped);
      matches = catalog.callsOf(meaning, facts.language);
    } else if (matches.length === 0 && meaning.kind === 'local') {
      meaning = heldModel(linker, catalog, meaning) ?? meaning;
      matches = catalog.callsOf(meaning, facts.language);
    } else if (matches.length === 0 && (meaning.kind === 'unknown' || meaning.kind === 'external')) {
      meaning = meaningOfCall({ linker, catalog }, facts, id);
      matches = catalog.callsOf(meaning, facts.language);
    }
    if (matches.length === 0) matches = catalog.declared.callsOf(call, meaning);
    for (const { framework, model } of matches) {
      const site: CallSite = { facts, linker, catalog, id, call, meaning, framework, order };
      const lifted = liftCall(site, model);
      concepts.push(...lifted);
      if (lifted.some((it) => 'order' in it)) order += 1;
    }
    if (matches.length === 0)
      concepts.push(...liftNamedSql({ facts, linker, catalog, id, call, meaning, framework: 'language', order }));
    // What `require` gives may be called at once, with the router as its argument.
    const isLocal = meaning.kind === 'local' || (call.callee.path.length === 0 && call.callee.receiver !== undefined);
    if (isLocal && matches.length === 0) {
      const context = { facts, linker, catalog };
      const registered = [...liftArguments(context, id, order), ...liftWrapped(context, id, order)];
      concepts.push(...registered);
      if (registered.length > 0) order += 1;
    }
  });
  concepts.push(...liftAliases({ facts, linker, catalog }), ...liftUrlLists({ facts, linker, catalog }));
  return withoutInnerQueries(facts, concepts);
}

const OF_LISTS = /^(?:map|flatMap|filter|forEach|reduce|find|some|every|slice|sort|at|includes|push|join)$/;

function liftCall(site: CallSite, model: CallModel): Concept[] {
  const base = { framework: site.framework, scope: site.call.scope, span: site.call.span, call: site.id };
  switch (model.is) {
    case 'query':
      // The rows of an awaited builder are a list, which looks like one more step of the builder.
      if (site.framework === 'knex' && OF_LISTS.test(site.call.callee.path.at(-1) ?? '')) return [];
      return [...liftQuery(site, model), ...(model.sql === undefined ? [] : liftBuiltSql(site, model.sql, false))];
    case 'built-sql':
      return liftBuiltSql(site, model.argument, model.isFragment === true);
    case 'schema-change':
      return liftSchemaChange(site, model);
    case 'transaction':
      return [{ ...base, kind: 'transaction' }];
    case 'route':
      return liftRoute(site, model);
    case 'mount':
      return liftMount(site, model);
    case 'use':
      return liftUse(site, model);
    case 'group':
      return liftGroup(site, model);
    case 'router':
      return liftRouter(site, model);
    case 'module-paths':
      return liftModulePaths(site);
    case 'hung-at':
    case 'loads-folder':
      // Only what it is passed to says where that is.
      return [];
    case 'url-pattern':
      return liftUrlPattern(site, model);
    case 'url-include':
      return liftUrlInclude(site);
    case 'resource':
      return liftResource(site, model);
    case 'server': {
      const name = site.call.targets[0];
      const router = createdPlace(site, site.facts.path, site.id);
      return [{ ...base, kind: 'server', router, ...(name !== undefined && { name }) }];
    }
    case 'listen': {
      const target = site.call.targets[0];
      return [{ ...base, kind: 'listen', name: site.call.callee.path.join('.'), ...(target !== undefined && { target }) }];
    }
    case 'signal':
      return [{ ...base, kind: 'signal', signals: signalNames(site.call.args.slice(model.argument)) }];
    case 'shutdown':
      return [{ ...base, kind: 'shutdown', what: model.what }];
    case 'cache-write':
      return liftCacheWrite(site, model);
    case 'cache-expiry': {
      const [command] = site.call.args;
      const isCommand = command?.kind === 'literal' && model.commands?.includes(String(command.value).toUpperCase()) === true;
      if (model.commands && !isCommand) return [];
      const key = site.call.args[model.key];
      return [{ ...base, kind: 'cache-expiry', ...(key && { key }) }];
    }
    case 'log':
      return [
        {
          ...base,
          kind: 'log',
          level: logLevel(model.level, site.meaning),
          isStructured: model.isStructured ?? true,
          endsProcess: model.endsProcess ?? false,
          logged: loggedBy(site),
        },
      ];
    case 'logger-setup':
      return liftLoggerSetup(site, model);
    case 'http-request':
      return liftRequest(site, model);
    case 'endpoint-builder':
      return liftEndpoints(site, model);
    case 'web-storage-write': {
      const key = literalText(site, site.call.args[model.key]);
      const value = site.call.args[model.value];
      return [
        { ...base, kind: 'web-storage-write', store: model.store, ...(key !== undefined && { key }), ...(value && { value }) },
      ];
    }
    case 'persisted-store':
      return liftPersisted(site, model);
    case 'env-schema':
      return liftEnvSchema(site, model);
    case 'setting-read':
      return liftSettingRead(site, model);
    case 'settings-load':
      return liftSettingsLoad(site, model);
    case 'credential-use':
      return liftCredentialUse(site, model);
    case 'index-change': {
      const concurrent = model.concurrentKeyword === undefined ? undefined : keyword(site.call, model.concurrentKeyword);
      const table = tableValue(site, model.table);
      return [
        {
          ...base,
          kind: 'index-change',
          action: model.action,
          tool: model.tool,
          isConcurrent: model.isConcurrent === true || (concurrent?.kind === 'literal' && concurrent.value === true),
          ...(table?.kind === 'literal' && typeof table.value === 'string' && { table: table.value }),
        },
      ];
    }
    case 'time-limit':
      return liftTimeLimit(site, model);
    case 'time-limit-default':
      return liftTimeLimitDefault(site, model);
    case 'token-signing':
      return liftTokenSigning(site, model);
    case 'token-defaults':
      return liftTokenDefaults(site, model);
    case 'risky-call':
      return [{ ...base, kind: 'risky-call', what: model.what }];
    case 'safeguard':
      return liftSafeguard(site, model);
    case 'cors':
      return liftCors(site, model);
    case 'cors-of':
      return liftCorsOf(site, model.value);
    case 'input-read':
      return liftInputCall(site, model);
    case 'validation':
      return [{ ...base, kind: 'validation' }];
    case 'notice': {
      const text = site.call.args[model.text];
      return [{ ...base, kind: 'notice', ...(text && { text }) }];
    }
    case 'response':
      return liftResponse(site, model);
    default:
      return assertNever(model);
  }
}

/** The argument that names a table: by number, by keyword, or of another call of the chain (`chain:on`). */
function tableValue(site: CallSite, place: number | string | undefined): Value | undefined {
  if (place === undefined) return undefined;
  if (typeof place === 'number') return site.call.args[place];
  if (!place.startsWith('chain:')) return keyword(site.call, place);
  const name = place.slice('chain:'.length);
  for (let id = site.call.callee.receiver; id !== undefined; id = site.facts.calls[id]?.callee.receiver) {
    const call = site.facts.calls[id];
    if (call?.callee.path.at(-1) === name) return call.args[0];
  }
  return undefined;
}

function signalNames(values: readonly Value[]): string[] {
  return values.flatMap((value) => {
    if (value.kind === 'literal' && typeof value.value === 'string') return [value.value];
    if (value.kind === 'array') return signalNames(value.items);
    const name = value.kind === 'reference' ? (value.path.at(-1) ?? '') : '';
    return name.startsWith('SIG') ? [name] : [];
  });
}

const LEVELS: Readonly<Record<string, 'debug' | 'info' | 'warn' | 'error'>> = {
  trace: 'debug',
  debug: 'debug',
  verbose: 'debug',
  info: 'info',
  log: 'info',
  print: 'info',
  warn: 'warn',
  warning: 'warn',
  error: 'error',
  exception: 'error',
  critical: 'error',
  fatal: 'error',
  panic: 'error',
};

function logLevel(level: 'name' | 'debug' | 'info' | 'warn' | 'error', meaning: Meaning): 'debug' | 'info' | 'warn' | 'error' {
  if (level !== 'name') return level;
  const name = 'chain' in meaning ? (meaning.chain.at(-1) ?? '').toLowerCase() : '';
  const base = Object.keys(LEVELS).find((it) => name.startsWith(it));
  return base === undefined ? 'info' : (LEVELS[base] ?? 'info');
}

/** `query = query.filter(…)` makes a query longer and runs nothing. */
function addsToItself(facts: CodeFacts, id: CallId): boolean {
  let root = facts.calls[id];
  while (root?.callee.receiver !== undefined) root = facts.calls[root.callee.receiver];
  const [head] = root?.callee.path ?? [];
  return head !== undefined && facts.calls[id]?.targets.includes(head) === true;
}

/** In a chain of builder calls only the outermost one is the query. */
function withoutInnerQueries(facts: CodeFacts, concepts: readonly Concept[]): Concept[] {
  const inner = new Set<CallId>();
  const read = new Set<CallId>();
  for (const it of concepts) {
    if (it.kind !== 'query' || it.call === undefined) continue;
    for (let id = facts.calls[it.call]?.callee.receiver; id !== undefined; id = facts.calls[id]?.callee.receiver)
      (it.operation === 'read' ? read : inner).add(id);
    if (it.operation === 'read' && addsToItself(facts, it.call)) inner.add(it.call);
  }
  // What is read back at the end of a chain does not undo the write before it.
  const isInner = (it: Concept): boolean =>
    it.kind === 'query' && it.call !== undefined && (inner.has(it.call) || (it.operation !== 'write' && read.has(it.call)));
  return concepts.filter((it) => !isInner(it));
}

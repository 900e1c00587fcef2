import type { CallModel } from '../call-model.ts';
import { type CallSite, keyword } from '../call-site.ts';
import type { Concept } from '../concept.ts';
import type { Mount, RouterCreation } from '../kinds/routing.ts';
import { constantText, listOf } from './constant-text.ts';
import type { Row } from './loop-rows.ts';
import { linksOf } from './middleware-role.ts';
import { mountBase } from './mount-parts.ts';
import { methodName } from './route-methods.ts';
import { createdPlace, receiverPlace, routerPlace } from './router-place.ts';

/** An app or router comes to be; only what holds for all its routes is worth a concept, but each has one, so that its place is seen by others. */
export function liftRouter(site: CallSite, model: Extract<CallModel, { is: 'router' }>): Concept[] {
  const { facts, call, linker, id } = site;
  const row: Row = (value) => ({ path: facts.path, scope: call.scope, value });
  const router = model.isOwn === false ? receiverPlace(site, facts.path, id) : createdPlace(site, facts.path, id);
  if (router === undefined) return [];
  const named = (model.prefixKeywords ?? []).flatMap((name) => keyword(call, name) ?? [])[0];
  const prefix = named ?? (model.prefix === undefined ? undefined : call.args[model.prefix]);
  const text = prefix && prefix.kind !== 'object' ? constantText(linker, row(prefix)) : '';
  const { chain, isOpen } = linksOf(site, (model.chainKeywords ?? []).flatMap((name) => keyword(call, name) ?? []).map(row));
  const exceptions = model.isForControllers === true ? exceptionsOf(site, row) : undefined;
  const versioning = model.versioning === true ? versioningOf(site, row) : undefined;
  const outer = model.parent === undefined ? undefined : call.args[model.parent];
  const parent = outer ? routerPlace(site, facts.path, call.scope, outer) : undefined;
  const hung: Mount[] =
    parent === undefined
      ? []
      : [{ ...mountBase(site), parent, child: router, router: '', path: '', chain: [], isChainOpen: false, isAlias: true }];
  return [
    ...hung,
    {
      kind: 'router',
      framework: site.framework,
      scope: call.scope,
      span: call.span,
      call: id,
      router,
      chain,
      isChainOpen: isOpen,
      isApp: model.isApp === true,
      isController: false,
      isForControllers: model.isForControllers === true || model.versioning === true,
      ...(text !== undefined && { prefix: text }),
      ...(exceptions && { exceptions }),
      ...(versioning && { versioning }),
    },
  ];
}

function exceptionsOf({ call, linker }: CallSite, row: Row): RouterCreation['exceptions'] {
  const value = keyword(call, 'exclude');
  const list = value && listOf(linker, row(value));
  return list?.items.flatMap((it) => {
    const entry = (key: string) =>
      it.value.kind === 'object' ? it.value.entries.find((entry) => entry.key === key)?.value : undefined;
    const written = it.value.kind === 'object' ? entry('path') : it.value;
    const path = written && constantText(linker, { ...it, value: written });
    if (path === undefined) return [];
    // `RequestMethod.GET`.
    const method = entry('method');
    const name = method?.kind === 'reference' ? methodName(method.path.at(-1) ?? '') : 'ANY';
    return [{ path, ...(name !== 'ANY' && { method: name }) }];
  });
}

function versioningOf({ call, linker }: CallSite, row: Row): { before: string; default?: string } | undefined {
  const type = keyword(call, 'type');
  if (type?.kind !== 'reference' || type.path.at(-1) !== 'URI') return undefined;
  const before = keyword(call, 'prefix');
  const standard = keyword(call, 'defaultVersion');
  const text = standard ? constantText(linker, row(standard)) : undefined;
  return { before: before ? (constantText(linker, row(before)) ?? '') : 'v', ...(text !== undefined && { default: text }) };
}

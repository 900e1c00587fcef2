import type { CallModel } from '../call-model.ts';
import { type CallSite, keyword } from '../call-site.ts';
import type { Concept } from '../concept.ts';
import type { Mount } from '../kinds/routing.ts';
import { constantText } from './constant-text.ts';
import { isStatic } from './lift-use.ts';
import { type Row, roundsOf, rowsOf } from './loop-rows.ts';
import { linksOf } from './middleware-role.ts';
import { callbackPlace, hungIn, mountBase, mountOf, withPath } from './mount-parts.ts';
import { createdPlace, receiverPlace } from './router-place.ts';

/** A router hung in by a call that does nothing else. */
export function liftMount(site: CallSite, model: Extract<CallModel, { is: 'mount' }>): Concept[] {
  const { call } = site;
  return roundsOf(site).flatMap((row): Concept[] => {
    const values = call.args.slice(model.router);
    const argument = values[0] ?? (model.keyword === undefined ? undefined : keyword(call, model.keyword));
    if (!argument || isStatic(site, argument)) return [];
    const links = (model.chainKeywords ?? []).flatMap((name) => keyword(call, name) ?? []).map(row);
    const { chain, isOpen } = linksOf(site, [...links, ...values.slice(1).map(row)]);
    const path = mountPath(site, model, row);
    const mount = mountOf(site, row(argument), path, { chain, isOpen });
    return [model.replacesPrefix === true && path !== '' ? { ...mount, replacesPrefix: true } : mount];
  });
}

/** A part of a router that other registrations are made on: gin's `Group`, Express's `route`. */
export function liftGroup(site: CallSite, model: Extract<CallModel, { is: 'group' }>): Concept[] {
  const { facts, call, id, linker } = site;
  const row = rowsOf(linker, facts, call)[0];
  if (!row) return [];
  const parent = receiverPlace(site, facts.path, id);
  const place = createdPlace(site, facts.path, id);
  const from = model.path === undefined ? 0 : model.path + 1;
  const { chain, isOpen } = linksOf(
    site,
    call.args
      .slice(from)
      .filter((it) => it.kind !== 'function' || model.callback !== true)
      .map(row),
  );
  const argument = model.path === undefined ? undefined : call.args[model.path];
  // A path that changes with each round of a loop is told by the route at the end of the chain.
  const isOfRound = facts.language === 'go' && call.callee.path.at(-1) === 'Path' && call.use === 'receiver';
  const isOwn = argument !== undefined && !(isOfRound && row(argument).value !== argument);
  const path = isOwn ? constantText(linker, row(argument)) : '';
  const group: Mount = {
    ...mountBase(site),
    ...hungIn(parent, place),
    router: call.targets[0] ?? '',
    chain,
    isChainOpen: isOpen || call.isOpen,
    isAlias: false,
    ...withPath(path),
  };
  const callback =
    model.callback === true ? call.args.findLast((it) => it.kind === 'function' || it.kind === 'reference') : undefined;
  const inner = callback ? callbackPlace(site, row(callback)) : undefined;
  return inner === undefined ? [group] : [{ ...group, child: inner }];
}

function mountPath(site: CallSite, model: Extract<CallModel, { is: 'mount' }>, row: Row): string | undefined {
  const { call, linker } = site;
  const argument = model.path === undefined ? undefined : call.args[model.path];
  const value = argument ?? (model.prefixKeywords ?? ['prefix']).flatMap((name) => keyword(call, name) ?? [])[0];
  if (!value || (value.kind === 'literal' && value.value === null)) return '';
  return constantText(linker, row(value));
}

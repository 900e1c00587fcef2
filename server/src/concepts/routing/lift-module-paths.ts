import type { Value } from '#facts/value.ts';
import { follow } from '#link/follow.ts';
import type { CallSite } from '../call-site.ts';
import type { Concept } from '../concept.ts';
import type { Mount, RouterId } from '../kinds/routing.ts';
import { constantText, listOf, type Seen } from './constant-text.ts';
import { mountBase, withPath } from './mount-parts.ts';

/** Modules may hold modules this deep. */
const MAX_DEPTH = 6;

/** NestJS's `RouterModule.register([{ path: 'admin', module: AdminModule, children: [...] }])`: the controllers of modules hang below a path. */
export function liftModulePaths(site: CallSite): Concept[] {
  const { facts, call, linker } = site;
  const [argument] = call.args;
  const list = argument && listOf(linker, { path: facts.path, scope: call.scope, value: argument });
  if (!list) return [];
  const router: RouterId = `${facts.path}#modules`;
  const mounts = list.items.flatMap((it) => mountsOf(site, router, it, '', 0));
  if (mounts.length === 0) return [];
  const { kind: _, target, order, ...base } = mountBase(site);
  return [
    {
      ...base,
      kind: 'router',
      router,
      prefix: '',
      chain: [],
      isChainOpen: false,
      isApp: false,
      isController: true,
      isForControllers: false,
    },
    ...mounts,
  ];
}

function mountsOf(site: CallSite, parent: RouterId, seen: Seen, before: string | undefined, depth: number): Mount[] {
  if (depth > MAX_DEPTH) return [];
  if (seen.value.kind === 'reference') return ofModule(site, parent, seen, before);
  if (seen.value.kind !== 'object') return [];
  const entry = (key: string): Value | undefined =>
    seen.value.kind === 'object' ? seen.value.entries.find((it) => it.key === key)?.value : undefined;
  const [own, module, children] = [entry('path'), entry('module'), entry('children')];
  const text = own ? constantText(site.linker, { ...seen, value: own }) : '';
  const path = text === undefined || before === undefined ? undefined : `${before}/${text}`;
  const inner = children ? (listOf(site.linker, { ...seen, value: children })?.items ?? []) : [];
  return [
    ...(module ? ofModule(site, parent, { ...seen, value: module }, path) : []),
    ...inner.flatMap((it) => mountsOf(site, parent, it, path, depth + 1)),
  ];
}

/** The controllers that a module's decorator lists. */
function ofModule(site: CallSite, parent: RouterId, { path, scope, value }: Seen, prefix: string | undefined): Mount[] {
  const { linker } = site;
  const found = value.kind === 'reference' ? follow(linker, path, scope, value.path) : undefined;
  const module = found?.kind === 'class' ? linker.names(found.path) : undefined;
  if (found?.kind !== 'class' || !module) return [];
  const decorators = module.table.classes.get(found.name)?.decorators ?? [];
  return decorators.flatMap(({ call }) => {
    const [settings] = (call === undefined ? undefined : module.facts.calls[call]?.args) ?? [];
    const listed = settings?.kind === 'object' ? settings.entries.find((it) => it.key === 'controllers')?.value : undefined;
    const controllers = listed ? (listOf(linker, { path: found.path, scope: 0, value: listed })?.items ?? []) : [];
    return controllers.flatMap((it): Mount[] => {
      const controller = it.value.kind === 'reference' ? follow(linker, it.path, it.scope, it.value.path) : undefined;
      if (controller?.kind !== 'class') return [];
      return [
        {
          ...mountBase(site),
          parent,
          child: `${controller.path}#class ${controller.name}`,
          router: controller.name,
          chain: [],
          isChainOpen: false,
          isAlias: false,
          ...withPath(prefix),
        },
      ];
    });
  });
}

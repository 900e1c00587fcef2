import { folderOf, joinPath, type Path } from '#base/paths.ts';
import type { Value } from '#facts/value.ts';
import { type CallSite, keyword } from '../call-site.ts';
import type { Mount } from '../kinds/routing.ts';
import type { Seen } from './constant-text.ts';

/** The folder that a registration loads plugins from: `register(autoLoad, { dir: join(__dirname, 'routes') })`; undefined for all other plugins. */
export function loadedFolder(site: CallSite, plugin: Seen): Pick<Mount, 'framework' | 'folder'> | undefined {
  const { linker, catalog, facts, call } = site;
  if (plugin.value.kind !== 'reference') return undefined;
  const meaning = catalog.normalise(linker.value(plugin.path, plugin.scope, plugin.value));
  const match = catalog.callsOf(meaning, facts.language).find((it) => it.model.is === 'loads-folder');
  if (!match) return undefined;
  const written = keyword(call, 'dir');
  const path = written && pathOf(site, written);
  if (path === undefined) return undefined;
  const isOn = (name: string, standard: boolean): boolean => {
    const value = keyword(call, name);
    return value?.kind === 'literal' ? value.value === true : standard;
  };
  const folder = { path, isFlat: !isOn('dirNameRoutePrefix', true), hasParameters: isOn('routeParams', false) };
  return { framework: match.framework, folder };
}

/** `join(__dirname, 'routes')`, `path.resolve(import.meta.dirname, 'routes')`, `${__dirname}/routes`. */
function pathOf({ facts }: CallSite, value: Value): Path | undefined {
  const here = folderOf(facts.path);
  if (value.kind === 'template') {
    const [before, after, ...others] = value.text.split('\uFFFC');
    const [part] = value.parts;
    return part && isHere(facts, part) && before === '' && after !== undefined && others.length === 0
      ? joinPath(here, after.replace(/^\//, ''))
      : undefined;
  }
  const call = value.kind === 'call' ? facts.calls[value.call] : undefined;
  if (!call || !/^(join|resolve)$/.test(call.callee.path.at(-1) ?? '')) return undefined;
  const [first, ...rest] = call.args;
  const names = rest.flatMap((it) => (it.kind === 'literal' && typeof it.value === 'string' ? [it.value] : []));
  if (!first || !isHere(facts, first) || names.length < rest.length) return undefined;
  return joinPath(here, names.join('/'));
}

function isHere(facts: CallSite['facts'], value: Value): boolean {
  if (value.kind === 'call') return facts.calls[value.call]?.callee.path.at(-1) === 'dirname';
  return value.kind === 'reference' && /^(__dirname|import\.meta\.dirname)$/.test(value.path.join('.'));
}

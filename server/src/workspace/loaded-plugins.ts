import type { Path } from '#base/paths.ts';
import type { Mount, RouterId } from '#concepts/kinds/routing.ts';
import type { LiftedFile } from '#concepts/lifted-file.ts';
import { parameterPlace } from '#concepts/routing/router-place.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import { functionNamed } from './exported-function.ts';

/** A mount for each file of a folder that plugins are loaded from, with the path that its place gives it. */
export function loadedPlugins(mount: Mount, files: Iterable<LiftedFile>): Mount[] {
  const { folder, ...rest } = mount;
  if (!folder) return [];
  return [...files].flatMap(({ path, facts }): Mount[] => {
    if (facts.kind !== 'code' || facts.language === 'python' || !path.startsWith(`${folder.path}/`)) return [];
    const child = pluginOf(facts);
    if (child === undefined) return [];
    const own = textOf(facts, 'autoPrefix') ?? '';
    const between = folder.isFlat ? '' : placeOf(path.slice(folder.path.length + 1), folder.hasParameters);
    const below = mount.path === undefined ? {} : { path: [mount.path, between, own].join('/') };
    const override = textOf(facts, 'prefixOverride');
    return [{ ...rest, child, ...(override === undefined ? below : { path: override }) }];
  });
}

function pluginOf(facts: CodeFacts): RouterId | undefined {
  const scope = functionNamed(facts, 'default');
  return scope !== undefined && (facts.scopes[scope]?.fn?.parameters.length ?? 0) > 0
    ? parameterPlace(facts, scope, 0)
    : undefined;
}

function placeOf(inside: Path, hasParameters: boolean): string {
  const folders = inside.split('/').slice(0, -1);
  return folders.map((it) => (hasParameters ? it.replace(/^_+/, ':') : it)).join('/');
}

function textOf(facts: CodeFacts, name: string): string | undefined {
  const found = facts.exports.find((it) => it.name === name);
  const origin = facts.bindings.find((it) => it.scope === 0 && it.name === (found?.local ?? name))?.origin;
  const value = found?.value ?? (found && origin?.kind === 'value' ? origin.value : undefined);
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}

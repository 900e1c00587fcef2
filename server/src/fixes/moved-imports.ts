import { folderOf, type Path, relativePath } from '#base/paths.ts';
import type { CodeFacts, Import } from '#facts/code-facts.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { goPackage, scriptModule } from './module-name.ts';

/**
 * What another file has to import for code that goes there and uses names which this file imports; the file need not be there yet. Undefined where
 * an import leads nowhere or has a form that cannot be moved.
 */
export function movedImports(
  workspace: Workspace,
  facts: CodeFacts,
  locals: ReadonlySet<string>,
  to: Path,
): readonly NeededImport[] | undefined {
  const target = workspace.files.get(to)?.facts;
  const there: CodeFacts = target?.kind === 'code' ? target : { ...facts, path: to, imports: [] };
  const needed: NeededImport[] = [];
  for (const [index, it] of facts.imports.entries()) {
    if (!locals.has(it.local)) continue;
    const resolution = workspace.linker.resolution(facts.path, index);
    if (it.isDeferred || (resolution.kind === 'missing' && it.module.startsWith('.'))) return undefined;
    const own = resolution.kind === 'file' ? resolution.path : undefined;
    switch (facts.language) {
      case 'go': {
        const folder = resolution.kind === 'folder' ? resolution.path : undefined;
        const module = folder === undefined ? it.module : goPackage(workspace, to, folder)?.path;
        if (module === undefined || folder === folderOf(to)) return undefined;
        needed.push(it.local === lastOf(module) ? { module } : { module, namespace: it.local });
        break;
      }
      case 'python': {
        const moved = inPython(there, it, own);
        if (!moved) return undefined;
        needed.push(moved);
        break;
      }
      default: {
        const module = own === undefined ? it.module : scriptModule(workspace, there, own);
        needed.push({
          module,
          ...(it.imported === 'default'
            ? { default: it.local }
            : it.imported === '*'
              ? { namespace: it.local }
              : {
                  names: [
                    {
                      name: it.imported,
                      ...(it.local !== it.imported && { as: it.local }),
                      ...(it.isTypeOnly && { type: true as const }),
                    },
                  ],
                }),
        });
      }
    }
  }
  return needed;
}

/** `from . import models` may name a module of the package: then what it leads to is the module itself. */
function inPython(there: CodeFacts, it: Import, own: Path | undefined): NeededImport | undefined {
  const { module, imported, local } = it;
  const alias = local === imported ? {} : { as: local };
  if (imported === '*') {
    if (module.startsWith('.')) return undefined;
    return local === module.split('.')[0] ? { module } : { module, namespace: local };
  }
  if (own === undefined || !module.startsWith('.')) return { module, names: [{ name: imported, ...alias }] };
  const isModule = new RegExp(`(?:^|/)${imported}(?:/__init__)?\\.py$`).test(own);
  const named = relativeModule(there.path, own);
  if (!isModule) return { module: named, names: [{ name: imported, ...alias }] };
  const [, dots = '', middle = ''] = /^(\.*)(?:(.*)\.)?[^.]+$/.exec(named) ?? [];
  const above = dots + middle;
  return above === '' ? undefined : { module: above, names: [{ name: imported, ...alias }] };
}

/** From module to module, as `..models`. */
function relativeModule(from: Path, to: Path): string {
  const way = relativePath(folderOf(from), to);
  const ups = way.split('/').filter((it) => it === '..').length;
  const rest = way.replace(/^(?:\.\.?\/)+/, '').replace(/(?:(?:^|\/)__init__)?\.py$/, '');
  return '.'.repeat(ups + 1) + rest.replaceAll('/', '.');
}

function lastOf(module: string): string {
  return module.split('/').at(-1) ?? module;
}

import { folderOf, joinPath, type Path } from '#base/paths.ts';
import { isCode } from '#concepts/lifted-file.ts';
import { atFileEnd } from '#fixes/statements.ts';
import { styleOf } from '#fixes/text-style.ts';
import { addGoImports } from '#snippets/go-imports.ts';
import type { Entry, Move } from './move-to-config.ts';

/** The configuration package of a Go unit gets one function for each variable, which any package can call. */
export function goEntry(move: Move): Entry | undefined {
  // A conversion gives two results in Go, so that the read alone can be moved.
  if (move.read.outerSpan.end !== move.read.span.end || move.read.api !== 'os.Getenv') return undefined;
  const module = moduleOf(move);
  if (!module) return undefined;
  const path = move.environment.configModules.find((it) => it.endsWith('.go') && folderOf(it) !== folderOf(move.file.path));
  return path === undefined ? createdPackage(move, module) : inPackage(move, module, path);
}

interface Module {
  readonly folder: Path;
  readonly name: string;
}

function inPackage(move: Move, module: Module, path: Path): Entry | undefined {
  const file = move.workspace.files.get(path);
  const text = move.workspace.textOf(path);
  if (!file || !isCode(file) || text === undefined || file.facts.packageName === undefined || file.facts.packageName === 'main')
    return undefined;
  const fn = functionName(move.name);
  if (file.facts.bindings.some((it) => it.scope === 0 && it.name === fn)) return undefined;
  const body = `// ${fn} is the value of ${move.name}.\nfunc ${fn}() string {\n\treturn os.Getenv("${move.name}")\n}`;
  const imports = addGoImports(text, [{ module: 'os' }], module.name).changes;
  return {
    edits: [
      {
        kind: 'change',
        path,
        changes: [...imports, atFileEnd(text, body, styleOf(text, 'go'))],
        note: `Add ${fn}`,
      },
    ],
    from: path,
    name: fn,
    usage: '()',
  };
}

function createdPackage(move: Move, module: Module): Entry | undefined {
  if (move.environment.configModules.length > 0) return undefined;
  const folder = joinPath(module.folder, 'internal/config') ?? 'internal/config';
  const path = `${folder}/config.go`;
  const fn = functionName(move.name);
  const text = `// Package config reads the environment in one place.\npackage config\n\nimport "os"\n\n// ${fn} is the value of ${move.name}.\nfunc ${fn}() string {\n\treturn os.Getenv("${move.name}")\n}\n`;
  return {
    edits: [{ kind: 'create', path, text, note: 'Create the configuration package' }],
    from: path,
    name: fn,
    usage: '()',
  };
}

function moduleOf({ workspace, file }: Move): Module | undefined {
  const found = workspace.linker.folder.goModules.find(
    (it) => folderOf(it.path) === '' || file.path.startsWith(`${folderOf(it.path)}/`),
  );
  return found && { folder: folderOf(found.path), name: found.module };
}

/** `ORDERS_DB_ADDR` → `OrdersDbAddr`. */
function functionName(name: string): string {
  return name
    .toLowerCase()
    .split('_')
    .filter(Boolean)
    .map((it) => it.charAt(0).toUpperCase() + it.slice(1))
    .join('');
}

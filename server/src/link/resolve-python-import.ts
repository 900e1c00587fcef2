import { folderOf, foldersUp, joinPath, type Path } from '#base/paths.ts';
import type { Folder } from './folder.ts';
import type { Resolution } from './meaning.ts';

/**
 * Resolves a Python import to the module that holds the name: `from shop.orders import models` is `shop/orders/models.py`
 * where that exists, else `shop/orders/__init__.py` or `shop/orders.py`. Absolute names are looked for below each folder
 * above the file that is not itself a package, nearest first, and below a `src` folder there.
 */
export function resolvePythonImport(folder: Folder, from: Path, module: string, imported: string): Resolution {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const names = module.slice(dots).split('.').filter(Boolean);
  if (dots > 0) {
    const base = joinPath(folderOf(from), ...above(dots));
    const path = base === undefined ? undefined : findModule(folder, base, names, imported);
    return path === undefined ? { kind: 'missing' } : { kind: 'file', path };
  }
  const top = names[0] ?? '';
  if (!STANDARD_MODULES.has(top)) {
    for (const at of foldersUp(from)) {
      if (folder.files.has(joinPath(at, '__init__.py') ?? '')) continue;
      const path = findModule(folder, at, names, imported) ?? findModule(folder, joinPath(at, 'src') ?? at, names, imported);
      if (path !== undefined && path !== from) return { kind: 'file', path };
    }
  }
  return { kind: 'package', name: top };
}

/**
 * Tells whether a path that an import in the file `from` leads to is the module that it names, rather than the one that holds the name:
 * `from . import orders`. In the package `orders` itself that names a member of it.
 */
export function isImportedModule(
  path: Path,
  from: Path,
  { module, imported }: { readonly module: string; readonly imported: string },
): boolean {
  if (/^\.+$/.test(module) && path === joinPath(folderOf(from), ...above(module.length), '__init__.py')) return false;
  const names = [...module.split('.').filter(Boolean), imported].join('/');
  return `/${path}`.endsWith(`/${names}.py`) || `/${path}`.endsWith(`/${names}/__init__.py`);
}

/** One dot is the package that the file is in, each further one the package around it. */
function above(dots: number): string[] {
  return Array.from({ length: dots - 1 }, () => '..');
}

function findModule(folder: Folder, base: Path, names: readonly string[], imported: string): Path | undefined {
  const at = joinPath(base, ...names) ?? '';
  const candidates = [`${at}.py`, joinPath(at, '__init__.py') ?? ''];
  if (imported !== '' && imported !== '*')
    candidates.unshift(joinPath(at, `${imported}.py`) ?? '', joinPath(at, imported, '__init__.py') ?? '');
  return candidates.find((path) => folder.files.get(path)?.kind === 'code');
}

/** Modules of the standard library that applications like to name their own files after; from `sys.stdlib_module_names` of 3.13. */
const STANDARD_MODULES: ReadonlySet<string> = new Set(
  (
    'abc argparse array ast asyncio base64 bisect calendar cmd code codecs collections concurrent configparser contextlib contextvars copy csv ' +
    'dataclasses datetime decimal email enum errno functools gc glob gzip hashlib heapq hmac html http importlib inspect io ipaddress itertools ' +
    'json keyword locale logging math mimetypes multiprocessing numbers operator os pathlib pickle platform pprint profile queue random re ' +
    'resource sched secrets select selectors shelve shlex shutil signal site smtplib socket socketserver sqlite3 ssl stat statistics string ' +
    'struct subprocess symtable sys tempfile textwrap threading time timeit token tokenize traceback types typing unicodedata unittest urllib ' +
    'uuid warnings weakref xml zipfile zlib zoneinfo'
  ).split(' '),
);

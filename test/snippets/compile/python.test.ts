import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Path } from '#base/paths.ts';
import { shippedLibrary } from '../library.ts';
import { cacheFolder, filesOf, installOnce, mustRun, packagesOf, run, writeFresh } from './project.ts';

// Every Python body in a package of its own, with its imports and the files that it imports from: type-checked by mypy
// (strict), imported for real with the environment that it asks for, linted and held to one format by ruff.

const library = shippedLibrary();
const snippets = [...library.snippets.values()].filter((it) => it.languages[0] === 'python');
const folder = cacheFolder('py');
const cases = join(folder, 'cases');
const bin = join(folder, 'venv', process.platform === 'win32' ? 'Scripts' : 'bin');
const NEEDS = 'install Python 3.11 or later with its venv module';
const TOOLS = [
  'mypy==2.4.1',
  'ruff==0.17.5',
  'celery-types==0.26.0',
  'django-stubs==6.1.2',
  'djangorestframework-stubs==3.18.1',
  'types-Flask-Cors==6.0.3.20260712',
  'psycopg==3.3.9',
];
let types = '';
let imports = '';
let lint = { code: 0, output: '' };
let format = { code: 0, output: '' };

beforeAll(() => {
  const packages = packagesOf(library, snippets, 'pypi');
  const list = [...[...packages].map(([name, version]) => name + version), ...TOOLS];
  installOnce(folder, list.join('\n'), () => {
    if (!existsSync(bin)) mustRun('python3', ['-m', 'venv', join(folder, 'venv')], { cwd: folder, needs: NEEDS });
    mustRun(join(bin, 'python'), ['-m', 'pip', 'install', '--quiet', '--upgrade', ...list], { cwd: folder, needs: NEEDS });
  });
  const files = new Map<string, string>();
  const environment: Record<string, string> = { SECURE_HSTS_SECONDS: '0' };
  for (const snippet of snippets) {
    for (const [path, text] of caseFiles(snippet.id)) {
      if (path.endsWith('.py')) files.set(path, text);
    }
    for (const key of snippet.environment ?? []) environment[key.name] = key.example;
  }
  for (const path of [...files.keys()])
    for (const parent of packagesAbove(path)) files.set(`${parent}/__init__.py`, files.get(`${parent}/__init__.py`) ?? '');
  files.set('src/control/mistake.py', 'count: int = str(1)\n');
  files.set('pyproject.toml', PROJECT);
  files.set('import_all.py', IMPORT_ALL);
  writeFresh(cases, files);
  const options = { cwd: cases, needs: NEEDS };
  types = run(join(bin, 'mypy'), ['src'], options).output;
  imports = run(join(bin, 'python'), ['import_all.py'], { ...options, env: environment }).output;
  lint = run(join(bin, 'ruff'), ['check', '--no-cache', 'src'], options);
  format = run(join(bin, 'ruff'), ['format', '--no-cache', '--check', '--diff', 'src'], options);
}, 900_000);

describe('type-checks and can be imported', () => {
  test.each(snippets.map((it) => it.id))('%s', (id) => {
    const own = new RegExp(`^(src/)?${packageOf(id)}[./].*(error:|FAILED).*$`, 'gm');
    expect(types.match(own) ?? []).toEqual([]);
    expect(imports.match(own) ?? []).toEqual([]);
  });
});

test('a mistake would be seen', () => {
  expect(types).toMatch(/^src\/control\/mistake.py:1: error: Incompatible types/m);
  expect(imports).toMatch(/^\d+ modules imported$/m);
});

test('ruff has nothing to say', () => {
  expect(lint.output).toBe('All checks passed!\n');
  expect(format).toEqual({ code: 0, output: expect.stringMatching(/^\d+ files already formatted\n$/) });
});

function caseFiles(id: string): Map<Path, string> {
  const snippet = library.snippets.get(id);
  if (snippet === undefined) throw new Error(id);
  const name = packageOf(id);
  const project = new Map([
    ['pyproject.toml', ''],
    [`src/${name}/__init__.py`, ''],
  ]);
  return filesOf(library, snippet, { files: project, active: `src/${name}/__init__.py` });
}

function packageOf(id: string): string {
  return id.replaceAll('-', '_');
}

function packagesAbove(path: Path): Path[] {
  const folders = path.split('/').slice(1, -1);
  return folders.map((_, index) => ['src', ...folders.slice(0, index + 1)].join('/'));
}

const PROJECT = `[tool.mypy]
strict = true
# Channels and Flask-Sock have no types.
disallow_subclassing_any = false
disallow_untyped_decorators = false
plugins = ["pydantic.mypy"]
mypy_path = "src"
explicit_package_bases = true
namespace_packages = true
show_error_codes = true

[[tool.mypy.overrides]]
module = ["environ.*", "flask_sock.*", "simple_websocket.*", "channels.*", "flask_cors.*"]
ignore_missing_imports = true

[tool.ruff]
line-length = 100
target-version = "py311"
src = ["src"]

[tool.ruff.lint]
select = ["E", "F", "W", "I", "UP", "B", "ASYNC", "C4", "DTZ", "EXE", "G", "PIE", "RET", "SIM", "T20", "BLE", "S110", "S112"]
# Long docstrings read better on one line; star imports are how Django splits its settings; a readiness check may fail in any way.
ignore = ["E501", "F403", "F405", "BLE001"]
`;

const IMPORT_ALL = `import importlib, pathlib, sys, traceback

sys.path.insert(0, "src")
import django
from django.conf import settings

settings.configure(
    CORS_ALLOWED_ORIGINS=["http://localhost:5173"], CHANNEL_LAYERS={}, CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "rest_framework"],
)
django.setup()
count = 0
for file in sorted(pathlib.Path("src").rglob("*.py")):
    name = ".".join(file.relative_to("src").with_suffix("").parts)
    try:
        if ".conf" in file.name:
            exec(compile(file.read_text(), str(file), "exec"), {})
        else:
            importlib.import_module(name)
        count += 1
    except BaseException:
        print(f"{name} FAILED {traceback.format_exc().splitlines()[-1]}")
print(f"{count} modules imported")
`;

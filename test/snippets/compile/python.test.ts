import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Path } from '#base/paths.ts';
import { shippedLibrary } from '../library.ts';
import { installPypi, pythonNeeds } from './install.ts';
import { cacheFolder, filesOf, run, writeFresh } from './project.ts';

// Every Python body in a package of its own, with its imports and the files that it imports from: type-checked by mypy
// (strict), imported for real with the environment that it asks for, linted and held to one format by ruff.

const library = shippedLibrary();
const snippets = [...library.snippets.values()].filter((it) => it.languages[0] === 'python');
const folder = cacheFolder('py');
const cases = join(folder, 'cases');
const bin = join(folder, 'venv', process.platform === 'win32' ? 'Scripts' : 'bin');
let types = '';
let imports = '';
let lint = { code: 0, output: '' };
let format = { code: 0, output: '' };

beforeAll(() => {
  installPypi(library);
  const files = new Map<string, string>();
  const environment: Record<string, string> = { SECURE_HSTS_SECONDS: '0' };
  const django = { PYTHONPATH: ['.', 'src'].join(delimiter), DJANGO_SETTINGS_MODULE: 'case_settings' };
  for (const snippet of snippets) {
    for (const [path, text] of caseFiles(snippet.id)) {
      if (path.endsWith('.py')) files.set(path, text);
    }
    for (const key of snippet.environment ?? []) environment[key.name] = key.example;
  }
  for (const path of [...files.keys()])
    for (const parent of packagesAbove(path)) files.set(`${parent}/__init__.py`, files.get(`${parent}/__init__.py`) ?? '');
  files.set('src/control/mistake.py', 'count: int = str(1)\n');
  files.set('pyproject.toml', PROJECT + djangoModels());
  files.set('import_all.py', IMPORT_ALL);
  files.set('case_settings.py', SETTINGS);
  writeFresh(cases, files);
  const options = { cwd: cases, needs: pythonNeeds, env: django };
  types = run(join(bin, 'mypy'), ['src'], options).output;
  imports = run(join(bin, 'python'), ['import_all.py'], { ...options, env: { ...environment, ...django } }).output;
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

/** What a field of a Django model is, mypy learns from a plugin that needs the settings of one whole project. */
function djangoModels(): string {
  const modules = snippets.filter((it) => it.dependencies?.includes('django') === true).map((it) => `"${packageOf(it.id)}.*"`);
  return `\n[[tool.mypy.overrides]]\nmodule = [${modules.join(', ')}]\ndisable_error_code = ["var-annotated"]\n`;
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
plugins = ["pydantic.mypy", "mypy_django_plugin.main"]
mypy_path = "src"
explicit_package_bases = true
namespace_packages = true
show_error_codes = true

[tool.django-stubs]
django_settings_module = "case_settings"

[[tool.mypy.overrides]]
module = ["environ.*", "flask_sock.*", "simple_websocket.*", "channels.*", "flask_cors.*", "flask_session.*", "drf_spectacular.*", "openapi_python_client.*"]
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

// Each folder with models is an app of its own, under a label that no other has.
const SETTINGS = `import pathlib

from django.apps import AppConfig

SECRET_KEY = "of the cases"
CORS_ALLOWED_ORIGINS = ["http://localhost:5173"]
CHANNEL_LAYERS = {}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
USE_TZ = True
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "rest_framework"]
for file in sorted(pathlib.Path("src").rglob("models.py")):
    if "django.db" not in file.read_text():
        continue
    name = ".".join(file.parent.relative_to("src").parts)
    label = name.replace(".", "_")
    globals()[label] = type(label, (AppConfig,), {"__module__": __name__, "name": name, "label": label})
    INSTALLED_APPS.append(f"case_settings.{label}")
`;

const IMPORT_ALL = `import importlib, pathlib, sys, traceback

import django

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

import type { Path } from '#base/paths.ts';
import { conceptsOf } from '#concepts/lifted-file.ts';
import type { Proposal, UnitFiles, Words } from './launch.ts';
import { isInstalled } from './program.ts';

/** A unit with Python code; undefined for others. The commands use an environment of their own in `.venv`. */
export function pythonLaunch(files: UnitFiles): Proposal | undefined {
  if (!files.unit.files.some((it) => it.endsWith('.py'))) return undefined;
  const manage = ['manage.py', 'src/manage.py'].find((it) => files.has(it) && /django/i.test(files.text(it) ?? ''));
  const started = manage === undefined ? startOf(files) : djangoStart(manage);
  return {
    install: installOf(files, started?.needs ?? []),
    build: [],
    migrate: manage === undefined ? migrationOf(files) : [[PYTHON, manage, 'migrate', '--noinput']],
    start: started?.words,
    variables: {},
    choices: [],
  };
}

const PYTHON = process.platform === 'win32' ? '.venv\\Scripts\\python.exe' : '.venv/bin/python';

interface Started {
  readonly words: Words;
  /** Packages that the start needs. */
  readonly needs: readonly string[];
}

function djangoStart(manage: string): Started {
  return { words: [PYTHON, manage, 'runserver', '127.0.0.1:{port}', '--noreload'], needs: [] };
}

const REQUIREMENTS = [
  'requirements.txt',
  'requirements/prod.txt',
  'requirements/production.txt',
  'requirements/base.txt',
  'requirements/common.txt',
  'requirements-prod.txt',
];

function installOf(files: UnitFiles, needs: readonly string[]): readonly Words[] {
  const hasUv = isInstalled('uv');
  const missing = needs.filter((it) => !files.unit.dependencies.has(it));
  const make: Words = hasUv ? ['uv', 'venv', '--quiet', '.venv'] : ['python3', '-m', 'venv', '.venv'];
  const install = (what: Words): Words =>
    hasUv ? ['uv', 'pip', 'install', '--python', PYTHON, ...what] : [PYTHON, '-m', 'pip', 'install', ...what];
  const found = REQUIREMENTS.find((it) => files.has(it));
  const own = found !== undefined ? ['-r', found] : files.has('pyproject.toml') || files.has('setup.py') ? ['.'] : undefined;
  return [make, ...(own === undefined ? [] : [install(own)]), ...(missing.length === 0 ? [] : [install(missing)])];
}

/** Files in which people write down how the server is started, the most binding first. */
const WRITTEN = ['Procfile', 'Dockerfile', 'Makefile', 'README.md', 'README.rst'];

function startOf(files: UnitFiles): Started | undefined {
  for (const name of WRITTEN) {
    const [, program, target] =
      /\b(uvicorn|gunicorn|hypercorn)\b[^\n]*?\s["']?([A-Za-z_][\w.]*:[A-Za-z_]\w*(?:\(\))?)/.exec(files.text(name) ?? '') ?? [];
    if (program === undefined || target === undefined) continue;
    if (files.has(moduleFile(target)) || files.has(`${moduleFile(target).slice(0, -3)}/__init__.py`))
      return serve(program === 'gunicorn' && !isAsgi(files) ? 'gunicorn' : 'uvicorn', target);
  }
  const app = appIn(files);
  if (app === undefined) return undefined;
  if (app.isAsgi) return serve('uvicorn', app.target);
  return files.unit.dependencies.has('gunicorn') && !app.isFactory
    ? serve('gunicorn', app.target)
    : { words: [PYTHON, '-m', 'flask', '--app', app.target, 'run', '--host', '127.0.0.1', '--port', '{port}'], needs: [] };
}

function serve(program: 'uvicorn' | 'gunicorn', target: string): Started {
  const words =
    program === 'gunicorn'
      ? [PYTHON, '-m', 'gunicorn', target, '--bind', '127.0.0.1:{port}']
      : [PYTHON, '-m', 'uvicorn', target, '--host', '127.0.0.1', '--port', '{port}'];
  return { words, needs: [program] };
}

function moduleFile(target: string): string {
  return `${(target.split(':')[0] ?? '').replaceAll('.', '/')}.py`;
}

function isAsgi({ unit }: UnitFiles): boolean {
  return ['fastapi', 'starlette', 'litestar', 'quart'].some((it) => unit.dependencies.has(it));
}

interface App {
  /** `package.module:app`, or the module alone for Flask's own search. */
  readonly target: string;
  readonly isAsgi: boolean;
  readonly isFactory: boolean;
}

/** The file that makes the application at its top level; else, for Flask, one with a factory. */
function appIn({ workspace, unit }: UnitFiles): App | undefined {
  const made = unit.files.flatMap((path) => {
    const file = workspace.files.get(path);
    if (file === undefined || !path.endsWith('.py') || workspace.roleOf(path) !== undefined) return [];
    return conceptsOf(file, 'server').map((it) => ({ path, it }));
  });
  const usual = (path: Path): number => (/(^|\/)(main|app|asgi|wsgi|server|run|autoapp)\.py$/.test(path) ? 0 : 1);
  made.sort((one, other) => usual(one.path) - usual(other.path) || one.path.split('/').length - other.path.split('/').length);
  const isAsgiFramework = (framework: string): boolean => !/flask/.test(framework);
  for (const { path, it } of made) {
    if (it.scope !== 0 || it.name === undefined) continue;
    return { target: `${moduleOf(path, unit.folder)}:${it.name}`, isAsgi: isAsgiFramework(it.framework), isFactory: false };
  }
  const [factory] = made;
  if (factory === undefined) return undefined;
  const module = moduleOf(factory.path, unit.folder);
  // An application that is made by a factory and held at the top level of another file.
  const holder = unit.files.find(
    (path) => /(^|\/)(main|app|asgi|wsgi|server|run|autoapp|manage)\.py$/.test(path) && holds(workspace.textOf(path)),
  );
  const isAsgi = isAsgiFramework(factory.it.framework);
  if (holder !== undefined)
    return { target: `${moduleOf(holder, unit.folder)}:${holds(workspace.textOf(holder))}`, isAsgi, isFactory: false };
  return isAsgi ? undefined : { target: module, isAsgi, isFactory: true };
}

/** The name of `app = create_app(…)` at the start of a line. */
function holds(text: string | undefined): string | undefined {
  return /^(app|application|api)\s*(?::\s*\w+\s*)?=\s*\w+\(/m.exec(text ?? '')?.[1];
}

function moduleOf(path: Path, folder: Path): string {
  const inside = folder === '' ? path : path.slice(folder.length + 1);
  const module = inside.slice(0, -'.py'.length).replaceAll('/', '.');
  return module.endsWith('.__init__') ? module.slice(0, -'.__init__'.length) : module;
}

function migrationOf(files: UnitFiles): readonly Words[] {
  return files.has('alembic.ini') ? [[PYTHON, '-m', 'alembic', 'upgrade', 'head']] : [];
}

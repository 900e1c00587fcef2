import { describe, expect, it } from 'vitest';
import { extractPythonProject } from '#extract/manifests/python-project.ts';

/** Dependencies as `name version` with `(dev)`, and the text they point at. */
function read(
  path: string,
  text: string,
): { name: string | undefined; dependencies: string[]; spans: string[]; errors: string[] } {
  const facts = extractPythonProject(path, text);
  return {
    name: facts.name,
    dependencies: facts.dependencies.map((it) => `${it.name} ${it.version}${it.isDevelopment ? ' (dev)' : ''}`),
    spans: facts.dependencies.map(({ span }) => text.slice(span.start, span.end)),
    errors: facts.parseErrors.map(({ message, span }) => `${message} @ ${text.slice(span.start, span.end)}`),
  };
}

describe('pyproject.toml', () => {
  it('reads the standard tables', () => {
    const text = `[project]
name = "shop"
dependencies = [
  "fastapi[standard]>=0.115,<1", # web
  'SQLAlchemy ~= 2.0 ; python_version >= "3.11"',
  "orders @ https://example.com/orders.whl ; extra == 'x'",
  "ruamel.yaml(>=0.18)",
]
[project.optional-dependencies]
postgres = ["psycopg[binary]"]
dev = ["pytest"]
[dependency-groups]
lint = ["ruff==0.9", {include-group = "dev"}]
worker = ["celery"]
`;
    expect(read('pyproject.toml', text)).toEqual({
      name: 'shop',
      dependencies: [
        'fastapi >=0.115,<1',
        'sqlalchemy ~= 2.0',
        'orders https://example.com/orders.whl',
        'ruamel-yaml >=0.18',
        'psycopg ',
        'pytest  (dev)',
        'ruff ==0.9 (dev)',
        'celery ',
      ],
      spans: [
        '"fastapi[standard]>=0.115,<1"',
        `'SQLAlchemy ~= 2.0 ; python_version >= "3.11"'`,
        `"orders @ https://example.com/orders.whl ; extra == 'x'"`,
        '"ruamel.yaml(>=0.18)"',
        '"psycopg[binary]"',
        '"pytest"',
        '"ruff==0.9"',
        '"celery"',
      ],
      errors: [],
    });
  });

  it('reads Poetry', () => {
    const text = `[tool.poetry]
name = "shop"
[tool.poetry.dependencies]
python = "^3.12"
Flask_SQLAlchemy = "^3"
redis = { version = "^5", extras = ["hiredis"] }
httpx.version = "^0.28"
numpy = [{ version = "1.26", python = "<3.12" }, { version = "2.0" }]
[tool.poetry.dev-dependencies]
black = "*"
[tool.poetry.group.test.dependencies]
pytest = "^8"
[tool.poetry.group.main.dependencies]
gunicorn = "^23"
`;
    expect(read('pyproject.toml', text)).toMatchObject({
      name: 'shop',
      dependencies: [
        'flask-sqlalchemy ^3',
        'redis ^5',
        'httpx ^0.28',
        'numpy 1.26',
        'black * (dev)',
        'pytest ^8 (dev)',
        'gunicorn ^23',
      ],
      errors: [],
    });
  });

  it('reads inline tables, uv, PDM and Hatch', () => {
    const text = `project = { name = "x" }
[tool.uv]
dev-dependencies = ["mypy"]
[tool.pdm.dev-dependencies]
test = ["coverage"]
[tool.hatch.envs.default]
dependencies = ["hypothesis"]
[tool.poetry]
dependencies = { django = "5.1" }
`;
    expect(read('pyproject.toml', text).dependencies).toEqual([
      'mypy  (dev)',
      'coverage  (dev)',
      'hypothesis  (dev)',
      'django 5.1',
    ]);
  });

  it.each([
    ['a missing value', '[project]\nname = \ndependencies = ["flask"]\n', ['flask '], ['Unexpected character @ name = ']],
    [
      'a repeated key',
      '[project]\nname = "a"\nname = "b"\ndependencies = ["flask"]\n',
      ['flask '],
      ['Defining a key multiple times is invalid @ name = "b"'],
    ],
    ['a half-typed header', '[project]\ndependencies = ["flask"]\n[tool.\n', ['flask '], undefined],
    ['a half-typed requirement', '[project]\nname = "a"\ndependencies = [\n  "flask",\n  "djan\n]\n', ['flask '], undefined],
  ])('keeps what can be read around %s', (_, text, dependencies, errors) => {
    const found = read('pyproject.toml', text);
    expect(found.dependencies).toEqual(dependencies);
    expect(found.errors).toHaveLength(1);
    if (errors) expect(found.errors).toEqual(errors);
  });

  it('reads directives in comments', () => {
    expect(
      extractPythonProject(
        'pyproject.toml',
        'a = "# tiebeam-ignore-line no/one"\n# tiebeam-ignore-file release/missing-lockfile\n',
      ).directives,
    ).toMatchObject([{ form: 'file', rules: ['release/missing-lockfile'], line: 1 }]);
  });
});

describe('requirements', () => {
  it('reads pins, options, continued lines, addresses', () => {
    const text = `# base
-r base.txt
--index-url https://example.com/simple
Django==5.1.2  # web
psycopg[binary] >= 3.1 ; sys_platform != "win32"
celery==5.4 \\
    --hash=sha256:aaaa \\
    --hash=sha256:bbbb
-e git+https://example.com/orders.git@v1#egg=shop_orders
git+https://example.com/noegg.git
./local
https://example.com/a.whl
pip @ https://example.com/pip.zip
`;
    expect(read('backend/requirements.txt', text)).toEqual({
      name: undefined,
      dependencies: [
        'django ==5.1.2',
        'psycopg >= 3.1',
        'celery ==5.4',
        'shop-orders git+https://example.com/orders.git@v1#egg=shop_orders',
        'pip https://example.com/pip.zip',
      ],
      spans: [
        'Django==5.1.2',
        'psycopg[binary] >= 3.1 ; sys_platform != "win32"',
        'celery==5.4',
        '-e git+https://example.com/orders.git@v1#egg=shop_orders',
        'pip @ https://example.com/pip.zip',
      ],
      errors: [],
    });
  });

  it.each([
    ['requirements-dev.txt', true],
    ['requirements/test.txt', true],
    ['requirements/base.txt', false],
    ['requirements/production.txt', false],
    ['dev-requirements.in', true],
    ['requirements.txt', false],
  ])('%s: for development %s', (path, isDevelopment) => {
    expect(extractPythonProject(path, 'flask').dependencies.map((it) => it.isDevelopment)).toEqual([isDevelopment]);
  });
});

describe('setup.cfg and Pipfile', () => {
  it('reads setup.cfg', () => {
    const text = `[metadata]
name = shop
[options]
packages = find:
install_requires =
    flask>=3
    ; a comment
    requests ; python_version < "3.9"  # old
tests_require = pytest
[options.extras_require]
docs =
    sphinx
redis = redis>=5
[flake8]
ignore = E501
`;
    expect(read('setup.cfg', text)).toEqual({
      name: 'shop',
      dependencies: ['flask >=3', 'requests ', 'pytest  (dev)', 'sphinx  (dev)', 'redis >=5'],
      spans: ['flask>=3', 'requests ; python_version < "3.9"', 'pytest', 'sphinx', 'redis>=5'],
      errors: [],
    });
  });

  it('reads a Pipfile', () => {
    const text =
      '[[source]]\nurl = "https://example.com"\n[packages]\nflask = "*"\nsentry-sdk = {extras = ["flask"], version = ">=1"}\n[dev-packages]\npytest = "*"\n[requires]\npython_version = "3.12"\n';
    expect(read('Pipfile', text).dependencies).toEqual(['flask *', 'sentry-sdk >=1', 'pytest * (dev)']);
  });
});

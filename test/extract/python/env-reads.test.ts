import { expect, test } from 'vitest';
import { linesOf } from '../facts-of.ts';

test.each([
  ['os.environ["PORT"]', 'PORT os.environ asserted'],
  ['os.environ.get("PORT")', 'PORT os.environ plain'],
  ['os.environ.get("PORT", "80")', 'PORT os.environ default "80"'],
  ['os.getenv("PORT")', 'PORT os.getenv plain'],
  ['os.getenv("PORT", default=None)', 'PORT os.getenv default null'],
  ['os.getenv("PORT") or "80"', 'PORT os.getenv default "80"'],
  ['os.getenv(name)', '? os.getenv plain'],
  ['os.environ[name]', '? os.environ asserted'],
  ['int(os.environ.get("PORT", 80))', 'PORT os.environ default 80 cast int'],
  ['int(os.environ["PORT"] or 80)', 'PORT os.environ default 80 cast int'],
  ['os.getenv("DEBUG") == "true"', 'DEBUG os.getenv plain cast boolean'],
  ['os.getenv("DEBUG", "0").lower() in ("1", "yes")', 'DEBUG os.getenv default "0" cast boolean'],
  ['os.environ["MODE"] == "production"', 'MODE os.environ asserted tested'],
  ['not os.getenv("MODE")', 'MODE os.getenv plain tested'],
  ['a if os.getenv("MODE") and b else c', 'MODE os.getenv plain tested'],
  ['os.getenv("MODE") if a else c', 'MODE os.getenv plain'],
  ['"MODE" in os.environ', 'MODE os.environ plain tested'],
  ['dict(os.environ)', '? os.environ whole'],
  ['{**os.environ, "A": "1"}', '? os.environ whole'],
  ['os.environ.copy()', '? os.environ whole'],
])('reads %s', (expression, line) => {
  const [read, ...more] = linesOf('python', 'env', `import os\nx = ${expression}\n`);
  expect(more).toEqual([]);
  expect(read?.replace(/ «.*$/, '')).toBe(`${line} @0`);
});

test.each([
  ['os.environ["PORT"] = "80"'],
  ['os.environ.setdefault("PORT", "80")'],
  ['del os.environ["PORT"]'],
  ['os.environ.update(x)'],
  ['environ["PORT"]'],
  ['settings.os.environ["PORT"]'],
  ['f(os=1)'],
])('finds no read in %s', (statement) => {
  expect(linesOf('python', 'env', `import os\n${statement}\n`)).toEqual([]);
});

test('follows the names that the file gives to the interface', () => {
  const source = [
    'import os as system, os.path',
    'from os import environ as env, getenv',
    'def load():',
    '    return env["A"], getenv("B"), system.getenv("C"), os.environ["D"]',
  ].join('\n');
  expect(linesOf('python', 'env', source)).toEqual([
    'A os.environ asserted @1 «env["A"]»',
    'B os.getenv plain @1 «getenv("B")»',
    'C os.getenv plain @1 «system.getenv("C")»',
    'D os.environ asserted @1 «os.environ["D"]»',
  ]);
});

test('tells the read from what stands around it', () => {
  const source = 'import os\nPORT = int(os.getenv("PORT") or 80)\n';
  expect(linesOf('python', 'env', source)).toEqual(['PORT os.getenv default 80 cast int @0 «int(os.getenv("PORT") or 80)»']);
});

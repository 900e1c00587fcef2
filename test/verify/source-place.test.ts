import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findSourceLine, placeInOutput, placeInStack } from '#verify/source-place.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tiebeam-source-'));
  const files = {
    'api/src/app.ts': 'import x;\n\nserve("/health");\n',
    'api/src/app.test.ts': 'get("/health");\n',
    'api/main.py': 'import signal\nsignal.SIGTERM\n',
    'api/node_modules/web/index.js': 'route("/health")\n',
    'api/dist/app.js': 'serve("/health");\n',
    // One mapping: the first character of the built file is line 3 of the source.
    'api/dist/app.js.map': JSON.stringify({ version: 3, sources: ['../src/app.ts'], names: [], mappings: 'AAEA' }),
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
});
afterAll(() => rm(root, { recursive: true }));

test.each([
  ['a line of the source, not of tests, builds or packages', [/health/], { path: 'api/src/app.ts', line: 3 }],
  ['the first pattern that fits', [/nowhere/, /SIGTERM/], { path: 'api/main.py', line: 2 }],
  ['nothing', [/nowhere/], undefined],
])('source lines: %s', async (_, patterns, place) => {
  expect(await findSourceLine(root, 'api', patterns)).toEqual(place);
});

test.each([
  ['src/app.ts(12,5): error TS2304: Cannot find name', { path: 'api/src/app.ts', line: 12 }],
  ['\u001b[31msrc/app.test.ts\u001b[39m:7:3 expected', { path: 'api/src/app.test.ts', line: 7 }],
  ['  File "main.py", line 2, in <module>', { path: 'api/main.py', line: 2 }],
  ['./main.py:2: error', { path: 'api/main.py', line: 2 }],
  ['node_modules/web/index.js:1:1', undefined],
  ['listening on 127.0.0.1:3000', undefined],
])('output: %s', async (output, place) => {
  expect(await placeInOutput(root, 'api', output)).toEqual(place);
});

test.each([
  [
    'a built file with a map',
    (folder: string) => `{"stack":"Error: x\\n    at serve (file://${folder}/api/dist/app.js:1:1)"}`,
    { path: 'api/src/app.ts', line: 3 },
  ],
  [
    'the first own frame',
    (folder: string) => `at a (${folder}/api/node_modules/web/index.js:1:1)\nat b (${folder}/api/main.js:9:2)`,
    { path: 'api/main.js', line: 9 },
  ],
  ['Python', (folder: string) => `File "${folder}/api/main.py", line 2, in f`, { path: 'api/main.py', line: 2 }],
  ['nothing of the project', () => 'at Module._load (node:internal/modules/cjs/loader:1:1) at /usr/lib/x.js:1:1', undefined],
])('stack: %s', async (_, text, place) => {
  expect(await placeInStack(root, text(root))).toEqual(place);
});

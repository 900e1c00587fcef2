import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { shippedLibrary } from '../library.ts';
import { goEnvironment, goNeeds, installGo } from './install.ts';
import { cacheFolder, filesOf, run, writeFresh } from './project.ts';

// Every Go body in packages of its own, with its imports and the packages that it imports: `go vet` compiles and checks
// them all against the modules that they name, gofmt holds them to its form.

const library = shippedLibrary();
const snippets = [...library.snippets.values()].filter((it) => it.languages[0] === 'go');
const folder = cacheFolder('go');
const cases = join(folder, 'cases');
const options = { cwd: folder, needs: goNeeds, env: goEnvironment };
let vet = '';
let unformatted = '';

beforeAll(() => {
  installGo(library);
  const files = new Map<string, string>([['control/mistake.go', 'package control\n\nvar Count int = "1"\n']]);
  for (const snippet of snippets) {
    const name = packageOf(snippet.id);
    const project = {
      files: new Map([
        ['go.mod', `module example.com/snippets/cases/${name}\n`],
        ['main.go', ''],
      ]),
      active: 'main.go',
    };
    for (const [path, text] of filesOf(library, snippet, project)) {
      if (path.endsWith('.go')) files.set(`${name}/${path}`, text);
    }
  }
  writeFresh(cases, files);
  vet = run('go', ['vet', './cases/...'], options).output;
  unformatted = run('gofmt', ['-l', 'cases'], options).output;
}, 900_000);

describe('compiles', () => {
  test.each(snippets.map((it) => it.id))('%s', (id) => {
    expect(vet.match(new RegExp(`^(vet: )?(\\./)?cases/${packageOf(id)}/.*$`, 'gm')) ?? []).toEqual([]);
  });
});

test('a mistake would be seen', () => {
  expect(vet).toMatch(/cases\/control\/mistake\.go:3:17: cannot use "1"/);
});

test('gofmt has nothing to change', () => {
  expect(unformatted).toBe('');
});

function packageOf(id: string): string {
  return id.replaceAll('-', '_');
}

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endTrouble, runProcess } from '#host/run-process.ts';
import { installPypi } from '../compile/install.ts';
import { casesOf, library, writeCase } from './cases.ts';
import { openServices } from './services.ts';

// A case holds `test_*.py` files of unittest; the snippets stand in the package `app`.

const cases = casesOf('python');
const services = openServices();
let project = { folder: '', bin: '' };

beforeAll(() => {
  project = installPypi(library);
}, 600_000);

afterAll(() => services.stop());

describe('in Python', () => {
  test.each(cases.map((it) => [it.name, it] as const))('%s', async (name, one) => {
    const target = join(project.folder, 'behaviour', name);
    writeCase(one, target, { files: { 'pyproject.toml': '', 'app/__init__.py': '' }, active: 'app/__init__.py' });
    const environment = { PATH: process.env.PATH ?? '', ...(await services.environmentFor(one)) };
    const words = [join(project.bin, 'python'), '-W', 'error::RuntimeWarning', '-m', 'unittest', '--verbose'];
    const { end, output } = await runProcess({ words, folder: target, environment }, { timeoutMs: 50_000 });
    expect(endTrouble(end), output).toBeUndefined();
    expect(output).toMatch(/^Ran [1-9]\d* tests? in /m);
    expect(output).toMatch(/^OK$/m);
  });
});

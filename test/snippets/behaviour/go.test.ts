import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endTrouble, runProcess } from '#host/run-process.ts';
import { goEnvironment, installGo } from '../compile/install.ts';
import { casesOf, library, writeCase } from './cases.ts';
import { openServices } from './services.ts';

// A case holds `*_test.go` files at the paths of the packages that they test.

const cases = casesOf('go');
const services = openServices();
let folder = '';

beforeAll(() => {
  folder = installGo(library);
}, 600_000);

afterAll(() => services.stop());

describe('in Go', () => {
  test.each(cases.map((it) => [it.name, it] as const))('%s', async (name, one) => {
    const target = join(folder, 'behaviour', name);
    writeCase(one, target, {
      files: { 'go.mod': `module example.com/snippets/behaviour/${name}\n`, 'main.go': '' },
      onlyPlanned: ['go.mod', 'main.go'],
      active: 'main.go',
    });
    const { PATH = '', HOME = '' } = process.env;
    const environment = { PATH, HOME, ...goEnvironment, ...(await services.environmentFor(one)) };
    const words = ['go', 'test', '-count=1', '-v', './...'];
    const { end, output } = await runProcess({ words, folder: target, environment }, { timeoutMs: 170_000 });
    expect(endTrouble(end), output).toBeUndefined();
    expect(output).toMatch(/^--- PASS: /m);
    expect(output).not.toMatch(/^\s*--- (FAIL|SKIP): /m);
  });
});

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endTrouble, runProcess } from '#host/run-process.ts';
import { installNpm } from '../compile/install.ts';
import { casesOf, library, writeCase } from './cases.ts';
import { openServices } from './services.ts';

// Node runs the files as they are, so the cases hold what it can strip: no decorators, no JSX.

const cases = casesOf('typescript');
const services = openServices();
let folder = '';

beforeAll(() => {
  folder = installNpm(library);
}, 600_000);

afterAll(() => services.stop());

describe('in TypeScript', () => {
  test.each(cases.map((it) => [it.name, it] as const))('%s', async (name, one) => {
    const target = join(folder, 'behaviour', name);
    writeCase(one, target, {
      files: {
        'package.json': '{ "type": "module" }',
        'tsconfig.json': '{ "compilerOptions": { "allowImportingTsExtensions": true } }',
        'src/main.ts': '',
      },
      onlyPlanned: ['src/main.ts'],
      active: 'src/main.ts',
    });
    const tests = readdirSync(target).filter((it) => it.endsWith('.test.ts'));
    const environment = { PATH: process.env.PATH ?? '', ...(await services.environmentFor(one)) };
    const words = [process.execPath, '--test', '--test-reporter=tap', ...tests];
    const { end, output } = await runProcess({ words, folder: target, environment }, { timeoutMs: 50_000 });
    expect(endTrouble(end), output).toBeUndefined();
    expect(output).toMatch(/^# pass [1-9]\d*$/m);
    expect(output).toMatch(/^# fail 0$/m);
  });
});

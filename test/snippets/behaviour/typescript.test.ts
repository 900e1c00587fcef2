import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endTrouble, runProcess } from '#host/run-process.ts';
import { generatePrismaClient, installNpm } from '../compile/install.ts';
import { type BehaviourCase, casesOf, library, writeCase } from './cases.ts';
import { openServices } from './services.ts';

// Node runs the files as they are where it can strip their types; decorators are compiled away first.

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
    const schema = join(target, 'prisma', 'schema.prisma');
    if (existsSync(schema)) generatePrismaClient(folder, schema);
    if (usesDecorators(one)) compileAll(target);
    const tests = readdirSync(target).filter((it) => /\.test\.[jt]s$/.test(it));
    const environment = { PATH: process.env.PATH ?? '', ...(await services.environmentFor(one)) };
    const words = [process.execPath, '--test', '--test-reporter=tap', ...tests];
    const { end, output } = await runProcess({ words, folder: target, environment }, { timeoutMs: 50_000 });
    expect(endTrouble(end), output).toBeUndefined();
    expect(output).toMatch(/^# pass [1-9]\d*$/m);
    expect(output).toMatch(/^# fail 0$/m);
  });
});

function usesDecorators({ snippets }: BehaviourCase): boolean {
  return snippets.some((id) => {
    const { frameworks = [], dependencies = [] } = library.snippets.get(id) ?? {};
    return frameworks.includes('nest') || dependencies.includes('typeorm');
  });
}

/** Puts a `.js` file in the place of each `.ts` file. */
function compileAll(target: string): void {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    useDefineForClassFields: false,
    rewriteRelativeImportExtensions: true,
  };
  for (const name of readdirSync(target, { recursive: true, encoding: 'utf8' }).filter((it) => it.endsWith('.ts'))) {
    const path = join(target, name);
    const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), { compilerOptions: options, fileName: path });
    writeFileSync(path.replace(/\.ts$/, '.js'), outputText);
    rmSync(path);
  }
}

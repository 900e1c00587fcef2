// One rule costs two files and one framework one: what the scripts write works as it is, without another line by hand.
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import type { FrameworkModel } from '#concepts/framework-model.ts';
import type { Rule } from '#rules/rule.ts';
import { parseRulePage } from '#rules/rule-page.ts';
import { newFramework } from '../../scripts/new-framework.ts';
import { newRule } from '../../scripts/new-rule.ts';
import { frameworkRegistry, pageRegistry, ruleRegistry } from '../../scripts/registries.ts';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { projectOf, type Sources } from '../sources.ts';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** A root of its own, with what new files import linked in. */
function rootWith(paths: readonly string[]): string {
  const root = temporaryFolder({ 'package.json': readFileSync(join(REPOSITORY, 'package.json'), 'utf8') });
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(join(REPOSITORY, path), join(root, path));
  }
  return root;
}

async function defaultOf(root: string, path: string): Promise<unknown> {
  const module: { readonly default: unknown } = await import(/* @vite-ignore */ pathToFileURL(join(root, path)).href);
  return module.default;
}

it('writes a rule that reports what its page marks', async () => {
  const root = rootWith(['server/src/concepts', 'server/src/rules/application-code.ts', 'server/src/rules/rule.ts']);
  expect(newRule(root, 'demo/demo-rule')).toBeUndefined();
  expect(ruleRegistry(root)).toContain("import demoDemoRule from './demo/demo-rule.ts';");
  expect(pageRegistry(root)).toContain('"demo/demo-rule": "# What is wrong');
  const rule = (await defaultOf(root, 'server/src/rules/demo/demo-rule.ts')) as Rule;
  const page = parseRulePage(readFileSync(join(root, 'server/src/rules/demo/demo-rule.md'), 'utf8'));
  expect(page.examples.map((it) => it.verdict)).toEqual(['bad', 'good']);
  for (const { files } of page.examples) {
    const sources = Object.fromEntries(files.map((it) => [it.path, it.text]));
    expect(await findingsOf(sources, rule)).toEqual(files.flatMap((it) => it.marks.map((mark) => mark.messageId)));
  }
  expect(newRule(root, 'demo/demo-rule')).toBe('There is a rule demo/demo-rule already');
  expect(newRule(root, 'Demo')).toContain('Say the id');
});

it('writes a framework that the catalog takes', async () => {
  const root = rootWith(['server/src/concepts/framework-model.ts']);
  expect(newFramework(root, 'demo-framework', 'demo')).toBeUndefined();
  expect(frameworkRegistry(root)).toContain("import demoFramework from './frameworks/demo-framework.ts';");
  const model = (await defaultOf(root, 'server/src/concepts/frameworks/demo-framework.ts')) as FrameworkModel;
  const page = readFileSync(join(root, 'test/concepts/frameworks/demo-framework.md'), 'utf8');
  const [, text = ''] = /```ts\n([\s\S]*?)```/.exec(page) ?? [];
  const { project } = await projectOf({ 'src/app.ts': text }, { rules: [], frameworks: [model] });
  project.check();
  expect(project.workspace?.files.get('src/app.ts')?.concepts.map((it) => it.kind)).toEqual(
    [...text.matchAll(/\/\/ (\w+)/g)].map(([, kind]) => kind),
  );
  expect(newFramework(root, 'demo-framework')).toBe('There is a framework demo-framework already');
});

async function findingsOf(sources: Sources, rule: Rule): Promise<string[]> {
  const { project, crashes } = await projectOf(sources, { rules: [rule] });
  const found = [...(project.check()?.findings.values() ?? [])].flat().map((it) => it.messageId);
  expect(crashes).toEqual([]);
  return found;
}

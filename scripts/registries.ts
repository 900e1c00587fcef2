import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The registry of framework models: every file of the folder, in name order. */
export function frameworkRegistry(root: string): string {
  const names = readdirSync(join(root, 'server/src/concepts/frameworks'))
    .filter((it) => it.endsWith('.ts'))
    .map((it) => it.slice(0, -'.ts'.length))
    .sort();
  const imports = names.map((it) => `import ${identifier(it)} from './frameworks/${it}.ts';`);
  return [
    '// Written by scripts/generate.ts from the files of frameworks/.',
    ...imports,
    "import type { FrameworkModel } from './framework-model.ts';",
    '',
    `export const FRAMEWORKS: readonly FrameworkModel[] = [\n${names.map((it) => `  ${identifier(it)},`).join('\n')}\n];`,
    '',
  ].join('\n');
}

/** The registry of rules: every `<section>/<id>.ts` with a page beside it, in id order. */
export function ruleRegistry(root: string): string {
  const ids = ruleIds(root);
  return [
    '// Written by scripts/generate.ts from the files of rules/.',
    ...ids.map((it) => `import ${identifier(it)} from './${it}.ts';`),
    "import type { Rule } from './rule.ts';",
    '',
    `export const RULES: readonly Rule[] = [\n${ids.map((it) => `  ${identifier(it)},`).join('\n')}\n];`,
    '',
  ].join('\n');
}

/** The pages of all rules as text, so that the server can show them without reading files. */
export function pageRegistry(root: string): string {
  const entries = ruleIds(root).map(
    (id) => `  ${JSON.stringify(id)}: ${JSON.stringify(readFileSync(join(root, 'server/src/rules', `${id}.md`), 'utf8'))},`,
  );
  return `// Written by scripts/generate.ts from the pages of rules/.\nexport const RULE_PAGES: Readonly<Record<string, string>> = {\n${entries.join('\n')}\n};\n`;
}

/** Ids of all rules, sorted. */
export function ruleIds(root: string): string[] {
  const rules = join(root, 'server/src/rules');
  return readdirSync(rules, { withFileTypes: true })
    .filter((it) => it.isDirectory())
    .flatMap((section) =>
      readdirSync(join(rules, section.name))
        .filter((it) => it.endsWith('.md'))
        .map((it) => `${section.name}/${it.slice(0, -'.md'.length)}`),
    )
    .sort();
}

function identifier(name: string): string {
  return name.replace(/[-/]+(\w)/g, (_, letter: string) => letter.toUpperCase());
}

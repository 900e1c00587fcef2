// The pages of the rules are their tests: each bad block reports exactly its marks, each good block is silent, each fix
// gives the shown text and leaves nothing to report.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LineIndex } from '#base/span.ts';
import { type ExampleFile, parseRulePage, type RuleExample } from '#rules/rule-page.ts';
import { RULES } from '#rules/rules.generated.ts';
import { applyEdits, projectOf, type SourceOptions, type Sources } from '../sources.ts';

const BLOCK_LANGUAGES: Readonly<Record<string, readonly string[]>> = {
  typescript: ['ts', 'tsx', 'js', 'jsx', 'vue'],
  javascript: ['ts', 'tsx', 'js', 'jsx', 'vue'],
  vue: ['vue'],
  python: ['python'],
  go: ['go'],
  sql: ['sql'],
  env: ['env'],
};

for (const rule of RULES) {
  const page = parseRulePage(readFileSync(new URL(`../../server/src/rules/${rule.id}.md`, import.meta.url), 'utf8'));
  const bad = page.examples.filter((example) => example.verdict === 'bad');
  const good = page.examples.filter((example) => example.verdict === 'good');

  // What a suppression is worth depends on the other rules.
  const active = rule.scope === 'directive' ? RULES : [rule];

  describe(rule.id, () => {
    it('has a page with every section', () => {
      expect(page.title).not.toBe('');
      expect(page.summary).not.toBe('');
      expect(page.why).not.toBe('');
      expect(page.sections).toEqual(expect.arrayContaining(['Why', 'Bad', 'Good', 'When to switch it off', 'Edge cases']));
      if (rule.options) expect(page.sections).toContain('Options');
    });

    it.each(rule.languages)('shows bad and good %s', (language) => {
      const isIn = (example: RuleExample): boolean =>
        example.files.some((file) => BLOCK_LANGUAGES[language]?.includes(file.language));
      expect(bad.some(isIn)).toBe(true);
      expect(good.some(isIn)).toBe(true);
    });

    it('shows a fix where it promises one', () => {
      expect(bad.some((example) => example.fixes.length > 0)).toBe(rule.fix !== 'none');
    });

    it.each(bad.map((example) => [example.title, example] as const))('reports: %s', async (_, example) => {
      expect(example.files.flatMap((file) => file.marks)).not.toEqual([]);
      expect(await findingsIn(example.files, example)).toEqual(marksOf(example.files));
    });

    it.each(good.map((example) => [example.title, example] as const))('is silent: %s', async (_, example) => {
      expect(await findingsIn(example.files, example)).toEqual([]);
    });

    const fixes = bad.flatMap((example) => example.fixes.map((fix) => [`${example.title}: ${fix.title}`, example, fix] as const));
    it.each(fixes)('fixes: %s', async (_, example, fix) => {
      const before = sourcesOf(example.files);
      const { project } = await projectOf(before, { rules: active, ...settingsOf(example) });
      const findings = [...(project.check()?.findings.values() ?? [])].flat();
      const found = findings
        .flatMap((finding) => project.fixes(finding.path, finding.fingerprint))
        .find((it) => it.title === fix.title);
      expect(found, `no fix "${fix.title}"`).toBeDefined();
      const after = applyEdits(before, found?.edits ?? []);
      expect(after).toEqual({ ...before, ...sourcesOf(fix.files) });
      expect(await findingsIn(filesOf(after, example.files), example)).toEqual([]);
    });
  });

  async function findingsIn(files: readonly ExampleFile[], example: RuleExample): Promise<string[]> {
    const { project, crashes } = await projectOf(sourcesOf(files), { rules: active, ...settingsOf(example) });
    const check = project.check();
    expect(crashes).toEqual([]);
    return [...(check?.findings.values() ?? [])]
      .flat()
      .filter((it) => it.rule === rule.id)
      .map(({ path, span, messageId }) => {
        const text = files.find((file) => file.path === path)?.text ?? '';
        return `${path}:${new LineIndex(text).positionAt(span.start).line + 1} ${messageId}`;
      })
      .sort();
  }
}

function marksOf(files: readonly ExampleFile[]): string[] {
  return files.flatMap(({ path, marks }) => marks.map((mark) => `${path}:${mark.line + 1} ${mark.messageId}`)).sort();
}

function sourcesOf(files: readonly ExampleFile[]): Sources {
  return Object.fromEntries(files.map((file) => [file.path, file.text]));
}

function filesOf(sources: Sources, like: readonly ExampleFile[]): ExampleFile[] {
  return Object.entries(sources).map(([path, text]) => ({
    path,
    text,
    marks: [],
    language: like.find((file) => file.path === path)?.language ?? '',
  }));
}

function settingsOf({ configuration, git }: RuleExample): Pick<SourceOptions, 'configuration' | 'git'> {
  return { ...(configuration !== undefined && { configuration }), ...(git && { git }) };
}

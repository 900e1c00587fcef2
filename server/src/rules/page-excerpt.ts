import { parseRulePage, type RuleExample } from './rule-page.ts';

/** What a hover shows of a page: the summary, why, and the first pair of bad and good code in the language, else in any. */
export function pageExcerpt(markdown: string, language: string): string {
  const page = parseRulePage(markdown);
  const bad = pick(page.examples, 'bad', language);
  const good = pick(page.examples, 'good', language);
  const parts = [`**${page.title}**`, page.summary, page.why];
  if (bad) parts.push(block(bad));
  if (bad && good) parts.push('▸', block(good));
  return parts.filter((it) => it !== '').join('\n\n');
}

function pick(examples: readonly RuleExample[], verdict: 'bad' | 'good', language: string): RuleExample | undefined {
  const all = examples.filter((it) => it.verdict === verdict);
  return all.find((it) => it.files.some((file) => sameLanguage(file.language, language))) ?? all[0];
}

function block(example: RuleExample): string {
  const file = example.files.find((it) => it.marks.length > 0) ?? example.files[0];
  return file ? `\`\`\`${file.language}\n${file.text.trimEnd()}\n\`\`\`` : '';
}

const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  typescript: ['ts', 'tsx', 'js'],
  javascript: ['js', 'jsx', 'ts'],
  vue: ['vue', 'ts'],
  python: ['python'],
  go: ['go'],
  sql: ['sql'],
};

function sameLanguage(written: string, language: string): boolean {
  return (FAMILIES[language] ?? [language]).includes(written);
}

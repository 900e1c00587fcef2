import { type ExampleFile, parseRulePage, type RuleExample } from './rule-page.ts';

/** Lines of code that a hover can show without being scrolled far. */
const SHORT = 24;
/** The least share of lines that two examples of one framework have in common. */
const ALIKE = 0.1;

/**
 * What a hover shows of a page: the summary, why, and bad and good code that belong together, in the language of the finding where the page has
 * it. The good code is what a fix makes of the bad code; without a fix an example that is like it.
 */
export function pageExcerpt(markdown: string, language: string, messageId?: string): string {
  const page = parseRulePage(markdown);
  const pair = pairOf(inLanguage(page.examples, 'bad', language), inLanguage(page.examples, 'good', language), messageId);
  const parts = [`**${page.title}**`, page.summary, page.why];
  if (pair) parts.push(block(pair.bad));
  if (pair?.good) parts.push('▸', block(pair.good));
  return parts.filter((it) => it !== '').join('\n\n');
}

/** The examples in a language; those of all languages where it has none. */
function inLanguage(examples: readonly RuleExample[], verdict: 'bad' | 'good', language: string): readonly RuleExample[] {
  const all = examples.filter((it) => it.verdict === verdict);
  const own = all.filter((it) => it.files.some((file) => sameLanguage(file.language, language)));
  return own.length > 0 ? own : all;
}

interface Pair {
  readonly bad: ExampleFile;
  readonly good?: ExampleFile | undefined;
}

/** What a fix makes of bad code of this message, then of any; else good code that is like bad code. */
function pairOf(bad: readonly RuleExample[], good: readonly RuleExample[], messageId: string | undefined): Pair | undefined {
  const pairs = bad.flatMap((it): Pair[] => {
    const file = shown(it);
    return file ? [{ bad: file, good: mended(it, file) }] : [];
  });
  const fixed = pairs.filter((it) => it.good && isShort(it.bad) && isShort(it.good));
  const chosen = fixed.find((it) => it.bad.marks.some((mark) => mark.messageId === messageId)) ?? fixed[0];
  return chosen ?? mostAlike(pairs, good) ?? pairs[0];
}

/** The first good example tells how it is done; those after it may be exceptions, and come in only where nothing of it is like the bad code. */
function mostAlike(pairs: readonly Pair[], good: readonly RuleExample[]): Pair | undefined {
  const others = good.flatMap((it) => shown(it) ?? []).filter(isShort);
  const alike = pairs
    .filter((it) => isShort(it.bad))
    .flatMap(({ bad }): Pair[] => others.map((it) => ({ bad, good: it })))
    // The same code can be good for what another file has.
    .filter((it) => it.bad.text.trim() !== it.good?.text.trim())
    .sort((a, b) => likeness(b) - likeness(a));
  return alike.find((it) => it.good === others[0] && likeness(it) >= ALIKE) ?? alike[0];
}

function isShort(file: ExampleFile): boolean {
  return lines(file).length <= SHORT;
}

/** What the first fix makes of the file with the finding; undefined where it leaves it as it is. */
function mended({ fixes }: RuleExample, bad: ExampleFile): ExampleFile | undefined {
  const after = fixes[0]?.files.find((it) => it.path === bad.path);
  return after === undefined || after.text === bad.text ? undefined : after;
}

function shown({ files }: RuleExample): ExampleFile | undefined {
  return files.find((it) => it.marks.length > 0) ?? files[0];
}

/** The share of lines that the two texts have in common, from 0 to 1. */
function likeness({ bad, good }: Pair): number {
  const [a, b] = [new Set(lines(bad)), new Set(good ? lines(good) : [])];
  const both = [...a].filter((it) => b.has(it)).length;
  return both / Math.max(1, a.size + b.size - both);
}

function lines({ text }: ExampleFile): readonly string[] {
  return text
    .split('\n')
    .map((it) => it.trim())
    .filter((it) => it.length > 3 && it !== 'import (');
}

function block({ language, text }: ExampleFile): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
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

import type { SnippetPattern, SnippetSection, SnippetVariant } from '#protocol/snippets.ts';
import { isWholeComponent } from './insertion.ts';
import type { Snippet, SnippetLibrary } from './library.ts';
import { type RankedSnippet, type RankingContext, rankAll } from './rank.ts';
import { ecosystemOf, type SnippetLanguage } from './section.ts';

/**
 * What can be inserted where a file of the context's language is open: the snippets of its ecosystem and those of no
 * ecosystem, by section and pattern in the library's order, the variant that fits best first.
 */
export function snippetMenu(library: SnippetLibrary, context: RankingContext): SnippetSection[] {
  const ranked = rankAll(offeredTo(library, context.language), context);
  return library.sections
    .map(({ id, number, title }) => ({ id, number, title, patterns: patternsOf(library, id, ranked, context.language) }))
    .filter((it) => it.patterns.length > 0);
}

/** The patterns that cure what a rule reports and can be had where a file of the language is open. */
export function patternsCuring(library: SnippetLibrary, rule: string, language: SnippetLanguage): string[] {
  const curing = [...library.patterns].flatMap(([id, { replaces }]) => (replaces.includes(rule) ? [id] : []));
  if (curing.length === 0) return [];
  const offered = new Set(offeredTo(library, language).map((it) => it.pattern));
  return curing.filter((it) => offered.has(it));
}

/** The snippets of the language's ecosystem and those of no ecosystem. */
function offeredTo(library: SnippetLibrary, language: SnippetLanguage): Snippet[] {
  const ecosystem = ecosystemOf(language);
  return [...library.snippets.values()].filter((it) => {
    const own = ecosystemOf(it.languages[0] ?? 'markdown');
    return own === undefined || ecosystem === undefined || own === ecosystem;
  });
}

function patternsOf(
  library: SnippetLibrary,
  section: string,
  ranked: readonly RankedSnippet[],
  language: SnippetLanguage,
): SnippetPattern[] {
  return [...library.patterns]
    .filter(([, pattern]) => pattern.section === section)
    .map(([id, { title, sentence }]) => ({
      id,
      title,
      sentence,
      variants: ranked.filter((it) => it.snippet.pattern === id).map((it) => variantOf(it, language)),
    }))
    .filter((it) => it.variants.length > 0);
}

function variantOf({ snippet, fitsProject }: RankedSnippet, language: SnippetLanguage): SnippetVariant {
  const own = snippet.languages[0] ?? 'markdown';
  return { id: snippet.id, title: snippet.variant, language: own, fitsHere: canStandIn(snippet, language), fitsProject };
}

/** A file with markup takes what is written for a plain script; a whole component is a file of its own. */
function canStandIn(snippet: Snippet, language: SnippetLanguage): boolean {
  const { languages } = snippet;
  if (isWholeComponent(snippet)) return false;
  return languages.includes(language) || (language === 'typescriptreact' && languages[0] === 'typescript');
}

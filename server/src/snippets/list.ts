import type { SnippetLibrary } from './library.ts';
import type { Framework, SnippetLanguage } from './section.ts';

/** The library as a tree, for `tiebeam snippets` and for picks. */
export interface SnippetListing {
  readonly section: string;
  readonly number: number;
  readonly title: string;
  readonly patterns: readonly {
    readonly id: string;
    readonly title: string;
    readonly sentence: string;
    readonly snippets: readonly {
      readonly id: string;
      readonly variant: string;
      readonly languages: readonly SnippetLanguage[];
      readonly frameworks: readonly Framework[];
      readonly prefixes: readonly string[];
    }[];
  }[];
}

export interface SnippetFilter {
  readonly language?: SnippetLanguage;
  readonly framework?: Framework;
  /** A section's id or its number as text. */
  readonly section?: string;
}

/** Sections with their patterns and snippets, in the library's order. What the filter leaves empty is left out. */
export function listSnippets(library: SnippetLibrary, filter: SnippetFilter = {}): SnippetListing[] {
  const fits = [...library.snippets.values()].filter(
    (it) =>
      (filter.language === undefined || it.languages.includes(filter.language)) &&
      (filter.framework === undefined || it.frameworks.length === 0 || it.frameworks.includes(filter.framework)),
  );
  return library.sections
    .filter((it) => filter.section === undefined || filter.section === it.id || filter.section === String(it.number))
    .map((section) => ({
      section: section.id,
      number: section.number,
      title: section.title,
      patterns: [...library.patterns]
        .filter(([, pattern]) => pattern.section === section.id)
        .map(([id, { title, sentence }]) => ({
          id,
          title,
          sentence,
          snippets: fits
            .filter((it) => it.pattern === id)
            .map(({ id: snippet, variant, languages, frameworks, prefixes }) => ({
              id: snippet,
              variant,
              languages,
              frameworks,
              prefixes,
            })),
        }))
        .filter((it) => it.snippets.length > 0),
    }))
    .filter((it) => it.patterns.length > 0);
}

/** The listing as text for a terminal: a section a block, a pattern a line, a snippet an indented line with its first prefix. */
export function formatListing(listing: readonly SnippetListing[]): string {
  const widest = Math.max(
    0,
    ...listing.flatMap((it) =>
      it.patterns.flatMap((pattern) => pattern.snippets.map((snippet) => snippet.prefixes[0]?.length ?? 0)),
    ),
  );
  const blocks = listing.map((section) => {
    const heading = section.number === 0 ? section.title : `${section.number} ${section.title}`;
    const patterns = section.patterns.map((pattern) => {
      const snippets = pattern.snippets.map(
        (it) => `    ${(it.prefixes[0] ?? '').padEnd(widest)}  ${it.variant} · ${it.languages[0] ?? ''}`,
      );
      return [`  ${pattern.title}`, ...snippets].join('\n');
    });
    return [heading, ...patterns].join('\n');
  });
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`;
}

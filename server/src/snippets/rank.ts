import { type Choices, decisionFields } from '#decisions/decisions.ts';
import { frameworksDecided, packageName } from './frameworks.ts';
import type { Snippet } from './library.ts';
import { ecosystemOf, type FileRole, type Framework, type SnippetLanguage } from './section.ts';

/** What is known of the place where a snippet is wanted. */
export interface RankingContext {
  readonly language: SnippetLanguage;
  /** What the file is for; absent where nothing speaks for a role. */
  readonly role?: FileRole;
  /** The frameworks among the project's dependencies. */
  readonly frameworks: ReadonlySet<Framework>;
  /** The packages that the project's manifest asks for, as `dependenciesOf` gives them; absent where there is no manifest. */
  readonly dependencies?: ReadonlySet<string>;
  /** What `tiebeam.json` records. */
  readonly decisions?: Choices;
}

export interface RankedSnippet {
  readonly snippet: Snippet;
  /** Higher fits better; 0 where nothing is known for or against it. Comparable within one context only. */
  readonly score: number;
  /** False where it is written for frameworks of which the project has none. */
  readonly fitsProject: boolean;
}

/**
 * The snippets for the language, those that fit best first; equals keep the library's order. The framework weighs most: a
 * body for another framework cannot work. Then the role of the file, the libraries of the project, the decisions.
 */
export function rankSnippets(snippets: Iterable<Snippet>, context: RankingContext): RankedSnippet[] {
  return rankAll(
    [...snippets].filter((it) => it.languages.includes(context.language)),
    context,
  );
}

/** The same for snippets of any language, such as those that go into a file of their own. */
export function rankAll(snippets: readonly Snippet[], context: RankingContext): RankedSnippet[] {
  const known = new Set([
    ...context.frameworks,
    ...(context.decisions === undefined ? [] : frameworksDecided(context.decisions)),
  ]);
  return snippets
    .map((snippet) => ({
      snippet,
      score: scoreOf(snippet, context, known),
      fitsProject: frameworkScore(snippet, known) >= 0,
    }))
    .toSorted((a, b) => b.score - a.score);
}

function scoreOf(snippet: Snippet, context: RankingContext, known: ReadonlySet<Framework>): number {
  return (
    frameworkScore(snippet, known) +
    libraryScore(snippet, context.dependencies) +
    roleScore(snippet, context.role) +
    decisionScore(snippet, context.decisions) -
    redisScore(snippet, context)
  );
}

function frameworkScore(snippet: Snippet, known: ReadonlySet<Framework>): number {
  if (known.size === 0) return 0;
  // What works with any framework is no worse for it: it only stands behind what is written for this one.
  if (snippet.frameworks.length === 0) return 4;
  return snippet.frameworks.some((it) => known.has(it)) ? 8 : -8;
}

/** Of the ways to write a pattern, those with the libraries that the project has: Kysely rather than Prisma. */
function libraryScore(snippet: Snippet, present: ReadonlySet<string> | undefined): number {
  const needed = snippet.dependencies ?? [];
  if (present === undefined || needed.length === 0) return 0;
  return needed.every((it) => present.has(packageName(it, ecosystemOf(snippet.languages[0] ?? 'markdown')))) ? 3 : 0;
}

function roleScore(snippet: Snippet, role: FileRole | undefined): number {
  const roles = snippet.roles ?? snippet.inPattern.roles;
  if (role === undefined || roles.length === 0) return 0;
  return roles.includes(role) ? 4 : -1;
}

function decisionScore(snippet: Snippet, decisions: Choices | undefined): number {
  const wanted = snippet.inPattern.decisions;
  if (wanted === undefined || decisions === undefined) return 0;
  let score = 0;
  for (const field of decisionFields) {
    const [values, decided] = [wanted[field], decisions[field]];
    if (values !== undefined && decided !== undefined) score += values.includes(decided) ? 2 : -2;
  }
  return score;
}

/** Redis was decided against, and the project has no client of it either. */
function redisScore(snippet: Snippet, { decisions }: RankingContext): number {
  const needsRedis = (snippet.dependencies ?? []).some((it) => /redis/.test(it));
  return needsRedis && decisions?.redis === false ? 2 : 0;
}

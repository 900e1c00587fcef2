import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLibrary, type Snippet, type SnippetLibrary } from '#snippets/library.ts';
import type { SnippetLanguage } from '#snippets/section.ts';

const NOTE = '<!-- Written by scripts/generate.ts from the folder snippets. -->';

/** The snippets by section, pattern and language, each with a link to its text. */
export function snippetsPage(root: string): string {
  const files = new Map(
    readdirSync(join(root, 'snippets'))
      .filter((it) => it.endsWith(ENDING))
      .map((it) => [it.slice(0, -ENDING.length), readFileSync(join(root, 'snippets', it), 'utf8')]),
  );
  const library = libraryOf(root, files);
  const lines = [
    NOTE,
    '',
    '# Snippets',
    '',
    `${library.snippets.size} snippets for ${library.patterns.size} patterns. They are offered while typing, by their prefix \`tb-…\` or a plain word, by *Tiebeam: Insert Section Snippet…*, and listed by \`tiebeam snippets\`. A link leads to the text.`,
  ];
  for (const section of library.sections) {
    const snippets = [...library.snippets.values()].filter((it) => it.section.id === section.id);
    const columns = COLUMNS.filter((column) => snippets.some((it) => columnOf(it) === column));
    const title = section.number === 0 ? section.title : `${section.number} ${section.title}`;
    lines.push('', `## ${title}`, '', `| Pattern | ${columns.join(' | ')} |`, `|---|${'---|'.repeat(columns.length)}`);
    for (const [id, pattern] of library.patterns) {
      const own = snippets.filter((it) => it.pattern === id);
      if (own.length === 0) continue;
      const cells = columns.map((column) => own.filter((it) => columnOf(it) === column).map((it) => link(it, files)));
      lines.push(`| **${pattern.title}**: ${pattern.sentence} | ${cells.map((it) => it.join(', ')).join(' | ')} |`);
    }
  }
  return `${lines.join('\n')}\n`;
}

const ENDING = '.code-snippets';

type Column = 'TypeScript' | 'React' | 'Vue' | 'HTML' | 'Python' | 'Go' | 'Other files';

const COLUMNS: readonly Column[] = ['TypeScript', 'React', 'Vue', 'HTML', 'Python', 'Go', 'Other files'];

const COLUMN_OF: Readonly<Partial<Record<SnippetLanguage, Column>>> = {
  typescript: 'TypeScript',
  typescriptreact: 'React',
  vue: 'Vue',
  html: 'HTML',
  python: 'Python',
  go: 'Go',
};

function columnOf({ languages: [language] }: Snippet): Column {
  return (language === undefined ? undefined : COLUMN_OF[language]) ?? 'Other files';
}

/** To the line of the text. */
function link(snippet: Snippet, files: ReadonlyMap<string, string>): string {
  const [language = ''] = snippet.languages;
  const lines = (files.get(language) ?? '').split('\n');
  const line = lines.findIndex((it) => it.startsWith(`  "${snippet.id}": {`)) + 1;
  return `[${snippet.variant}](../snippets/${language}${ENDING}#L${line})`;
}

function libraryOf(root: string, files: ReadonlyMap<string, string>): SnippetLibrary {
  const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));
  const library = readLibrary({
    sections: read('snippets/sections.json'),
    bodies: new Map([...files].map(([name, text]) => [name, JSON.parse(text)])),
    versions: [read('templates/versions.json'), read('snippets/versions.json')],
  });
  if (library.ok) return library.value;
  throw new Error(library.problems.map((it) => `${it.path.join('.')}: ${it.message}`).join('\n'));
}

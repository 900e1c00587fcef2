import type { FixKind } from '#fixes/edit.ts';

/** A page of cases: `test/fixes/<section>/<rule>.md`, with a second-level heading for each. */
export interface FixPage {
  readonly rule: string;
  readonly cases: readonly FixCase[];
}

/**
 * The files of a small project, each a path in back-quotes with a block below; then a line that says what is asked for, and what is
 * expected:
 *
 * - `Fix: move-to-config (multi)`, with the files that are changed or created as they are afterwards. `Fix: move-to-config (multi) at src/mail.ts:4`
 *   says which finding is meant; without it the first one that has this fix.
 * - `No fix: outside`: there is a finding with this message id, and it offers nothing that can be applied. `No fix: outside at src/mail.ts, because it is`
 *   names the file that is in the way, and words of what is said about it.
 */
export interface FixCase {
  readonly title: string;
  readonly files: readonly PageFile[];
  readonly expected: Expected;
  /** Of a block called `tiebeam.json`. */
  readonly configuration?: string;
  /** Of a block of the language `git` with lines such as `tracked .env`. */
  readonly git?: { readonly tracked: readonly string[]; readonly ignored: readonly string[] };
}

export type Expected =
  | {
      readonly kind: 'fix';
      readonly id: string;
      readonly fixKind: FixKind;
      readonly at: string | undefined;
      readonly files: readonly PageFile[];
    }
  | {
      readonly kind: 'no-fix';
      readonly messageId: string;
      readonly obstacle?: { readonly path: string; readonly words: string };
    };

export interface PageFile {
  readonly path: string;
  readonly text: string;
  readonly language: string;
}

/** Reads a page; throws where it is not in the form above, with the line. */
export function parseFixPage(markdown: string): FixPage {
  const lines = markdown.split('\n');
  const rule = /^# (\S+)$/.exec(lines[0] ?? '')?.[1];
  if (rule === undefined) throw new Error('The first line of a page is "# " and the rule');
  const cases: FixCase[] = [];
  let at = 1;
  while (at < lines.length) {
    const title = /^## (.+)$/.exec(lines[at] ?? '')?.[1];
    if (title === undefined) at += 1;
    else {
      const read = readCase(title, lines, at + 1);
      cases.push(read.found);
      at = read.next;
    }
  }
  return { rule, cases };
}

function readCase(title: string, lines: readonly string[], from: number): { found: FixCase; next: number } {
  const files: PageFile[] = [];
  const after: PageFile[] = [];
  let expected: Expected | undefined;
  let configuration: string | undefined;
  let git: FixCase['git'];
  let path: string | undefined;
  let at = from;
  for (; at < lines.length && !/^## /.test(lines[at] ?? ''); at += 1) {
    const line = lines[at] ?? '';
    const fix = /^Fix: ([\w-]+) \((safe|suggest|multi|scaffold)\)(?: at (\S+:\d+))?$/.exec(line);
    const none = /^No fix: (\w+)(?: at (\S+), because (.+))?$/.exec(line);
    const fence = /^(`{3,})(\w*)$/.exec(line);
    if (/^`[^`]+`$/.test(line)) path = line.slice(1, -1);
    else if (fix) expected = { kind: 'fix', id: fix[1] ?? '', fixKind: fix[2] as FixKind, at: fix[3], files: after };
    else if (none) {
      const [, messageId = '', path, words = ''] = none;
      expected = { kind: 'no-fix', messageId, ...(path !== undefined && { obstacle: { path, words } }) };
    } else if (fence) {
      const end = lines.indexOf(fence[1] ?? '', at + 1);
      if (end < 0) throw new Error(`${title}: the block of line ${at + 1} is never closed`);
      const body = lines.slice(at + 1, end);
      const text = body.length === 0 ? '' : `${body.join('\n')}\n`;
      at = end;
      if (fence[2] === 'git') git = gitEvidence(body);
      else if (path === undefined) throw new Error(`${title}: the block of line ${at + 1} has no path above it`);
      else if (path === 'tiebeam.json') configuration = text;
      else (expected ? after : files).push({ path, text, language: fence[2] ?? '' });
      path = undefined;
    } else if (/^(?:No )?[Ff]ix/.test(line)) throw new Error(`${title}: line ${at + 1} asks for no fix that can be read`);
  }
  if (!expected) throw new Error(`${title}: nothing is expected`);
  return {
    found: { title, files, expected, ...(configuration !== undefined && { configuration }), ...(git && { git }) },
    next: at,
  };
}

function gitEvidence(lines: readonly string[]): NonNullable<FixCase['git']> {
  const after = (word: string) => lines.flatMap((it) => (it.startsWith(`${word} `) ? [it.slice(word.length + 1).trim()] : []));
  return { tracked: after('tracked'), ignored: after('ignored') };
}

/** The page with what the fixes really give in place of what it expects. */
export function withActual(markdown: string, actual: ReadonlyMap<string, Readonly<Record<string, string>>>): string {
  return `${markdown
    .replace(/^## (.+)\n[\s\S]*?(?=^## |$(?![\s\S]))/gm, (section, title: string) => {
      const files = actual.get(title);
      const asked = /^Fix: .*$/m.exec(section);
      if (!files || !asked) return section;
      const head = section.slice(0, asked.index + asked[0].length);
      const blocks = Object.entries(files).map(([path, text]) => `\n\n\`${path}\`\n\n\`\`\`${languageOf(path)}\n${text}\`\`\``);
      return `${head}${blocks.join('')}\n\n`;
    })
    .trimEnd()}\n`;
}

function languageOf(path: string): string {
  const ending = path.slice(path.lastIndexOf('.') + 1);
  if (/(^|\/)\.env/.test(path)) return 'env';
  return (
    {
      py: 'python',
      ts: 'ts',
      tsx: 'tsx',
      js: 'js',
      jsx: 'jsx',
      mjs: 'js',
      cjs: 'js',
      go: 'go',
      sql: 'sql',
      vue: 'vue',
      json: 'json',
      yaml: 'yaml',
      yml: 'yaml',
    }[ending] ?? 'text'
  );
}

/** A rule's page, read: it is the manual, the hover and the test at once. */
export interface RulePage {
  readonly title: string;
  /** The paragraph under the title. */
  readonly summary: string;
  /** Text of the section *Why*. */
  readonly why: string;
  readonly examples: readonly RuleExample[];
  /** Titles of the second-level sections, in order. */
  readonly sections: readonly string[];
}

/** One example: a third-level heading below *Bad* or *Good*. Its blocks are the files of a small project. */
export interface RuleExample {
  readonly title: string;
  readonly verdict: 'bad' | 'good';
  readonly files: readonly ExampleFile[];
  /** Titles of fixes with the files as they must be afterwards. */
  readonly fixes: readonly { readonly title: string; readonly files: readonly ExampleFile[] }[];
  /** Configuration of the example, from a block called `tiebeam.json`. */
  readonly configuration?: string;
  /** What git says in the example, from a block of the language `git`; where there is none, git was not asked. */
  readonly git?: { readonly tracked: readonly string[]; readonly ignored: readonly string[] };
}

export interface ExampleFile {
  readonly path: string;
  /** Without the marks. */
  readonly text: string;
  readonly language: string;
  /** What must be reported: 0-based line and message id, from comments such as `// finding: noTtl`. */
  readonly marks: readonly { readonly line: number; readonly messageId: string }[];
}

const DEFAULT_PATHS: Readonly<Record<string, string>> = {
  ts: 'src/example.ts',
  tsx: 'src/example.tsx',
  js: 'src/example.js',
  jsx: 'src/example.jsx',
  vue: 'src/Example.vue',
  python: 'app/example.py',
  go: 'internal/shop/shop.go',
  sql: 'migrations/0009_example.up.sql',
  env: '.env.example',
};

/** Reads a page. Never fails: what is not there is empty, and the tests of the pages say what must be there. */
export function parseRulePage(markdown: string): RulePage {
  const lines = markdown.split(/\r?\n/);
  const title =
    lines
      .find((it) => it.startsWith('# '))
      ?.slice(2)
      .trim() ?? '';
  const sections: string[] = [];
  const examples: RuleExample[] = [];
  const summary: string[] = [];
  const why: string[] = [];
  let section = '';
  let open:
    | {
        title: string;
        verdict: 'bad' | 'good';
        files: ExampleFile[];
        fixes: { title: string; files: ExampleFile[] }[];
        configuration?: string;
        git?: NonNullable<RuleExample['git']>;
      }
    | undefined;
  let path: string | undefined;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const fence = /^(`{3,})(\w+)?\s*$/.exec(line);
    if (fence) {
      const end = lines.indexOf(fence[1] ?? '```', index + 1);
      const body = lines.slice(index + 1, end < 0 ? lines.length : end);
      index = end < 0 ? lines.length : end;
      if (open && fence[2] === 'git') open.git = gitEvidence(body);
      else if (open) {
        const file = exampleFile(body, fence[2] ?? '', path);
        if (file.path === 'tiebeam.json') open.configuration = file.text;
        else (open.fixes.at(-1)?.files ?? open.files).push(file);
      }
      path = undefined;
      continue;
    }
    if (line.startsWith('## ')) {
      section = line.slice(3).trim();
      sections.push(section);
      open = undefined;
    } else if (line.startsWith('### ') && (section === 'Bad' || section === 'Good')) {
      open = { title: line.slice(4).trim(), verdict: section === 'Bad' ? 'bad' : 'good', files: [], fixes: [] };
      examples.push(open);
    } else if (open && /^`[^`]+`$/.test(line.trim())) path = line.trim().slice(1, -1);
    else if (open && /^Fix: /.test(line)) open.fixes.push({ title: line.slice('Fix: '.length).trim(), files: [] });
    else if (section === '' && line !== '' && !line.startsWith('# ')) summary.push(line);
    else if (section === 'Why' && line !== '') why.push(line);
  }
  return { title, summary: summary.join(' '), why: why.join(' '), examples, sections };
}

/** A page for readers: without the marks that its examples carry for the tests. */
export function withoutMarks(markdown: string): string {
  return markdown.replace(new RegExp(MARK.source, 'gm'), '');
}

/** Lines such as `tracked .env` and `ignored .env.local`. */
function gitEvidence(lines: readonly string[]): NonNullable<RuleExample['git']> {
  const pathsAfter = (word: string) =>
    lines.flatMap((it) => (it.startsWith(`${word} `) ? [it.slice(word.length + 1).trim()] : []));
  return { tracked: pathsAfter('tracked'), ignored: pathsAfter('ignored') };
}

const MARK = /[ \t]*(?:\/\/|#|--|<!--) finding: ([\w, ]+?)(?: -->)?[ \t]*$/;

function exampleFile(body: readonly string[], language: string, path: string | undefined): ExampleFile {
  const marks: { line: number; messageId: string }[] = [];
  const lines = body.map((line, index) => {
    const found = MARK.exec(line);
    for (const messageId of found?.[1]?.split(',') ?? []) marks.push({ line: index, messageId: messageId.trim() });
    return found ? line.slice(0, found.index) : line;
  });
  return { path: path ?? DEFAULT_PATHS[language] ?? `example.${language}`, text: `${lines.join('\n')}\n`, language, marks };
}

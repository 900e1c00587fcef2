import { fileName, type Path } from '#base/paths.ts';
import type { FileEdit, FixOffer } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import { lineEndOf } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Real env files in any stage, but not the list of what is to be set. */
const PATTERNS = ['.env', '.env.*', '!.env.example'];

/** What leaves env files out; a new file where there is none. */
export function ignoreOffer({ files }: Workspace, path: Path): FixOffer {
  return files.has(path)
    ? { id: 'ignore', kind: 'safe', title: worded`Leave env files out in ${fileName(path)}` }
    : { id: 'create-ignore', kind: 'scaffold', title: worded`Create ${fileName(path)} with the env files` };
}

/** The patterns that an ignore file lacks, at its end; a file with all of them where there is none. */
export function ignoreEdit(workspace: Workspace, path: Path): FileEdit {
  const text = workspace.textOf(path);
  const facts = workspace.files.get(path)?.facts;
  if (text === undefined) return { kind: 'create', path, text: `${PATTERNS.join('\n')}\n`, note: worded`Leave env files out` };
  const present = new Set(facts?.kind === 'ignore-file' ? facts.patterns.map((it) => it.pattern) : []);
  // A pattern counts from where it stands, so that the exception has to come last.
  const missing = PATTERNS.filter((it) => it.startsWith('!') || !present.has(it));
  const lineEnd = lineEndOf(text);
  const isClosed = text === '' || text.endsWith('\n');
  const lines = missing.map((it) => (isClosed ? it + lineEnd : lineEnd + it)).join('');
  const span = { start: text.length, end: text.length };
  return { kind: 'change', path, changes: [{ span, text: lines }], note: worded`Leave env files out` };
}

import { readdir, readFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { dirname, isAbsolute, join, normalize, relative, resolve, sep } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Place } from './report.ts';

/** Most files that are searched for a line. */
const maxFiles = 2000;
/** Largest file that is searched, in characters; nobody writes more by hand. */
const maxLength = 300_000;

/** The first line of the project's own source that fits the first pattern that fits anywhere; undefined when none does. Tests and what was built are left out. */
export async function findSourceLine(root: string, folder: string, patterns: readonly RegExp[]): Promise<Place | undefined> {
  if (patterns.length === 0) return undefined;
  const files = (await sourceFiles(join(root, folder))).filter((file) => !isTest.test(relativeTo(root, file)));
  const texts = await Promise.all(files.map(async (file) => ({ file, text: await readFile(file, 'utf8').catch(() => '') })));
  for (const pattern of patterns) {
    for (const { file, text } of texts) {
      if (text.length > maxLength) continue;
      const line = text.split(/\r?\n/).findIndex((it) => pattern.test(it));
      if (line >= 0) return { path: relativeTo(root, file), line: line + 1 };
    }
  }
  return undefined;
}

/**
 * The first place that the output of a compiler, linter or test runner names: `src/app.ts:12:5`, `src/app.ts(12,5)`,
 * `File "app/main.py", line 12`. Only files that are among the project's own count; undefined when there is none.
 */
export async function placeInOutput(root: string, folder: string, output: string): Promise<Place | undefined> {
  const files = new Set((await sourceFiles(join(root, folder))).map((file) => relativeTo(root, file)));
  for (const match of stripVTControlCharacters(output).matchAll(
    /(?:File ")?([\w./\\@[\]-]*\w\.\w{1,6})(?:"?, line |[:(])(\d+)/g,
  )) {
    const written = (match[1] ?? '').replaceAll('\\', '/').replace(/^\.\//, '');
    const path = [...files].find((file) => file === written || file === `${folder}/${written}` || written.endsWith(`/${file}`));
    if (path !== undefined) return { path, line: Number(match[2]) };
  }
  return undefined;
}

/**
 * The innermost frame of a stack trace that is the project's own, told by its source map where there is one; undefined where the text holds no
 * such frame.
 */
export async function placeInStack(root: string, text: string): Promise<Place | undefined> {
  for (const match of text.matchAll(/(?:file:\/\/)?([/\\A-Z][^\s"'():]*(?::[/\\][^\s"'():]*)?)(?::|", line )(\d+)(?::(\d+))?/g)) {
    const file = normalize(match[1] ?? '');
    const path = relativeTo(root, file);
    if (path.startsWith('..') || isAbsolute(path) || /(^|\/)(node_modules|site-packages|vendor)\//.test(path)) continue;
    const line = Number(match[2]);
    return (await originalPlace(root, file, line, Number(match[3] ?? 1))) ?? { path, line };
  }
  return undefined;
}

/** Where a built line comes from, by the `.map` file beside it (ECMA-426). */
async function originalPlace(root: string, file: string, line: number, column: number): Promise<Place | undefined> {
  const text = await readFile(`${file}.map`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const entry = new SourceMap(JSON.parse(text)).findEntry(line - 1, column - 1);
    if (!('originalSource' in entry)) return undefined;
    return { path: relativeTo(root, resolve(dirname(file), entry.originalSource)), line: entry.originalLine + 1 };
  } catch {
    return undefined;
  }
}

/** Absolute paths of the source files below a folder, in the order of their names. */
async function sourceFiles(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  const queue = [folder];
  for (let next = queue.shift(); next !== undefined && files.length < maxFiles; next = queue.shift()) {
    const entries = await readdir(next, { withFileTypes: true }).catch(() => []);
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
      const path = join(next, entry.name);
      if (entry.isDirectory() && !leftOut.test(entry.name)) queue.push(path);
      if (entry.isFile() && isSource.test(entry.name)) files.push(path);
    }
  }
  return files;
}

const leftOut = /^(\..*|node_modules|dist|build|out|coverage|vendor|__pycache__|venv)$/;
const isSource = /\.(m?[jt]sx?|c[jt]s|vue|py|go|html|css)$/;
const isTest = /([._]test|\.spec)\.\w+$|(^|\/)(tests?|__tests__)\/|(^|\/)test_[^/]*$/;

function relativeTo(root: string, file: string): string {
  return relative(root, file).split(sep).join('/');
}

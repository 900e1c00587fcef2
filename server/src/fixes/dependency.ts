import { joinPath, type Path } from '#base/paths.ts';
import type { CodeLanguage } from '#facts/code-facts.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { changeOf, type FileEdit } from './edit.ts';
import { addScriptDependency } from './script-dependency.ts';
import { worded } from './wording.ts';

/**
 * Adds a package to what a unit depends on, where its manifest has the usual form; undefined elsewhere.
 * @param range as its language writes it: `^8.1.0`, `>=6.0`, `v1.11.1`
 */
export function addDependency(
  workspace: Workspace,
  folder: Path,
  language: CodeLanguage,
  name: string,
  range: string,
): FileEdit | undefined {
  const at = (file: string): Path => joinPath(folder, file) ?? file;
  switch (language) {
    case 'python':
      return (
        inPythonProject(workspace, at('pyproject.toml'), name, range) ??
        inRequirements(workspace, at('requirements.txt'), name, range)
      );
    case 'go':
      return inGoModule(workspace, at('go.mod'), name, range);
    default:
      return addScriptDependency(workspace, at('package.json'), name, range);
  }
}

const lineEndOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** `require ( … )` in the order of the alphabet; a module with a single requirement, or none, gets a line of its own. */
function inGoModule(workspace: Workspace, path: Path, name: string, version: string): FileEdit | undefined {
  const text = workspace.textOf(path);
  if (text === undefined) return undefined;
  const lineEnd = lineEndOf(text);
  const note = worded`Require ${name}`;
  const block = /^require \((\r?\n)([\s\S]*?)^\)/m.exec(text);
  if (block) {
    const from = block.index + block[0].indexOf(block[1] ?? '') + (block[1] ?? '').length;
    const lines = [...(block[2] ?? '').matchAll(/^\t(\S+) v[^\r\n]*\r?\n/gm)];
    const next = lines.find((it) => (it[1] ?? '') > name || it[0].includes('// indirect'));
    const last = lines.at(-1);
    const offset = next ? next.index : last ? last.index + last[0].length : 0;
    return changeOf(path, [{ span: { start: from + offset, end: from + offset }, text: `\t${name} ${version}${lineEnd}` }], note);
  }
  const last =
    [...text.matchAll(/^(?:require \S+ v\S+[^\r\n]*|go [\d.]+|module \S+)$/gm)].at(-1) ??
    [...text.matchAll(/^(?:require \S+ v\S+[^\r\n]*|go [\d.]+|module \S+)\r?$/gm)].at(-1);
  if (!last) return undefined;
  const at = last.index + last[0].trimEnd().length;
  const gap = last[0].startsWith('require') ? lineEnd : lineEnd + lineEnd;
  return changeOf(path, [{ span: { start: at, end: at }, text: `${gap}require ${name} ${version}` }], note);
}

/** A line in the order of the alphabet where the others are, else the last. */
function inRequirements(workspace: Workspace, path: Path, name: string, range: string): FileEdit | undefined {
  const text = workspace.textOf(path);
  if (text === undefined || /^\s*--hash|\\\r?$/m.test(text)) return undefined;
  const lineEnd = lineEndOf(text);
  const lines = [...text.matchAll(/^([A-Za-z][\w.-]*)[^\r\n]*/gm)];
  const names = lines.map((it) => (it[1] ?? '').toLowerCase());
  const isSorted = names.every((it, index) => index === 0 || (names[index - 1] ?? '') <= it);
  const next = isSorted ? lines.find((it) => (it[1] ?? '').toLowerCase() > name) : undefined;
  // A file without versions gets none here either.
  const line = lines.length > 0 && lines.every((it) => /^[\w.-]+(?:\[[^\]]*\])?$/.test(it[0])) ? name : name + range;
  const end = text.trimEnd().length;
  const change = next
    ? { span: { start: next.index, end: next.index }, text: line + lineEnd }
    : { span: { start: end, end }, text: (end === 0 ? '' : lineEnd) + line };
  return changeOf(path, [change], worded`Depend on ${name}`);
}

/** `dependencies = [ … ]` of `[project]`. */
function inPythonProject(workspace: Workspace, path: Path, name: string, range: string): FileEdit | undefined {
  const text = workspace.textOf(path);
  const project = text === undefined ? undefined : /^\[project\][ \t]*\r?$/m.exec(text);
  if (text === undefined || !project) return undefined;
  const rest = text.slice(project.index + 1);
  const section = rest.slice(0, /^\[/m.exec(rest)?.index ?? rest.length);
  const list = /^dependencies[ \t]*=[ \t]*\[((?:\s*"[^"\r\n]*"\s*,?)*)(\s*)\]/m.exec(section);
  const last = list && [...list[0].matchAll(/"[^"\r\n]*"(,?)/g)].at(-1);
  if (!list || !last) return undefined;
  const start = project.index + 1 + list.index + last.index;
  const end = start + last[0].length;
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const entry = `"${name}${range}"`;
  const hasComma = last[1] === ',';
  const isAlone = before.trim() === '';
  const added = isAlone
    ? `${hasComma ? '' : ','}${lineEndOf(text)}${before}${entry}${hasComma ? ',' : ''}`
    : `${hasComma ? ' ' : ', '}${entry}`;
  return changeOf(path, [{ span: { start: end, end }, text: added }], worded`Depend on ${name}`);
}

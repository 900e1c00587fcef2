import type { Path } from '#base/paths.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { changeOf, type FileEdit } from './edit.ts';
import { worded } from './wording.ts';

/**
 * Adds a package to `dependencies` of a `package.json`, in the order of the alphabet; undefined where they have an unusual form.
 * @param range such as `^8.1.0`
 */
export function addScriptDependency(workspace: Workspace, manifest: Path, name: string, range: string): FileEdit | undefined {
  const text = workspace.textOf(manifest);
  const open = text === undefined ? undefined : /"dependencies"\s*:\s*\{(\r?\n)([ \t]+)/.exec(text);
  if (text === undefined || !open) return undefined;
  const [, lineEnd = '\n', indent = '  '] = open;
  const from = open.index + open[0].length - indent.length;
  const body = text.slice(from, text.indexOf('}', from));
  const entries = [...body.matchAll(/^[ \t]*"([^"]+)"\s*:\s*"[^"]*"(,?)/gm)];
  const next = entries.find((it) => (it[1] ?? '') > name);
  const last = entries.at(-1);
  if (!last) return undefined;
  const at = next ? from + next.index : from + last.index + last[0].length;
  const line = `${indent}"${name}": "${range}"`;
  const change = { span: { start: at, end: at }, text: next ? `${line},${lineEnd}` : `,${lineEnd}${line}` };
  return changeOf(manifest, [change], worded`Depend on ${name}`);
}

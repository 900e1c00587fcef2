import type { Path } from '#base/paths.ts';
import { isCode } from '#concepts/lifted-file.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import type { ObjectValue } from '#facts/value.ts';
import { changeOf, type FileEdit } from '#fixes/edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { addEntry } from '#fixes/last-element.ts';
import { indentAt } from '#fixes/statements.ts';
import { layOut, type TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Has the configuration of Next.js send headers with each answer; undefined where it is not an object that can be read, or says something of headers. */
export function nextHeaders(
  workspace: Workspace,
  path: Path,
  headers: readonly (readonly [name: string, value: string])[],
): FileEdit[] | undefined {
  const file = workspace.files.get(path);
  const text = workspace.textOf(path);
  const config = file && isCode(file) ? configOf(file.facts) : undefined;
  if (text === undefined || !config || config.isOpen) return undefined;
  // What is written as files is sent by another server.
  if (config.entries.some((it) => /^(?:headers|output)$/.test(it.key))) return undefined;
  const style = styleIn(workspace, path);
  const list = headers.map(([name, value]) => `\t\t\t\t{ key: '${name}', value: '${value}' },`).join('\n');
  const entry = `async headers() {\n\treturn [\n\t\t{\n\t\t\tsource: '/:path*',\n\t\t\theaders: [\n${list}\n\t\t\t],\n\t\t},\n\t];\n}`;
  const first = config.entries[0];
  const indent = first ? indentAt(text, first.span.start) : indentAt(text, config.span.start) + style.indent;
  const laid = layOut(entry, style, indent);
  const changes = first ? addEntry(text, config, laid, style) : intoEmpty(text, config, indent + laid, style);
  return changes && [changeOf(path, changes, worded`Send the headers with each answer`)];
}

/** `const nextConfig = { … }`, `module.exports = { … }`. */
function configOf({ bindings, assignments }: CodeFacts): ObjectValue | undefined {
  const values = [
    ...bindings.filter((it) => it.scope === 0 && /^(?:next_?)?config$/i.test(it.name)).map((it) => it.origin),
    ...assignments
      .filter((it) => it.target.join('.') === 'module.exports')
      .map(({ value }) => ({ kind: 'value' as const, value })),
  ].flatMap((it) => (it.kind === 'value' && it.value.kind === 'object' ? [it.value] : []));
  const [only, other] = values;
  return other ? undefined : only;
}

/** A comment in an object without entries stays above. */
function intoEmpty(text: string, { span }: ObjectValue, line: string, style: TextStyle): TextChange[] | undefined {
  const inner = text.slice(span.start + 1, span.end - 1);
  if (!/^(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\n]*)*$/.test(inner)) return undefined;
  const start = span.start + 1 + inner.trimEnd().length;
  const end = style.lineEnd + indentAt(text, span.start);
  return [{ span: { start, end: span.end - 1 }, text: `${style.lineEnd}${line},${end}` }];
}

import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Path } from '#base/paths.ts';
import { type Comment, readDirectives } from '#extract/directives.ts';
import type { SettingsFileFacts } from '#facts/manifest-facts.ts';
import { commentFrom, textLines } from './text-lines.ts';

type Setting = SettingsFileFacts['settings'][number];

/** Reads a file of settings: YAML by its tree, TOML, INI and properties line by line. What has no text for a value is left out. */
export function extractSettingsFile(path: Path, text: string): SettingsFileFacts {
  const comments: Comment[] = [];
  const settings = /\.ya?ml$/i.test(path) ? fromYaml(text) : fromLines(text);
  for (const line of textLines(text)) {
    const column = line.text.search(/\S/);
    if (line.text[column] === '#' || line.text[column] === ';') comments.push(commentFrom(line, column));
  }
  // The forms differ from reader to reader, so nothing in them is a mistake.
  return { kind: 'settings-file', path, settings, parseErrors: [], directives: readDirectives(comments) };
}

/** Settings of Kubernetes and of lists of objects belong to nobody who reads them by name. */
function fromYaml(text: string): Setting[] {
  const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false, stringKeys: false });
  const root = document.contents;
  if (!isMap(root) || root.has('apiVersion')) return [];
  const found: Setting[] = [];
  const walk = (node: unknown, path: readonly string[]): void => {
    if (path.length > MAX_DEPTH) return;
    if (isSeq(node)) for (const item of node.items) walk(item, path);
    if (!isMap(node)) return;
    for (const { key, value } of node.items) {
      if (!isScalar(key) || !key.range) continue;
      const names = [...path, String(key.value)];
      if (!isScalar(value)) walk(value, names);
      else if (value.value !== null && value.range)
        found.push({ path: names, value: String(value.value), span: { start: key.range[0], end: value.range[1] } });
    }
  };
  walk(root, []);
  return found;
}

const MAX_DEPTH = 8;

/** `[section]` and `name = value`; `a.b.name = value` in properties. */
function fromLines(text: string): Setting[] {
  let section: readonly string[] = [];
  return textLines(text).flatMap((line): Setting[] => {
    const header = /^\s*\[+\s*([^\]]+?)\s*\]+/.exec(line.text)?.[1];
    if (header !== undefined) {
      section = header.split('.').map(withoutQuotes);
      return [];
    }
    const match = /^(\s*)([\w."'-]+)\s*[=:]\s*(\S.*?)\s*$/.exec(line.text);
    const [, indent = '', name, written = ''] = match ?? [];
    if (name === undefined) return [];
    // A comment behind a value has a space before it; in quotes it is a part of the value.
    const value = /^(["'])(.*?)\1/.exec(written)?.[0] ?? written.replace(/\s+[#;].*$/, '');
    const start = line.start + indent.length;
    const end = line.start + line.text.indexOf(written, indent.length + name.length) + value.length;
    return [{ path: [...section, ...name.split('.').map(withoutQuotes)], value: withoutQuotes(value), span: { start, end } }];
  });
}

function withoutQuotes(text: string): string {
  return /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;
}

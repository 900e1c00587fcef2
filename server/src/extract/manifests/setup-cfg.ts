import type { Comment } from '#extract/directives.ts';
import type { Dependency } from '#facts/manifest-facts.ts';
import type { PythonManifest } from './python-project.ts';
import { isDevelopmentGroup, readRequirement } from './python-requirement.ts';
import { commentFrom, hashColumn, textLines, trimmedSpan } from './text-lines.ts';

/** Reads the name and the requirements of a `setup.cfg` (setuptools): `install_requires`, `tests_require`, extras. */
export function readSetupCfg(text: string): PythonManifest {
  const comments: Comment[] = [];
  const dependencies: Dependency[] = [];
  let name: string | undefined;
  let section = '';
  let key = '';
  for (const line of textLines(text)) {
    const column = /^\s*[#;]/.test(line.text) ? line.text.search(/[#;]/) : hashColumn(line.text);
    if (column >= 0) comments.push(commentFrom(line, column));
    const content = column >= 0 ? line.text.slice(0, column) : line.text;
    if (content.trim() === '') continue;
    let value = content;
    if (/^\S/.test(content)) {
      const header = /^\[([^\]]*)\]/.exec(content)?.[1];
      if (header !== undefined) {
        section = header.trim();
        key = '';
        continue;
      }
      const pair = /^([\w.-]+)\s*[=:](.*)$/.exec(content);
      key = pair?.[1] ?? '';
      value = pair?.[2] ?? '';
    }
    if (section === 'metadata' && key === 'name') name ??= value.trim() || undefined;
    const isDevelopment = groupOf(section, key);
    if (isDevelopment === undefined) continue;
    const span = trimmedSpan({ ...line, text: value, start: line.start + content.length - value.length });
    const dependency = readRequirement(value, { span, isDevelopment });
    if (dependency) dependencies.push(dependency);
  }
  return { ...(name !== undefined && { name }), dependencies, parseErrors: [], comments };
}

/** Whether the key holds development dependencies; undefined where it holds none at all. */
function groupOf(section: string, key: string): boolean | undefined {
  if (section === 'options' && key === 'install_requires') return false;
  if (section === 'options' && key === 'tests_require') return true;
  return section === 'options.extras_require' && key !== '' ? isDevelopmentGroup(key) : undefined;
}

import { type Path, stem } from '#base/paths.ts';
import type { Comment } from '#extract/directives.ts';
import type { Dependency } from '#facts/manifest-facts.ts';
import type { PythonManifest } from './python-project.ts';
import { isDevelopmentGroup, readRequirement } from './python-requirement.ts';
import { commentFrom, hashColumn, type TextLine, textLines } from './text-lines.ts';

/**
 * Reads a file of requirements as pip takes it: comments, `\` at the end of a line, options, `-e` and addresses with `#egg=`.
 * A name such as `requirements-dev.txt` or `requirements/test.txt` makes all of them development dependencies.
 */
export function readRequirementsFile(path: Path, text: string): PythonManifest {
  const isDevelopment = isDevelopmentGroup(stem(path));
  const comments: Comment[] = [];
  const dependencies: Dependency[] = [];
  let start: TextLine | undefined;
  let joined = '';
  for (const line of textLines(text)) {
    const column = hashColumn(line.text);
    if (column >= 0) comments.push(commentFrom(line, column));
    const content = column >= 0 ? line.text.slice(0, column) : line.text;
    start ??= line;
    if (content.endsWith('\\')) {
      joined += `${content.slice(0, -1)} `;
      continue;
    }
    const dependency = readLine(joined + content, start, isDevelopment);
    if (dependency) dependencies.push(dependency);
    joined = '';
    start = undefined;
  }
  return { dependencies, parseErrors: [], comments };
}

/** The span is the requirement on its first line. */
function readLine(content: string, line: TextLine, isDevelopment: boolean): Dependency | undefined {
  const text = content.replace(/\s--[\w-]+(?:[= ]\S+)?/g, '').trim();
  const from = line.start + line.text.search(/\S|$/);
  const onFirstLine = line.text.replace(/(^|\s)#.*$/, '').replace(/\s*\\?\s*$/, '');
  const span = { start: from, end: Math.max(from, line.start + onFirstLine.length) };
  const egg = /#egg=([\w.-]+)/.exec(content)?.[1];
  if (egg !== undefined) return readRequirement(`${egg} @ ${text.replace(/^-\S+\s+/, '')}`, { span, isDevelopment });
  if (text === '' || text.startsWith('-') || /^[\w+.-]*:|^[./]/.test(text)) return undefined;
  return readRequirement(text, { span, isDevelopment });
}

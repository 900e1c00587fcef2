import { extension, type Path } from '#base/paths.ts';
import { LineIndex } from '#base/span.ts';
import type { CodeFacts, CodeLanguage } from '#facts/code-facts.ts';
import type { FileFacts } from '#facts/file-facts.ts';
import type { FileKind } from './file-kind.ts';

/** The facts of a file that was not read, with the reason as a parse error at its first character. */
export function emptyFacts(kind: FileKind, path: Path, text: string, reason: string): FileFacts {
  const base = { path, directives: [], parseErrors: [{ message: reason, span: { start: 0, end: Math.min(1, text.length) } }] };
  switch (kind) {
    case 'typescript':
    case 'vue':
    case 'python':
    case 'go':
      return {
        ...emptyCode(text),
        ...base,
        language: languageOf(kind, path),
        ...(kind === 'vue' && { container: 'vue' as const }),
      };
    case 'package-manifest':
      return {
        ...base,
        kind,
        dependencies: [],
        scripts: [],
        workspaces: [],
        imports: [],
        entries: [],
        hasBin: false,
        isPrivate: false,
      };
    case 'typescript-config':
      return { ...base, kind, extends: [], paths: [] };
    case 'python-project':
      return { ...base, kind, dependencies: [] };
    case 'go-module':
      return { ...base, kind, module: '', dependencies: [] };
    case 'env-file':
      return { ...base, kind, isExample: false, entries: [] };
    case 'ignore-file':
      return { ...base, kind, patterns: [] };
    case 'dockerfile':
      return { ...base, kind, instructions: [] };
    case 'compose':
      return { ...base, kind, services: [], variables: [] };
    case 'workflow':
      return { ...base, kind, variables: [], scripts: [] };
    case 'gateway':
      return { ...base, kind, tool: 'other', forwards: false, headers: [] };
    case 'settings-file':
      return { ...base, kind, settings: [] };
    case 'sql':
      return { ...base, kind, statements: [], markers: [] };
    case 'prisma-schema':
      return { ...base, kind, models: [], relations: [], variables: [] };
  }
}

function languageOf(kind: 'typescript' | 'vue' | 'python' | 'go', path: Path): CodeLanguage {
  if (kind === 'python' || kind === 'go') return kind;
  return /^\.[cm]?jsx?$/.test(extension(path)) ? 'javascript' : 'typescript';
}

/** Only the module's scope is there, which other parts count on. */
function emptyCode(text: string): Omit<CodeFacts, 'path' | 'language' | 'directives' | 'parseErrors'> {
  const span = { start: 0, end: text.length };
  return {
    kind: 'code',
    lineCount: new LineIndex(text).lineCount,
    isGenerated: false,
    hasMarkup: false,
    prologue: [],
    imports: [],
    exports: [],
    scopes: [{ kind: 'module', span, bodySpan: span, body: { statements: 0, hasComment: false, last: 'none' } }],
    bindings: [],
    classes: [],
    calls: [],
    assignments: [],
    returns: [],
    throws: [],
    envReads: [],
    strings: [],
  };
}

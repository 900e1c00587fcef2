import type { Path } from '#base/paths.ts';
import { LineIndex } from '#base/span.ts';
import type {
  Assignment,
  Binding,
  Call,
  ClassDeclaration,
  CodeFacts,
  CodeLanguage,
  Export,
  Import,
  RememberedString,
  Return,
  Scope,
  SyntaxEnvRead,
  Throw,
} from '#facts/code-facts.ts';

/** The lists of a file's facts while they are made, each in source order. */
export interface Draft {
  readonly imports: Import[];
  readonly exports: Export[];
  readonly scopes: Scope[];
  readonly bindings: Binding[];
  readonly classes: ClassDeclaration[];
  readonly calls: Call[];
  readonly assignments: Assignment[];
  readonly returns: Return[];
  readonly throws: Throw[];
  readonly envReads: SyntaxEnvRead[];
  readonly strings: RememberedString[];
}

export function createDraft(): Draft {
  return {
    imports: [],
    exports: [],
    scopes: [],
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

/** The facts of a file that was not read: nothing but its module scope and the reason. */
export function unreadFacts(path: Path, language: CodeLanguage, text: string, reason: string): CodeFacts {
  const span = { start: 0, end: text.length };
  return {
    ...createDraft(),
    kind: 'code',
    path,
    language,
    lineCount: new LineIndex(text).lineCount,
    isGenerated: false,
    hasMarkup: false,
    prologue: [],
    scopes: [{ kind: 'module', span, bodySpan: span, body: { statements: 0, hasComment: false, last: 'none' } }],
    directives: [],
    parseErrors: [{ message: reason, span: { start: 0, end: 0 } }],
  };
}

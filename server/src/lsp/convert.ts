import {
  type ChangeAnnotation,
  type CodeDescription,
  type CreateFile,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type Range,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Path } from '#base/paths.ts';
import { LineIndex, type Span } from '#base/span.ts';
import type { ConfigurationProblem } from '#decisions/configuration-problem.ts';
import type { Fix } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import type { Finding, Severity } from '#rules/finding.ts';
import type { ClientSupport } from './client-support.ts';

/** What the server keeps with a diagnostic so that the editor's question about it finds the finding again. */
export interface DiagnosticData {
  readonly fingerprint: string;
}

/** Turns places of one text into LSP ranges. */
export function rangesOf(text: string): (span: Span) => Range {
  const index = new LineIndex(text);
  return ({ start, end }) => ({ start: index.positionAt(start), end: index.positionAt(end) });
}

export interface Places {
  readonly uriOf: (path: Path) => string;
  readonly textOf: (path: Path) => string | undefined;
}

/** A finding as the editor shows it. A finding without extent marks the first line. */
export function toDiagnostic(finding: Finding, toRange: (span: Span) => Range, places: Places): Diagnostic {
  const range = finding.span.start === 0 && finding.span.end === 0 ? FIRST_LINE : toRange(finding.span);
  const data: DiagnosticData = { fingerprint: finding.fingerprint };
  return {
    range,
    severity: SEVERITIES[finding.severity],
    code: finding.rule,
    codeDescription: descriptionOf(finding.rule),
    source: 'tiebeam',
    message: finding.message,
    tags: finding.tags.map((it) => (it === 'deprecated' ? DiagnosticTag.Deprecated : DiagnosticTag.Unnecessary)),
    relatedInformation: finding.related.flatMap((it) => {
      const text = places.textOf(it.path);
      return text === undefined
        ? []
        : [{ location: { uri: places.uriOf(it.path), range: rangesOf(text)(it.span) }, message: it.message }];
    }),
    data,
  };
}

export function toConfigurationDiagnostic(problem: ConfigurationProblem, toRange: (span: Span) => Range): Diagnostic {
  return {
    range: toRange(problem.span),
    severity: DiagnosticSeverity.Error,
    source: 'tiebeam',
    code: 'configuration',
    message: problem.message,
  };
}

/** A remark about the folder as a whole, at the top of its configuration. */
export function toNote(code: string, message: string, severity: Severity): Diagnostic {
  return { range: FIRST_LINE, severity: SEVERITIES[severity], source: 'tiebeam', code, message };
}

/** Where a rule's page can be read on the web. */
export function descriptionOf(rule: string): CodeDescription {
  return { href: `https://github.com/tiebeam/tiebeam/blob/main/docs/rules/${rule}.md` };
}

/** What was chosen, by a title that the person has read. */
export type ChosenEdits = Omit<Fix, 'title'>;

/** A fix in the terms of one client. */
export interface EditContext extends Places {
  /** The version that the client has open; null for none. */
  readonly versionOf: (path: Path) => number | null;
  readonly client: ClientSupport;
  /** A file that is on disk; undefined where none is known. */
  readonly present: Path | undefined;
}

/**
 * The edit of a fix; several files and new ones carry annotations, so that the editor shows them before it applies them. Undefined where the
 * client cannot take it: it creates files, and the client does not.
 */
export function toWorkspaceEdit(fix: ChosenEdits, context: EditContext): WorkspaceEdit | undefined {
  const { client, present, versionOf, ...places } = context;
  if (!client.creates && fix.edits.some((it) => it.kind === 'create')) return undefined;
  if (!client.documentChanges) return { changes: plainChanges(fix, places) };
  const annotations: Record<string, ChangeAnnotation> = {};
  const isShown = client.annotations && (fix.kind === 'multi' || fix.kind === 'scaffold');
  // VS Code opens its preview where anything asks for it, and begins with everything ticked that does not: what asks is a file that is there
  // already, which the preview leaves out and no editor makes again.
  const asks = isShown && client.isOwn && client.creates && present !== undefined ? places.uriOf(present) : undefined;
  const creations: CreateFile[] = [];
  if (asks !== undefined) {
    annotations[PREVIEW] = { label: worded`Look first`, needsConfirmation: true };
    creations.push({ kind: 'create', uri: asks, options: { ignoreIfExists: true }, annotationId: PREVIEW });
  }
  const documentChanges: TextDocumentEdit[] = [];
  for (const [index, edit] of fix.edits.entries()) {
    const annotationId = `${fix.id}-${index}`;
    const mark = isShown ? { annotationId } : {};
    annotations[annotationId] = { label: edit.note, needsConfirmation: asks === undefined, description: edit.path };
    const uri = places.uriOf(edit.path);
    if (edit.kind === 'create') {
      creations.push({ kind: 'create', uri, options: { ignoreIfExists: false, overwrite: false }, ...mark });
      documentChanges.push({
        textDocument: { uri, version: null },
        edits: [{ range: FIRST_PLACE, newText: edit.text, ...mark }],
      });
      continue;
    }
    const toRange = rangesOf(places.textOf(edit.path) ?? '');
    documentChanges.push({
      textDocument: { uri, version: versionOf(edit.path) },
      edits: edit.changes.map((it) => ({ range: toRange(it.span), newText: it.text, ...mark })),
    });
  }
  // An editor takes back changes of text that stand together in one step, and loses those that a new file stands between.
  const ordered = [...creations, ...documentChanges];
  return isShown ? { documentChanges: ordered, changeAnnotations: annotations } : { documentChanges: ordered };
}

function plainChanges(fix: ChosenEdits, places: Places): NonNullable<WorkspaceEdit['changes']> {
  return Object.fromEntries(
    fix.edits.flatMap((edit) => {
      if (edit.kind !== 'change') return [];
      const toRange = rangesOf(places.textOf(edit.path) ?? '');
      return [[places.uriOf(edit.path), edit.changes.map((it) => ({ range: toRange(it.span), newText: it.text }))]];
    }),
  );
}

const PREVIEW = 'preview';
const FIRST_PLACE: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const FIRST_LINE: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1000 } };

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

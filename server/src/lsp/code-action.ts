import { type CodeAction, CodeActionKind, type CodeActionParams, type Diagnostic } from 'vscode-languageserver';
import { z } from 'zod';
import type { Fix } from '#rules/finding.ts';
import { RULES } from '#rules/rules.generated.ts';
import { commentOf } from '#rules/suppression-comment.ts';
import { rangesOf, toWorkspaceEdit } from './convert.ts';
import { type FolderSession, uriOf } from './folder-session.ts';
import type { Session } from './session.ts';

export const FIX_ALL = 'source.fixAll.tiebeam';

const DiagnosticShape = z.object({ fingerprint: z.string() });
const ActionShape = z.object({ uri: z.string(), fingerprint: z.string(), fix: z.string() });

/** What can be done about the findings under the cursor; edits follow when one is chosen. */
export function codeActions(session: Session, { textDocument, context }: CodeActionParams): CodeAction[] {
  const found = session.locate(textDocument.uri);
  if (!found) return [];
  const { folder, path } = found;
  const wants = (kind: string): boolean =>
    context.only === undefined || context.only.some((it) => kind === it || kind.startsWith(`${it}.`));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    for (const diagnostic of context.diagnostics.filter((it) => it.source === 'tiebeam')) {
      actions.push(...actionsFor(session, folder, path, textDocument.uri, diagnostic));
    }
  }
  if (wants(FIX_ALL) && context.only !== undefined) {
    const edit = fixAll(session, folder, path);
    if (edit) actions.push({ title: 'Fix all safe Tiebeam findings', kind: FIX_ALL, edit });
  }
  return actions;
}

/** Computes the edit of a chosen action from the current texts; the action comes back unchanged where the fix is not certain any more. */
export function resolveCodeAction(session: Session, action: CodeAction): CodeAction {
  const data = ActionShape.safeParse(action.data);
  const found = data.success ? session.locate(data.data.uri) : undefined;
  if (!data.success || !found) return action;
  session.checkNow();
  const fix = found.folder.analysis.project.fixes(found.path, data.data.fingerprint).find((it) => it.id === data.data.fix);
  return fix ? { ...action, edit: editOf(session, found.folder, fix) } : action;
}

function actionsFor(session: Session, folder: FolderSession, path: string, uri: string, diagnostic: Diagnostic): CodeAction[] {
  const shape = DiagnosticShape.safeParse(diagnostic.data);
  const finding = shape.success ? folder.findings.get(path)?.find((it) => it.fingerprint === shape.data.fingerprint) : undefined;
  if (!finding) return [];
  const offered = folder.analysis.project.fixes(path, finding.fingerprint);
  const fixes = offered.map(
    (offer, index): CodeAction => ({
      title: offer.title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      isPreferred: index === 0 && (offer.kind === 'safe' || offer.kind === 'suggest'),
      data: { uri, fingerprint: finding.fingerprint, fix: offer.id },
    }),
  );
  const rule = RULES.find((it) => it.id === finding.rule);
  return [
    ...fixes,
    {
      title: `Explain ${finding.rule}`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      command: { title: 'Explain rule', command: 'tiebeam.explainRule', arguments: [finding.rule] },
    },
    ...(rule ? suppression(session, folder, path, diagnostic, finding.rule) : []),
  ];
}

/** Puts a comment above the line; the reason is left for the person to write. */
function suppression(session: Session, folder: FolderSession, path: string, diagnostic: Diagnostic, rule: string): CodeAction[] {
  const text = folder.analysis.textOf(path);
  const line = text?.split(/\r?\n/)[diagnostic.range.start.line];
  const comment = line === undefined ? undefined : commentOf(path, `tiebeam-ignore-next-line ${rule} -- reason`);
  if (text === undefined || line === undefined || comment === undefined) return [];
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  const at = { line: diagnostic.range.start.line, character: 0 };
  const newText = `${indent}${comment}${text.includes('\r\n') ? '\r\n' : '\n'}`;
  const version = session.documentOf(folder, path)?.version ?? null;
  return [
    {
      title: 'Suppress here with a reason…',
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      edit: {
        documentChanges: [
          { textDocument: { uri: uriOf(folder, path), version }, edits: [{ range: { start: at, end: at }, newText }] },
        ],
      },
    },
  ];
}

function editOf(session: Session, folder: FolderSession, fix: Fix) {
  const places = { uriOf: (at: string) => uriOf(folder, at), textOf: (at: string) => folder.analysis.textOf(at) };
  return toWorkspaceEdit(fix, places, (at) => session.documentOf(folder, at)?.version ?? null);
}

/** All safe fixes of a file that touch different places, in one edit. */
function fixAll(session: Session, folder: FolderSession, path: string) {
  session.checkNow();
  const text = folder.analysis.textOf(path);
  if (text === undefined) return undefined;
  const toRange = rangesOf(text);
  const taken: { start: number; end: number }[] = [];
  const edits: { range: ReturnType<typeof toRange>; newText: string }[] = [];
  for (const finding of folder.findings.get(path) ?? []) {
    const fix = folder.analysis.project.fixes(path, finding.fingerprint).find((it) => it.kind === 'safe');
    const own =
      fix?.edits.length === 1 && fix.edits[0]?.kind === 'change' && fix.edits[0].path === path ? fix.edits[0].changes : undefined;
    if (!own || own.some((it) => taken.some((other) => it.span.start <= other.end && other.start <= it.span.end))) continue;
    taken.push(...own.map((it) => it.span));
    edits.push(...own.map((it) => ({ range: toRange(it.span), newText: it.text })));
  }
  return edits.length > 0 ? { changes: { [uriOf(folder, path)]: edits } } : undefined;
}

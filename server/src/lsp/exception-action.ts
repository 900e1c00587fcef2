import { type CodeAction, CodeActionKind, type Diagnostic } from 'vscode-languageserver';
import { folderOf } from '#base/paths.ts';
import { LineIndex } from '#base/span.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import type { Finding } from '#rules/finding.ts';
import { commentOf } from '#rules/suppression-comment.ts';
import type { TextChange } from '#snippets/text-change.ts';
import { rangesOf } from './convert.ts';
import { editOf } from './fix-edit.ts';
import type { FolderSession } from './folder-session.ts';
import type { Session } from './session.ts';
import { turnOff } from './turn-off-requests.ts';

/** What a person can do who does not want a finding, in the order of reach: here, in this file, in a folder, or until later. */
export function exceptions(
  session: Session,
  folder: FolderSession,
  path: string,
  uri: string,
  diagnostic: Diagnostic,
  finding: Finding,
): CodeAction[] {
  const action = { kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
  const text = folder.analysis.textOf(path);
  if (text === undefined) return [];
  const inFile = ({ title, change }: { title: string; change: TextChange | undefined }): CodeAction[] => {
    if (!change) return [];
    const file: FileEdit = { kind: 'change', path, changes: [change], note: worded`A comment with the reason` };
    const edit = editOf(session, folder, { id: 'suppress', kind: 'suggest', edits: [file] });
    if (!edit) return [];
    const start = change.text.lastIndexOf(REASON);
    // The comment stands on a line of its own, above the one that was there.
    const { line } = rangesOf(text)(change.span).start;
    const place = [uri, line, start, start + REASON.length];
    const command = { title: 'Write the reason', command: 'tiebeam.writeReason', arguments: place };
    return [{ ...action, title, edit, ...(session.client.isOwn && { command }) }];
  };
  return [
    ...inFile({
      title: `Suppress ${finding.rule} here with a reason…`,
      change: lineComment(path, text, diagnostic.range.start.line, finding.rule),
    }),
    ...inFile({ title: `Suppress ${finding.rule} in this file…`, change: fileComment(path, text, finding.rule) }),
    ...(session.client.isOwn ? askForFolder(path, uri, finding.rule) : inFolder(session, folder, path, finding.rule)).map(
      (it) => ({ ...action, ...it }),
    ),
    ...(session.client.isOwn ? acceptIntoBaseline(folder, uri, finding).map((it) => ({ ...action, ...it })) : []),
  ];
}

/** Stands where the person writes why. */
const REASON = 'reason';

/** A comment above the line; the reason is left for the person to write. */
function lineComment(path: string, text: string, line: number, rule: string): TextChange | undefined {
  const comment = commentOf(path, `tiebeam-ignore-next-line ${rule} -- ${REASON}`);
  if (comment === undefined) return undefined;
  const start = new LineIndex(text).lineStart(line);
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  return { span: { start, end: start }, text: `${indent}${comment}${lineEnd(text)}` };
}

/** A comment at the top, below an interpreter line and the script tag of a component. */
function fileComment(path: string, text: string, rule: string): TextChange | undefined {
  const comment = commentOf(path, `tiebeam-ignore-file ${rule} -- ${REASON}`);
  if (comment === undefined) return undefined;
  const head = /^#![^\n]*\n/.exec(text) ?? (path.endsWith('.vue') ? /<script[^>]*>[^\n]*\n/.exec(text) : null);
  const start = head ? head.index + head[0].length : 0;
  return { span: { start, end: start }, text: `${comment}${lineEnd(text)}` };
}

type Titled = Pick<CodeAction, 'title' | 'edit' | 'command'>;

/** The client asks which folder is meant. */
function askForFolder(path: string, uri: string, rule: string): Titled[] {
  const command = { title: 'Turn off', command: 'tiebeam.turnOffInFolder', arguments: [uri, path, rule] };
  return [{ title: `Turn off ${rule} in this folder…`, command }];
}

/** Other clients get one edit for the folder of the file and one for the whole project. */
function inFolder(session: Session, folder: FolderSession, path: string, rule: string): Titled[] {
  return [...new Set([folderOf(path), ''])].flatMap((at): Titled[] => {
    const { uri, changes, newText } = turnOff(folder, rule, at);
    const title = at === '' ? `Turn off ${rule} in tiebeam.json` : `Turn off ${rule} in ${at}/`;
    if (uri !== undefined && changes) return [{ title, edit: { changes: { [uri]: [...changes] } } }];
    if (uri === undefined || newText === undefined || !session.client.creates) return [];
    const start = { line: 0, character: 0 };
    const documentChanges = [
      { kind: 'create' as const, uri, options: { ignoreIfExists: false, overwrite: false } },
      { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText }] },
    ];
    return [{ title, edit: { documentChanges } }];
  });
}

function acceptIntoBaseline({ analysis }: FolderSession, uri: string, { rule, fingerprint }: Finding): Titled[] {
  const { mode, never } = analysis.project.configuration.baseline;
  if ((mode !== 'hide' && mode !== 'dim') || never.includes(rule)) return [];
  const command = { title: 'Accept', command: 'tiebeam.addToBaseline', arguments: [uri, fingerprint] };
  return [{ title: 'Accept into baseline', command }];
}

function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

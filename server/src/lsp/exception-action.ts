import { type CodeAction, CodeActionKind, type Diagnostic } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import { withJsonValue } from '#base/json-text.ts';
import { LineIndex } from '#base/span.ts';
import type { FileEdit } from '#fixes/edit.ts';
import type { Finding } from '#rules/finding.ts';
import { commentOf } from '#rules/suppression-comment.ts';
import type { TextChange } from '#snippets/text-change.ts';
import { rangesOf } from './convert.ts';
import { editOf } from './fix-edit.ts';
import type { FolderSession } from './folder-session.ts';
import type { Session } from './session.ts';

/** What a person can do who does not want a finding: here, in this file, in the whole project, or until later. */
export function exceptions(
  session: Session,
  folder: FolderSession,
  path: string,
  uri: string,
  diagnostic: Diagnostic,
  finding: Finding,
): CodeAction[] {
  const action = { kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
  const inFile = (title: string, change: TextChange | undefined): CodeAction[] => {
    if (!change) return [];
    const file: FileEdit = { kind: 'change', path, changes: [change], note: 'A comment with the reason' };
    const edit = editOf(session, folder, { id: 'suppress', kind: 'suggest', title: '', edits: [file] });
    return edit ? [{ ...action, title, edit }] : [];
  };
  const text = folder.analysis.textOf(path);
  if (text === undefined) return [];
  return [
    ...inFile('Suppress here with a reason…', lineComment(path, text, diagnostic.range.start.line, finding.rule)),
    ...inFile(`Suppress ${finding.rule} in this file…`, fileComment(path, text, finding.rule)),
    ...switchOff(folder, finding.rule).map((it) => ({ ...action, ...it })),
    ...(session.client.isOwn ? addToBaseline(folder, uri, finding).map((it) => ({ ...action, ...it })) : []),
  ];
}

/** A comment above the line; the reason is left for the person to write. */
function lineComment(path: string, text: string, line: number, rule: string): TextChange | undefined {
  const comment = commentOf(path, `tiebeam-ignore-next-line ${rule} -- reason`);
  if (comment === undefined) return undefined;
  const start = new LineIndex(text).lineStart(line);
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  return { span: { start, end: start }, text: `${indent}${comment}${lineEnd(text)}` };
}

/** A comment at the top, below an interpreter line and the script tag of a component. */
function fileComment(path: string, text: string, rule: string): TextChange | undefined {
  const comment = commentOf(path, `tiebeam-ignore-file ${rule} -- reason`);
  if (comment === undefined) return undefined;
  const head = /^#![^\n]*\n/.exec(text) ?? (path.endsWith('.vue') ? /<script[^>]*>[^\n]*\n/.exec(text) : null);
  const start = head ? head.index + head[0].length : 0;
  return { span: { start, end: start }, text: `${comment}${lineEnd(text)}` };
}

type Titled = Pick<CodeAction, 'title' | 'edit' | 'command'>;

/** The rule goes off in the configuration that is there. */
function switchOff({ analysis: { configuration, configurationProblems } }: FolderSession, rule: string): Titled[] {
  if (configuration?.file === undefined || configurationProblems.length > 0) return [];
  const change = withJsonValue(configuration.text, ['rules', rule], 'off');
  if (!change) return [];
  const toRange = rangesOf(configuration.text);
  const edits = change.map((it) => ({ range: toRange(it.span), newText: it.text }));
  return [
    { title: `Switch ${rule} off in tiebeam.json`, edit: { changes: { [URI.file(configuration.file).toString()]: edits } } },
  ];
}

function addToBaseline({ analysis }: FolderSession, uri: string, { rule, fingerprint }: Finding): Titled[] {
  const { mode, never } = analysis.project.configuration.baseline;
  if ((mode !== 'hide' && mode !== 'dim') || never.includes(rule)) return [];
  const command = { title: 'Add to the baseline', command: 'tiebeam.addToBaseline', arguments: [uri, fingerprint] };
  return [{ title: 'Add to the baseline', command }];
}

function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

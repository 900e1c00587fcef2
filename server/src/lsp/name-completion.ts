import { type CompletionItem, CompletionItemKind, type CompletionParams } from 'vscode-languageserver';
import { fileName } from '#base/paths.ts';
import { completeConfiguration } from '#editor/complete-configuration.ts';
import { completeSuppression, completeVariable, type NameCompletion, type NamedRule } from '#editor/complete-names.ts';
import { CONFIGURATION_FILE } from '#host/load-configuration.ts';
import { RULE_PAGES } from '#rules/pages.generated.ts';
import { ruleSummaries } from '#rules/rule-summary.ts';
import { RULES } from '#rules/rules.generated.ts';
import { rangesOf } from './convert.ts';
import { type Cursor, cursorAt } from './place-links.ts';
import type { Session } from './session.ts';

let titled: readonly NamedRule[] | undefined;

/** Names that the place under the cursor takes: rules, variables of the environment, what `tiebeam.json` holds. Undefined where it takes none. */
export function nameCompletion(session: Session, { textDocument, position }: CompletionParams): CompletionItem[] | undefined {
  const cursor = cursorAt(session, textDocument.uri, position);
  if (!cursor) return undefined;
  const found = namesAt(cursor, session.client.isOwn);
  if (!found) return undefined;
  const toRange = rangesOf(cursor.text);
  return found.names.map((it) => ({
    label: it.label,
    kind: found.kind,
    detail: it.detail,
    labelDetails: { description: it.detail },
    textEdit: { range: toRange(it.replace), newText: it.text },
    filterText: it.text,
    sortText: it.sortText,
  }));
}

function namesAt(
  { folder, path, text, offset, workspace }: Cursor,
  isOwn: boolean,
): { readonly kind: CompletionItemKind; readonly names: readonly NameCompletion[] } | undefined {
  const place = text.slice(Math.max(0, offset - 400), offset);
  if (/tiebeam[^\n]*$/.test(place)) {
    const next = (folder.findings.get(path) ?? []).filter((it) => it.span.end >= offset - 200 && it.span.start <= offset + 400);
    const nearby = new Set(next.map((it) => it.rule));
    const names = completeSuppression(text, offset, rules(), (it) => nearby.has(it));
    if (names) return { kind: CompletionItemKind.Value, names };
  }
  if (fileName(path) === CONFIGURATION_FILE) {
    const names = completeConfiguration(text, offset, rules(), isOwn);
    return names && { kind: CompletionItemKind.Property, names };
  }
  const names = completeVariable(workspace, path, text, offset);
  return names && { kind: CompletionItemKind.Constant, names };
}

function rules(): readonly NamedRule[] {
  titled ??= ruleSummaries(RULES, RULE_PAGES).map(({ id, title }) => ({ id, title }));
  return titled;
}

import { type CompletionItem, CompletionItemKind, type CompletionParams, InsertTextFormat } from 'vscode-languageserver';
import { LineIndex } from '#base/span.ts';
import { readSnippetLibrary } from '#host/snippet-files.ts';
import { completeSnippets } from '#snippets/complete.ts';
import { layoutOf } from '#snippets/layout.ts';
import type { SnippetLibrary } from '#snippets/library.ts';
import { siblingFinder } from '#snippets/plan.ts';
import { rangesOf } from './convert.ts';
import { nameCompletion } from './name-completion.ts';
import type { Session } from './session.ts';
import { snippetPlace } from './snippet-place.ts';

let loaded: SnippetLibrary | undefined;

/** The snippets that ship with the server, read when they are first asked for. */
export function snippetLibrary(): SnippetLibrary {
  loaded ??= readSnippetLibrary();
  return loaded;
}

/** Typed characters at which a client asks: prefixes of snippets hold a hyphen, names stand behind dots, quotes, blanks and slashes. */
export const COMPLETION_TRIGGERS: readonly string[] = ['-', '.', '"', "'", ' ', '/'];

/**
 * Names where the place takes some; else the section snippets that the typed word asks for, those that fit the file best first. Their imports
 * come as additional edits.
 */
export function completion(session: Session, params: CompletionParams): CompletionItem[] {
  const names = nameCompletion(session, params);
  if (names) return names;
  // No word of a snippet ends with another character.
  const typed = params.context?.triggerCharacter;
  return typed === undefined || typed === '-' ? snippets(session, params) : [];
}

function snippets(session: Session, { textDocument, position }: CompletionParams): CompletionItem[] {
  if (!session.client.snippets || !session.settings.enable) return [];
  const place = snippetPlace(session, textDocument.uri);
  if (!place) return [];
  const { path, text, view, ranking, structure } = place;
  const library = snippetLibrary();
  const layout = layoutOf(view, path, ranking.language);
  const target = {
    path,
    language: ranking.language,
    text,
    layout,
    fileOf: siblingFinder(library, view, layout, path, structure),
  };
  const offset = Math.min(new LineIndex(text).lineStart(position.line) + position.character, text.length);
  const toRange = rangesOf(text);
  return completeSnippets(library, target, offset, ranking).map((it) => ({
    label: it.label,
    labelDetails: { description: it.detail },
    detail: it.detail,
    kind: CompletionItemKind.Snippet,
    documentation: { kind: 'markdown', value: it.documentation },
    insertTextFormat: InsertTextFormat.Snippet,
    textEdit: { range: toRange(it.replace), newText: it.template },
    additionalTextEdits: it.changes.map((change) => ({ range: toRange(change.span), newText: change.text })),
    filterText: it.label,
    sortText: it.sortText,
  }));
}

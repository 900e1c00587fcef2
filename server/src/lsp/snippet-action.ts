import { type CodeAction, CodeActionKind, type Diagnostic } from 'vscode-languageserver';
import { languageOfPath } from '#snippets/layout.ts';
import { patternsCuring } from '#snippets/menu.ts';
import { snippetLibrary } from './completion.ts';

/** Opens *Insert Section Snippet…* at the patterns that cure what a rule reports; none where there is none in the language of the file. */
export function snippetAction(path: string, diagnostic: Diagnostic, rule: string): CodeAction[] {
  const language = languageOfPath(path);
  const patterns = language === undefined ? [] : patternsCuring(snippetLibrary(), rule, language);
  if (patterns.length === 0) return [];
  return [
    {
      title: `Insert a snippet for ${rule}…`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      command: { title: 'Insert a section snippet', command: 'tiebeam.insertSectionSnippet', arguments: [patterns] },
    },
  ];
}

import type { Hover, HoverParams } from 'vscode-languageserver';
import { LineIndex } from '#base/span.ts';
import { pageExcerpt } from '#rules/page-excerpt.ts';
import { RULE_PAGES } from '#rules/pages.generated.ts';
import type { Session } from './session.ts';

/** The page of each rule that has a finding under the cursor, cut to its core; null where there is none. */
export function hover(session: Session, { textDocument, position }: HoverParams): Hover | null {
  const found = session.locate(textDocument.uri);
  const text = found?.folder.analysis.textOf(found.path);
  if (!found || text === undefined) return null;
  const facts = found.folder.analysis.project.facts(found.path);
  const offset = new LineIndex(text).lineStart(position.line) + position.character;
  const rules = new Set(
    (found.folder.findings.get(found.path) ?? [])
      .filter((it) => it.span.start <= offset && offset <= it.span.end)
      .map((it) => it.rule),
  );
  const language = facts?.kind === 'code' ? facts.language : (facts?.kind ?? '');
  const parts = [...rules].flatMap((rule) => {
    const page = RULE_PAGES[rule];
    return page === undefined ? [] : [pageExcerpt(page, language)];
  });
  return parts.length === 0 ? null : { contents: { kind: 'markdown', value: parts.join('\n\n---\n\n') } };
}

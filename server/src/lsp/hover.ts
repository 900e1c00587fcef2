import type { Hover, HoverParams } from 'vscode-languageserver';
import { hoverAt } from '#editor/hover-at.ts';
import { pageExcerpt } from '#rules/page-excerpt.ts';
import { RULE_PAGES } from '#rules/pages.generated.ts';
import { type Cursor, cursorAt, Locations } from './place-links.ts';
import type { Session } from './session.ts';

/**
 * What is known about the place under the cursor: a route, a front-end request or a variable of the environment, and the page of each rule that
 * has a finding there, cut to its core. Null where there is nothing.
 */
export function hover(session: Session, { textDocument, position }: HoverParams): Hover | null {
  const cursor = cursorAt(session, textDocument.uri, position);
  if (!cursor) return null;
  const locations = new Locations(cursor.folder);
  const known = hoverAt(cursor.workspace, cursor.path, cursor.offset, (place) => locations.link(place), session.say);
  const parts = [...(known ? [known.markdown] : []), ...excerpts(cursor)];
  if (parts.length === 0) return null;
  const contents = { kind: 'markdown' as const, value: parts.join('\n\n---\n\n') };
  return known ? { contents, range: locations.range({ path: cursor.path, span: known.span }) } : { contents };
}

function excerpts({ folder, path, offset }: Cursor): string[] {
  const facts = folder.analysis.project.facts(path);
  const findings = folder.findings.get(path) ?? [];
  const here = findings.filter(({ span }) => span.start <= offset && offset <= span.end);
  const messages = new Map(here.map((it) => [it.rule, it.messageId]));
  const language = facts?.kind === 'code' ? facts.language : (facts?.kind ?? '');
  return [...messages].flatMap(([rule, messageId]) => {
    const page = RULE_PAGES[rule];
    return page === undefined ? [] : [pageExcerpt(page, language, messageId)];
  });
}

import type { Connection } from 'vscode-languageserver/node';
import { z } from 'zod';
import { LineIndex } from '#base/span.ts';
import { hasConflictMarkers } from '#fixes/edit.ts';
import { isReadOnly } from '#host/write-fixed.ts';
import { PLAN_SNIPPET, type PlanSnippetResult, SNIPPETS, type SnippetPlanFile, type SnippetsResult } from '#protocol/snippets.ts';
import type { ProjectView } from '#snippets/layout.ts';
import { snippetMenu } from '#snippets/menu.ts';
import { type InsertionPlan, planInsertion } from '#snippets/plan.ts';
import { snippetLibrary } from './completion.ts';
import { rangesOf } from './convert.ts';
import { uriOf } from './folder-session.ts';
import type { Guard } from './guard.ts';
import type { Session } from './session.ts';
import { type SnippetPlace, snippetPlace } from './snippet-place.ts';

const MenuParams = z.object({ uri: z.string() });
const PlanParams = z.object({
  uri: z.string(),
  snippet: z.string(),
  where: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('here'), line: z.number().int().min(0), character: z.number().int().min(0) }),
    z.object({ kind: z.literal('new') }),
  ]),
});

/** Registers what *Insert Section Snippet* asks: the menu for a file, and the plan of an insertion. Both only read. */
export function registerSnippetRequests(connection: Connection, session: Session, guarded: Guard): void {
  connection.onRequest(
    SNIPPETS,
    guarded<unknown, SnippetsResult>(SNIPPETS, null, (params) => {
      const place = snippetPlace(session, MenuParams.parse(params).uri);
      return place === undefined ? null : { sections: snippetMenu(snippetLibrary(), place.ranking) };
    }),
  );
  connection.onRequest(
    PLAN_SNIPPET,
    guarded<unknown, PlanSnippetResult>(PLAN_SNIPPET, null, (params) => {
      const { uri, snippet, where } = PlanParams.parse(params);
      const place = snippetPlace(session, uri);
      const folder = session.locate(uri)?.folder;
      if (place === undefined || folder === undefined) return null;
      const offset = where.kind === 'here' ? offsetOf(place.text, where) : 0;
      const plan = planInsertion(
        snippetLibrary(),
        place.view,
        { snippet, active: place.path, where: where.kind === 'here' ? { kind: 'here', offset } : where },
        place.structure === undefined ? {} : { structure: place.structure },
      );
      return plan === undefined ? null : toResult(plan, place, (path) => uriOf(folder, path), folder.analysis.root);
    }),
  );
}

function toResult(plan: InsertionPlan, { view }: SnippetPlace, toUri: (path: string) => string, root: string): PlanSnippetResult {
  const targetText = view.read(plan.target);
  const refusal = refusalOf(plan, view, root);
  return {
    uri: toUri(plan.target),
    path: plan.target,
    isNew: targetText === undefined,
    isThere: plan.isThere,
    ...(refusal !== undefined && { refusal }),
    preview: plan.preview,
    previewLine: new LineIndex(plan.preview).positionAt(plan.previewStart).line,
    files: plan.files.map((file): SnippetPlanFile => {
      if (file.kind === 'create') return { kind: 'create', uri: toUri(file.path), text: file.text };
      const toRange = rangesOf(view.read(file.path) ?? '');
      const changes = file.changes.map((it) => ({ range: toRange(it.span), newText: it.text }));
      return { kind: 'change', uri: toUri(file.path), changes };
    }),
    ...(plan.body !== undefined && {
      body: { range: rangesOf(targetText ?? '')(plan.body.span), template: plan.body.template },
    }),
    ...(plan.dependencies !== undefined && {
      dependencies: { ...plan.dependencies, folder: toUri(plan.dependencies.folder) },
    }),
    notes: plan.notes,
  };
}

/** All of an insertion or nothing: a file that must not be written, or stands in the middle of a merge, holds all of it back. */
function refusalOf({ target, files, body }: InsertionPlan, view: ProjectView, root: string): string | undefined {
  const paths = new Set([...(body === undefined ? [] : [target]), ...files.map((it) => it.path)]);
  for (const path of paths) {
    if (isReadOnly(root, path)) return `${path} is read-only, so the snippet cannot be inserted.`;
    if (hasConflictMarkers(view.read(path) ?? ''))
      return `${path} is in the middle of a merge, so the snippet cannot be inserted.`;
  }
  return undefined;
}

function offsetOf(text: string, { line, character }: { readonly line: number; readonly character: number }): number {
  const index = new LineIndex(text);
  return Math.min(index.lineStart(line) + character, index.lineStart(line + 1));
}

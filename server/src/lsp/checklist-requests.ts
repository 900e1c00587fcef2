import { join } from 'node:path';
import type { Connection } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { z } from 'zod';
import { withJsonValue } from '#base/json-text.ts';
import type { ItemReport, ListReport } from '#checklist/checklist.ts';
import { progressOf, releaseScore } from '#checklist/progress.ts';
import { pinKey } from '#checklist/said.ts';
import type { Surroundings } from '#checklist/surroundings.ts';
import { type Evidence, summaryOfListed } from '#checklist/verdict.ts';
import { checklistItem, RELEASE_GATES } from '#decisions/checklist-items.ts';
import { evidenceSpan, patternFor } from '#engine/checklist-places.ts';
import { checklistOf } from '#engine/read-checklist.ts';
import { CONFIGURATION_FILE } from '#host/load-configuration.ts';
import { readSurroundings } from '#host/surroundings.ts';
import {
  CHECKLIST,
  type ChecklistItemView,
  type ChecklistListView,
  type ChecklistResult,
  MARK_CHECKLIST_ITEM,
  type MarkChecklistItemResult,
} from '#protocol/checklist.ts';
import { RULES } from '#rules/rules.generated.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { snippetLibrary } from './completion.ts';
import { rangesOf } from './convert.ts';
import { type FolderSession, uriOf } from './folder-session.ts';
import type { Guard } from './guard.ts';
import type { Session } from './session.ts';

const Params = z.object({ isFresh: z.boolean().optional() }).nullish();
const MarkParams = z.object({
  folder: z.string(),
  item: z.string(),
  pinKey: z.string(),
  mark: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('pin'), state: z.enum(['done', 'n/a']), reason: z.string() }),
    z.object({ kind: z.literal('answer'), answer: z.enum(['yes', 'no', 'n/a']), by: z.string(), note: z.string().optional() }),
    z.object({ kind: z.literal('clear') }),
  ]),
});

/** Registers the tree of the checklists, and the edit that says what a person has decided. Both only read. */
export function registerChecklistRequests(connection: Connection, session: Session, guarded: Guard): void {
  const reader = new ChecklistReader((what, error) =>
    connection.console.error(`${what} failed: ${error instanceof Error ? error.message : String(error)}`),
  );
  connection.onRequest(
    CHECKLIST,
    guarded<unknown, ChecklistResult>(CHECKLIST, { isReady: false, lists: [] }, (params) => {
      const isFresh = Params.parse(params)?.isFresh === true;
      const folders = session.folders.filter((it) => it.state === 'ready');
      return {
        isReady: folders.length === session.folders.length && session.folders.length > 0,
        lists: folders.flatMap((it) => reader.read(it, isFresh)),
      };
    }),
  );
  connection.onRequest(
    MARK_CHECKLIST_ITEM,
    guarded<unknown, MarkChecklistItemResult>(MARK_CHECKLIST_ITEM, { problem: 'The log says why.' }, (params) =>
      markItem(session, MarkParams.parse(params)),
    ),
  );
}

/** Keeps an answer for as long as the workspace is the same, and what stands around the code for as long as nothing visible changes. */
class ChecklistReader {
  readonly #onCrash: (what: string, error: unknown) => void;
  readonly #answers = new WeakMap<Workspace, readonly ChecklistListView[]>();
  readonly #surroundings = new WeakMap<object, Surroundings>();

  constructor(onCrash: (what: string, error: unknown) => void) {
    this.#onCrash = onCrash;
  }

  read(folder: FolderSession, isFresh: boolean): readonly ChecklistListView[] {
    const { analysis } = folder;
    const { workspace } = analysis.project;
    if (!workspace) return [];
    const known = isFresh ? undefined : this.#answers.get(workspace);
    if (known) return known;
    const kept = isFresh ? undefined : this.#surroundings.get(workspace.visibleState);
    const surroundings = kept ?? readSurroundings(analysis.root, workspace);
    this.#surroundings.set(workspace.visibleState, surroundings);
    const lists = checklistOf(workspace, RULES, surroundings, this.#onCrash);
    const ranges = new Map<string, ReturnType<typeof rangesOf>>();
    const toRange = (it: Evidence) => {
      const range = ranges.get(it.path) ?? rangesOf(analysis.textOf(it.path) ?? '');
      ranges.set(it.path, range);
      return range(evidenceSpan(workspace, it));
    };
    const views = lists.map((it) => listView(folder, it, toRange));
    this.#answers.set(workspace, views);
    return views;
  }
}

type ToRange = (it: Evidence) => ReturnType<ReturnType<typeof rangesOf>>;

function listView(folder: FolderSession, report: ListReport, toRange: ToRange): ChecklistListView {
  const { done, applicable, missing } = progressOf(report.items);
  const score = releaseScore(report)?.sentence;
  return {
    key: `${folder.uri} ${report.list.id} ${report.unit?.folder ?? ''}`,
    folder: folder.uri,
    list: report.list.id,
    title: report.list.title,
    unit: report.name,
    done,
    applicable,
    missing,
    ...(score !== undefined && { score }),
    items: report.items.map((it) => itemView(folder, report, it, toRange)),
  };
}

function itemView(
  folder: FolderSession,
  { unit }: ListReport,
  { item, verdict, said }: ItemReport,
  toRange: ToRange,
): ChecklistItemView {
  const pattern = patternFor(snippetLibrary(), item);
  const gate = item.gate === undefined ? undefined : RELEASE_GATES[item.gate - 1];
  return {
    id: item.id,
    pinKey: said?.key ?? pinKey(item.id, unit?.folder ?? ''),
    title: item.title,
    why: item.why,
    detection: item.detection,
    ...(gate !== undefined && { gate }),
    state: verdict.state,
    summary: plain(summaryOfListed(verdict)),
    isSaid: said !== undefined,
    isQuestion: item.isQuestion === true,
    ...(pattern !== undefined && { pattern }),
    evidence: verdict.evidence.map((it) => ({
      uri: uriOf(folder, it.path),
      path: it.path,
      range: toRange(it),
      sentence: plain(it.sentence),
    })),
  };
}

/** Trees show plain text. */
function plain(text: string): string {
  return text.replaceAll('`', "'");
}

function markItem(
  session: Session,
  { folder: uri, item, pinKey: key, mark }: z.infer<typeof MarkParams>,
): MarkChecklistItemResult {
  const folder = session.folders.find((it) => it.uri === uri);
  const known = checklistItem(item);
  if (!folder || !known) return { problem: 'The item is not there any more.' };
  const { configuration, configurationProblems, root } = folder.analysis;
  if (configurationProblems.length > 0) return { problem: 'tiebeam.json has problems; mend them first.' };
  const path = known.isQuestion === true ? ['answers', item] : ['checklist', key];
  const value =
    mark.kind === 'clear' ? undefined : mark.kind === 'pin' ? { state: mark.state, reason: mark.reason } : answerOf(mark);
  if (configuration?.file === undefined) {
    if (value === undefined) return { problem: 'There is no tiebeam.json.' };
    const [section = '', name = ''] = path;
    const newText = `${JSON.stringify({ [section]: { [name]: value } }, undefined, 2)}\n`;
    return { uri: URI.file(join(root, CONFIGURATION_FILE)).toString(), newText };
  }
  const changes = withJsonValue(configuration.text, path, value);
  if (!changes) return { problem: 'tiebeam.json cannot be read.' };
  const toRange = rangesOf(configuration.text);
  return {
    uri: URI.file(configuration.file).toString(),
    changes: changes.map((it) => ({ range: toRange(it.span), newText: it.text })),
  };
}

function answerOf({
  answer,
  by,
  note,
}: {
  readonly answer: string;
  readonly by: string;
  readonly note?: string | undefined;
}): object {
  const date = new Date().toISOString().slice(0, 10);
  return { answer, date, by, ...(note !== undefined && note !== '' && { note }) };
}

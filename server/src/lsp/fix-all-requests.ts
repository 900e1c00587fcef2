import type { CancellationToken, Connection, WorkspaceEdit } from 'vscode-languageserver/node';
import { z } from 'zod';
import type { FixedTexts } from '#engine/fix-all.ts';
import { changesBetween } from '#fixes/changes-between.ts';
import { FIX_KINDS, type FileEdit, type FixKind } from '#fixes/edit.ts';
import { type Wording, worded } from '#fixes/wording.ts';
import { isReadOnly } from '#host/write-fixed.ts';
import {
  FIX_FINDINGS,
  FIX_PROGRESS,
  FIXABLE,
  type FixableResult,
  type FixableRule,
  type FixFindingsResult,
  type FixProgressParams,
} from '#protocol/fixes.ts';
import { RULE_PAGES } from '#rules/pages.generated.ts';
import { ruleSummaries } from '#rules/rule-summary.ts';
import { RULES } from '#rules/rules.generated.ts';
import { editOf } from './fix-edit.ts';
import type { FolderSession } from './folder-session.ts';
import { type Guard, signalOf } from './guard.ts';
import type { Session } from './session.ts';

const Params = z.object({ picks: z.array(z.object({ rule: z.string(), kind: z.enum(FIX_KINDS) })) });
const Narrowed = Params.partial();
type Picks = z.infer<typeof Params>['picks'];

/** Registers *Fix All*: what could be fixed, and the one edit that fixes what was picked. Nothing is written here. */
export function registerFixAllRequests(connection: Connection, session: Session, guarded: Guard): void {
  connection.onRequest(
    FIXABLE,
    guarded<unknown, FixableResult>(FIXABLE, { rules: [] }, async (params) => {
      await session.whenRead();
      return fixable(session, Narrowed.parse(params ?? {}).picks);
    }),
  );
  connection.onRequest(
    FIX_FINDINGS,
    guarded<unknown, FixFindingsResult>(
      FIX_FINDINGS,
      { edit: null, files: 0, fixed: 0, left: 0, notes: ['Nothing was fixed; the log says why.'] },
      (params, token) => fixFindings(connection, session, Params.parse(params).picks, token),
    ),
  );
}

function fixable(session: Session, picks: Picks | undefined): FixableResult {
  session.checkNow();
  const titles = new Map(ruleSummaries(RULES, RULE_PAGES).map((it) => [it.id, it.title]));
  const rules = new Map<string, Record<FixKind, number>>();
  for (const folder of session.folders) {
    for (const finding of [...folder.findings.values()].flat()) {
      if (finding.fixes.length === 0 || picks?.some((it) => it.rule === finding.rule) === false) continue;
      // Of several fixes of a finding, the first is the one that would be taken.
      const [offer] = folder.analysis.project.fixes(finding.path, finding.fingerprint);
      if (!offer || picks?.some((it) => it.rule === finding.rule && it.kind === offer.kind) === false) continue;
      const counts = rules.get(finding.rule) ?? { safe: 0, suggest: 0, multi: 0, scaffold: 0 };
      counts[offer.kind] += 1;
      rules.set(finding.rule, counts);
    }
  }
  return {
    rules: [...rules]
      .map(([rule, counts]): FixableRule => ({ rule, title: titles.get(rule) ?? rule, counts }))
      .sort((a, b) => (a.rule < b.rule ? -1 : 1)),
  };
}

async function fixFindings(
  connection: Connection,
  session: Session,
  picks: Picks,
  token: CancellationToken | undefined,
): Promise<FixFindingsResult> {
  const signal = signalOf(token);
  const edits: WorkspaceEdit[] = [];
  const result = { files: 0, fixed: 0, left: 0, notes: [] as Wording[] };
  for (const [index, folder] of session.folders.entries()) {
    for (const path of folder.findings.keys()) session.refresh(folder, path);
    session.checkNow();
    const fixed = await inSteps(connection, folder, picks, result.fixed, signal);
    if (!fixed) return { edit: null, files: 0, fixed: 0, left: 0, notes: [] };
    const locked = [...fixed.files.keys()].filter((it) => isReadOnly(folder.analysis.root, it));
    if (locked.length > 0) {
      const name = folder.analysis.root.split(/[\\/]/).at(-1) ?? '';
      result.notes.push(worded`${locked.join(', ')} cannot be written, so nothing of ${name} was fixed.`);
      continue;
    }
    const edit = editOf(session, folder, { id: `fix-all-${index}`, kind: 'multi', edits: editsOf(fixed) });
    if (!edit || fixed.files.size === 0) continue;
    edits.push(edit);
    result.files += fixed.files.size;
    result.fixed += fixed.applied.length;
    result.left += fixed.left;
  }
  return { ...result, edit: edits.length === 0 ? null : joined(edits) };
}

function joined(edits: readonly WorkspaceEdit[]): WorkspaceEdit {
  const changes = Object.assign({}, ...edits.map((it) => it.changes ?? {})) as NonNullable<WorkspaceEdit['changes']>;
  const changeAnnotations = Object.assign({}, ...edits.map((it) => it.changeAnnotations ?? {})) as NonNullable<
    WorkspaceEdit['changeAnnotations']
  >;
  if (edits.some((it) => it.documentChanges === undefined)) return { changes };
  return { documentChanges: edits.flatMap((it) => it.documentChanges ?? []), changeAnnotations };
}

/** Undefined where the person cancelled, or the texts changed meanwhile. */
async function inSteps(
  connection: Connection,
  { analysis }: FolderSession,
  picks: Picks,
  before: number,
  signal: AbortSignal,
): Promise<FixedTexts | undefined> {
  const workspace = analysis.project.workspace;
  const steps = analysis.project.fixAll({
    wants: ({ rule }, { kind }) => picks.some((it) => it.rule === rule && it.kind === kind),
  });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    const progress: FixProgressParams = { fixed: before + step.value };
    void connection.sendNotification(FIX_PROGRESS, progress);
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted || analysis.project.workspace !== workspace) return undefined;
  }
}

/** One edit for each file, named after the rules whose findings go. */
function editsOf({ files, applied }: FixedTexts): FileEdit[] {
  return [...files].map(([path, { before, after }]): FileEdit => {
    const rules = new Set(applied.filter((it) => it.finding.path === path).map((it) => it.finding.rule));
    const note = rules.size > 0 ? worded`${[...rules].sort().join(', ')}` : worded`Needed by the other changes`;
    return before === undefined
      ? { kind: 'create', path, text: after, note }
      : { kind: 'change', path, changes: changesBetween(before, after), note };
  });
}

import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  MessageType,
  ShowMessageNotification,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { z } from 'zod';
import { changesBetween } from '#fixes/changes-between.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import type { Finding } from '#rules/finding.ts';
import { chosenFix } from './chosen-fix.ts';
import { exceptions } from './exception-action.ts';
import { editOf } from './fix-edit.ts';
import { type FolderSession, uriOf } from './folder-session.ts';
import { Locations } from './place-links.ts';
import type { Session } from './session.ts';
import { snippetAction } from './snippet-action.ts';

export const FIX_ALL = 'source.fixAll.tiebeam';

/** A menu may try fixes for so long before it offers the rest untried: a tenth of a second is still felt as at once. */
const TRIAL_MS = 80;

const DiagnosticShape = z.object({ fingerprint: z.string() });
const ActionShape = z.object({ uri: z.string(), fingerprint: z.string(), fix: z.string() });

/** What can be done about the findings under the cursor; edits follow when one is chosen. */
export function codeActions(session: Session, { textDocument, context }: CodeActionParams): CodeAction[] {
  const found = session.locate(textDocument.uri);
  if (!found) return [];
  const { folder, path } = found;
  const wants = (kind: string): boolean =>
    context.only === undefined || context.only.some((it) => kind === it || kind.startsWith(`${it}.`));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    const end = performance.now() + TRIAL_MS;
    const offered = context.diagnostics
      .filter((it) => it.source === 'tiebeam')
      .map((it) => actionsFor(session, folder, path, textDocument.uri, it, () => performance.now() < end));
    // With several findings at a place the fixes of all of them come before everything else.
    actions.push(...offered.flatMap((it) => it.fixes), ...offered.flatMap((it) => it.others));
  }
  if (wants(FIX_ALL) && context.only !== undefined) {
    const edit = fixAll(session, folder, path);
    if (edit) actions.push({ title: 'Fix all safe Tiebeam findings', kind: FIX_ALL, edit });
  }
  return actions;
}

/** Computes and tries the edit of a chosen action; where it does not hold, the person is told why and the action comes back unchanged. */
export function resolveCodeAction(session: Session, action: CodeAction): CodeAction {
  const data = ActionShape.safeParse(action.data);
  const found = data.success ? session.locate(data.data.uri) : undefined;
  if (!data.success || !found) return action;
  const chosen = chosenFix(session, found.folder, found.path, data.data.fingerprint, data.data.fix);
  if (chosen.kind === 'refused') {
    // A notification: nobody has to answer before the menu closes.
    void session.connection.sendNotification(ShowMessageNotification.type, {
      type: MessageType.Warning,
      message: chosen.message,
    });
    return action;
  }
  const edit = editOf(session, found.folder, chosen.fix);
  return edit ? { ...action, edit } : action;
}

interface Offered {
  readonly fixes: readonly CodeAction[];
  /** What is said about the finding, and the ways to live with it. */
  readonly others: readonly CodeAction[];
}

function actionsFor(
  session: Session,
  folder: FolderSession,
  path: string,
  uri: string,
  diagnostic: Diagnostic,
  isInTime: () => boolean,
): Offered {
  const shape = DiagnosticShape.safeParse(diagnostic.data);
  const finding = shape.success ? folder.findings.get(path)?.find((it) => it.fingerprint === shape.data.fingerprint) : undefined;
  if (!finding) return { fixes: [], others: [] };
  const fixes = folder.analysis.project.fixesToOffer(path, finding.fingerprint, isInTime).flatMap((fix, index): CodeAction[] => {
    const action: CodeAction = {
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      isPreferred: index === 0 && (fix.kind === 'safe' || fix.kind === 'suggest'),
    };
    if (session.client.resolvesEdits) return [{ ...action, data: { uri, fingerprint: finding.fingerprint, fix: fix.id } }];
    const chosen = chosenFix(session, folder, path, finding.fingerprint, fix.id);
    const edit = chosen.kind === 'fix' ? editOf(session, folder, chosen.fix) : undefined;
    return edit ? [{ ...action, edit }] : [];
  });
  const missing = fixes.length === 0 ? whyNot(session, folder, path, diagnostic, finding) : [];
  const own = session.client.isOwn
    ? [...snippetAction(path, diagnostic, finding.rule), explanation(diagnostic, finding.rule)]
    : [];
  return { fixes, others: [...missing, ...own, ...exceptions(session, folder, path, uri, diagnostic, finding)] };
}

/** Where a fix is usual and there is none: the way to what is in its way, with what to do by hand. */
function whyNot(
  session: Session,
  folder: FolderSession,
  path: string,
  diagnostic: Diagnostic,
  { fingerprint, rule }: Finding,
): CodeAction[] {
  const obstacle = folder.analysis.project.obstacle(path, fingerprint);
  if (!obstacle) return [];
  const action = { title: 'Show why there is no quick-fix', kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
  const place = obstacle.span && { path: obstacle.path, span: obstacle.span };
  if (session.client.isOwn) {
    const range = place && new Locations(folder).range(place);
    const shown = [uriOf(folder, obstacle.path), range ?? null, { message: obstacle.message }, rule];
    return [{ ...action, command: { title: action.title, command: 'tiebeam.showObstacle', arguments: shown } }];
  }
  return session.client.disabledActions ? [{ ...action, disabled: { reason: obstacle.message } }] : [];
}

function explanation(diagnostic: Diagnostic, rule: string): CodeAction {
  return {
    title: `Explain ${rule}`,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    command: { title: 'Explain rule', command: 'tiebeam.explainRule', arguments: [rule] },
  };
}

/** All safe fixes of a file, in one edit. */
function fixAll(session: Session, folder: FolderSession, path: string): WorkspaceEdit | undefined {
  session.checkNow();
  const steps = folder.analysis.project.fixAll({ wants: (_, { kind }) => kind === 'safe', within: path });
  let step = steps.next();
  while (!step.done) step = steps.next();
  const fixed = step.value.files.get(path);
  if (fixed?.before === undefined) return undefined;
  const changes = changesBetween(fixed.before, fixed.after);
  const edit: FileEdit = { kind: 'change', path, changes, note: worded`Safe fixes` };
  return editOf(session, folder, { id: 'fix-all', kind: 'safe', edits: [edit] });
}

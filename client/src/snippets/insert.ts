import * as vscode from 'vscode';
import {
  PLAN_SNIPPET,
  type PlanSnippetParams,
  type PlanSnippetResult,
  SNIPPETS,
  type SnippetPlan,
  type SnippetPlanRange,
  type SnippetSection,
  type SnippetsParams,
  type SnippetsResult,
  type SnippetVariant,
} from '#protocol/snippets.ts';
import { refuseUntrusted } from '../trust.ts';
import { type Choice, pickOne, wentBack } from './pick.ts';
import { SnippetPreview } from './preview.ts';

/** Asks the server. Rejects with the reason when it cannot answer. */
export type SendRequest = <Result>(method: string, params: unknown) => Promise<Result>;

/**
 * Section, pattern, variant, place: each step shows what the active answer would give, then the snippet is inserted with its
 * imports and what it imports from, as one step of undo. Says what is missing for the file that is open. With patterns only those
 * are asked for.
 */
export async function insertSectionSnippet(
  _context: vscode.ExtensionContext,
  sendRequest: SendRequest,
  patternIds?: readonly string[],
): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    await vscode.window.showInformationMessage(vscode.l10n.t('Open a file of the project that the snippet is for.'));
    return;
  }
  if (await refuseUntrusted(vscode.l10n.t('A snippet is not inserted'))) return;
  const params: SnippetsParams = { uri: editor.document.uri.toString() };
  const menu = await sendRequest<SnippetsResult>(SNIPPETS, params);
  if (menu === null) {
    await vscode.window.showInformationMessage(vscode.l10n.t('There are no snippets for this kind of file.'));
    return;
  }
  const sections = patternIds === undefined ? menu.sections : sectionsWith(menu.sections, patternIds);
  if (sections.length === 0) {
    await vscode.window.showInformationMessage(vscode.l10n.t('There is no snippet for this in the language of the open file.'));
    return;
  }
  const preview = new SnippetPreview();
  try {
    const plan = await choose(sections, editor, sendRequest, preview);
    if (plan === undefined) return;
    await preview.close();
    if (plan.refusal !== undefined) {
      await vscode.window.showWarningMessage(plan.refusal);
      return;
    }
    if (plan.isThere && plan.files.length === 0) {
      await show(plan);
      await vscode.window.showInformationMessage(
        vscode.l10n.t('{0} has this snippet already, so nothing was inserted.', plan.path),
      );
      return;
    }
    await apply(plan, editor);
    await tell(plan);
  } finally {
    await preview.close();
    preview.dispose();
  }
}

/** Walks through the steps; going back keeps the answers before. Undefined where the person leaves. */
async function choose(
  sections: readonly SnippetSection[],
  editor: vscode.TextEditor,
  sendRequest: SendRequest,
  preview: SnippetPreview,
): Promise<SnippetPlan | undefined> {
  const at = editor.selection.active;
  const plan = (variant: SnippetVariant, where: PlanSnippetParams['where']): Promise<PlanSnippetResult> => {
    const params: PlanSnippetParams = { uri: editor.document.uri.toString(), snippet: variant.id, where };
    return sendRequest<PlanSnippetResult>(PLAN_SNIPPET, params);
  };
  const here = { kind: 'here', line: at.line, character: at.character } as const;
  const showAlone = async (variant: SnippetVariant | undefined): Promise<void> => {
    if (variant !== undefined) await preview.show(await plan(variant, { kind: 'new' }), variant.language);
  };
  const step = (number: number, title: string, placeholder: string) => ({ step: number, total: 4, title, placeholder });

  for (;;) {
    // What is the only answer is not asked for.
    const [onlySection] = sections.length === 1 ? sections : [];
    const section =
      onlySection ??
      (await pickOne(step(1, vscode.l10n.t('Insert Section Snippet'), vscode.l10n.t('Section')), sections.map(sectionChoice)));
    if (section === undefined || section === wentBack) return undefined;
    for (;;) {
      const [onlyPattern] = onlySection?.patterns.length === 1 ? onlySection.patterns : [];
      const pattern =
        onlyPattern ??
        (await pickOne(
          step(2, section.title, vscode.l10n.t('What the project is to get')),
          section.patterns.map((it) => ({ label: it.title, detail: it.sentence, value: it })),
          (it) => showAlone(it.variants[0]),
        ));
      if (pattern === undefined) return undefined;
      if (pattern === wentBack) break;
      for (;;) {
        const variant = await pickOne(
          step(3, pattern.title, vscode.l10n.t('How it is written')),
          pattern.variants.map(variantChoice),
          showAlone,
        );
        if (variant === undefined || (variant === wentBack && onlyPattern !== undefined)) return undefined;
        if (variant === wentBack) break;
        const plans = await Promise.all([variant.fitsHere ? plan(variant, here) : null, plan(variant, { kind: 'new' })]);
        const chosen = await pickOne(
          step(4, pattern.title, vscode.l10n.t('Where it goes')),
          plans.flatMap((it, index) => {
            // The open file is the place of the snippet: it is there only once.
            const isTwice = index > 0 && it?.isThere && plans[0]?.isThere && plans[0].uri === it.uri;
            return it === null || isTwice ? [] : [placeChoice(it, index === 0, at.line)];
          }),
          (it) => (it.refusal === undefined ? preview.show(it, variant.language) : undefined),
        );
        if (chosen === undefined) return undefined;
        if (chosen !== wentBack) return chosen;
      }
    }
  }
}

function sectionsWith(sections: readonly SnippetSection[], patternIds: readonly string[]): readonly SnippetSection[] {
  return sections.flatMap((section) => {
    const patterns = section.patterns.filter((it) => patternIds.includes(it.id));
    return patterns.length === 0 ? [] : [{ ...section, patterns }];
  });
}

function sectionChoice(section: SnippetSection): Choice<SnippetSection> {
  const label = section.number === 0 ? section.title : `${section.number} ${section.title}`;
  return { label, detail: section.patterns.map((it) => it.title).join(' · '), value: section };
}

function variantChoice(variant: SnippetVariant, index: number): Choice<SnippetVariant> {
  const description =
    index === 0 && variant.fitsProject
      ? vscode.l10n.t('fits best here')
      : variant.fitsProject
        ? ''
        : vscode.l10n.t('another framework than the project’s');
  return { label: variant.title, description, value: variant };
}

function placeChoice(plan: SnippetPlan, isHere: boolean, line: number): Choice<SnippetPlan> {
  const { path, refusal } = plan;
  if (refusal !== undefined)
    return {
      label: isHere ? vscode.l10n.t('Insert here') : path,
      description: vscode.l10n.t('not possible'),
      detail: refusal,
      value: plan,
    };
  if (plan.isThere) return { label: vscode.l10n.t('There already'), description: path, value: plan };
  if (isHere)
    return { label: vscode.l10n.t('Insert here'), description: vscode.l10n.t('{0}, line {1}', plan.path, line + 1), value: plan };
  const label = plan.isNew ? vscode.l10n.t('New file') : vscode.l10n.t('Add to the file at its place');
  return { label, description: plan.path, value: plan };
}

/** One workspace edit, so that one undo takes all of it back. */
async function apply(plan: SnippetPlan, editor: vscode.TextEditor): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const target = vscode.Uri.parse(plan.uri);
  const edits = new Map<string, (vscode.TextEdit | vscode.SnippetTextEdit)[]>();
  for (const file of plan.files) {
    const uri = vscode.Uri.parse(file.uri);
    if (file.kind === 'create') edit.createFile(uri, { contents: new TextEncoder().encode(file.text), ignoreIfExists: true });
    else
      edits.set(
        uri.toString(),
        file.changes.map((it) => vscode.TextEdit.replace(toRange(it.range), it.newText)),
      );
  }
  if (plan.body !== undefined) {
    const snippet = new vscode.SnippetString(plan.body.template);
    const into = edits.get(target.toString()) ?? [];
    edits.set(target.toString(), [...into, vscode.SnippetTextEdit.replace(toRange(plan.body.range), snippet)]);
    // Placeholders are walked through in the editor that is active.
    if (target.toString() === editor.document.uri.toString())
      await vscode.window.showTextDocument(editor.document, editor.viewColumn);
    else await vscode.window.showTextDocument(target, { preview: false });
  }
  for (const [uri, list] of edits) edit.set(vscode.Uri.parse(uri), list);
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error(vscode.l10n.t('the editor refused the change'));
  if (plan.isNew) await show(plan);
}

async function show(plan: SnippetPlan): Promise<void> {
  const place = new vscode.Position(plan.previewLine, 0);
  await vscode.window.showTextDocument(vscode.Uri.parse(plan.uri), {
    preview: false,
    selection: new vscode.Range(place, place),
  });
}

/** What is left to do, and the offer to install what is missing. */
async function tell({ dependencies, notes }: SnippetPlan): Promise<void> {
  if (dependencies === undefined) {
    if (notes.length > 0) void vscode.window.showInformationMessage(notes.join(' '));
    return;
  }
  const [install, copy] = [vscode.l10n.t('Install'), vscode.l10n.t('Copy Command')];
  const missing = vscode.l10n.t('The snippet needs {0}.', dependencies.missing.join(', '));
  const answer = await vscode.window.showInformationMessage([missing, ...notes].join(' '), install, copy);
  const command = dependencies.commands.join(' && ');
  if (answer === copy) await vscode.env.clipboard.writeText(command);
  if (answer === install) {
    const terminal = vscode.window.createTerminal({ name: 'Tiebeam', cwd: vscode.Uri.parse(dependencies.folder) });
    terminal.show();
    terminal.sendText(command);
  }
}

function toRange({ start, end }: SnippetPlanRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

import * as vscode from 'vscode';

/** What an input gives when the person goes back. */
export const isBack = Symbol('back');

interface Step {
  /** From 1. */
  readonly step: number;
  readonly total: number;
  readonly canGoBack: boolean;
  readonly title: string;
}

export interface LineQuestion extends Step {
  readonly value: string;
  readonly prompt: (value: string, folder: string | undefined) => string;
  /** What is wrong with a value; undefined when it is right. Not said of an empty line before the person has typed. */
  readonly problem: (value: string) => string | undefined;
  /** Offers to choose another folder than this one. */
  readonly folder?: string;
}

/** Asks for a line of text. Gives undefined when the person cancels. */
export function askLine(
  question: LineQuestion,
): Promise<{ readonly value: string; readonly folder?: string } | undefined | typeof isBack> {
  const input = vscode.window.createInputBox();
  const chooseFolder: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('folder-opened'),
    tooltip: vscode.l10n.t('Put It into Another Folder…'),
  };
  let { folder } = question;
  let isChoosing = false;
  let isTouched = false;
  const check = (): boolean => {
    const problem = question.problem(input.value);
    input.validationMessage = isTouched || input.value !== '' ? problem : undefined;
    input.prompt = question.prompt(input.value, folder);
    return problem === undefined;
  };
  input.value = question.value;
  input.ignoreFocusOut = true;
  check();
  return ask(
    input,
    question,
    folder === undefined ? [] : [chooseFolder],
    () => !isChoosing,
    (finish) => {
      input.onDidChangeValue(() => {
        isTouched = true;
        check();
      });
      input.onDidAccept(() => {
        isTouched = true;
        if (check()) finish({ value: input.value, ...(folder === undefined ? {} : { folder }) });
      });
      input.onDidTriggerButton(async (button) => {
        if (button !== chooseFolder) return;
        isChoosing = true;
        const chosen = await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false });
        folder = chosen?.[0]?.fsPath ?? folder;
        check();
        input.show();
        isChoosing = false;
      });
    },
  );
}

export interface PickQuestion<Answer> extends Step {
  readonly placeholder: string;
  readonly answers: readonly Answer[];
}
interface PickAnswer {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly isCurrent: boolean;
}

/** Asks for one of several answers; the current one is active. Gives undefined when the person cancels. */
export function askOneOf<Answer extends PickAnswer>(question: PickQuestion<Answer>): Promise<Answer | undefined | typeof isBack> {
  const input = vscode.window.createQuickPick<vscode.QuickPickItem & { answer: Answer }>();
  input.placeholder = question.placeholder;
  input.items = question.answers.map((answer) => ({
    label: answer.label,
    description: answer.description,
    detail: answer.detail,
    answer,
  }));
  input.activeItems = input.items.filter((it) => it.answer.isCurrent);
  input.matchOnDetail = true;
  input.ignoreFocusOut = true;
  return ask(
    input,
    question,
    [],
    () => true,
    (finish) => {
      input.onDidAccept(() => {
        const [picked] = input.selectedItems.length > 0 ? input.selectedItems : input.activeItems;
        if (picked !== undefined) finish(picked.answer);
      });
    },
  );
}

function ask<Value>(
  input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem & { answer: unknown }>,
  { step, total, canGoBack, title }: Step,
  buttons: readonly vscode.QuickInputButton[],
  isOverWhenHidden: () => boolean,
  listen: (finish: (value: Value) => void) => void,
): Promise<Value | undefined | typeof isBack> {
  input.title = title;
  input.step = step;
  input.totalSteps = total;
  input.buttons = [...(canGoBack ? [vscode.QuickInputButtons.Back] : []), ...buttons];
  return new Promise((resolve) => {
    const finish = (value: Value | undefined | typeof isBack): void => {
      resolve(value);
      input.dispose();
    };
    input.onDidTriggerButton((button) => {
      if (button === vscode.QuickInputButtons.Back) finish(isBack);
    });
    input.onDidHide(() => {
      if (isOverWhenHidden()) finish(undefined);
    });
    listen(finish);
    input.show();
  });
}

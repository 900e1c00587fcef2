import * as vscode from 'vscode';

/** What a pick gives when the person goes back. */
export const wentBack = Symbol('back');

export interface Choice<Value> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly value: Value;
}

export interface PickStep {
  /** From 1; the first has no way back. */
  readonly step: number;
  readonly total: number;
  readonly title: string;
  readonly placeholder: string;
}

/**
 * Asks for one of several values; `onActive` hears of each that becomes active, a short rest after it did. Gives undefined
 * when the person leaves.
 */
export function pickOne<Value>(
  { step, total, title, placeholder }: PickStep,
  choices: readonly Choice<Value>[],
  onActive?: (value: Value) => Thenable<void> | undefined,
): Promise<Value | undefined | typeof wentBack> {
  const input = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly value: Value }>();
  Object.assign(input, { step, totalSteps: total, title, placeholder, ignoreFocusOut: true });
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  input.buttons = step > 1 ? [vscode.QuickInputButtons.Back] : [];
  input.items = choices.map(({ label, description = '', detail, value }) => ({
    label,
    description,
    ...(detail === undefined ? {} : { detail }),
    value,
  }));
  return new Promise((resolve) => {
    let rest: NodeJS.Timeout | undefined;
    const finish = (value: Value | undefined | typeof wentBack): void => {
      clearTimeout(rest);
      resolve(value);
      input.dispose();
    };
    input.onDidChangeActive(([active]) => {
      clearTimeout(rest);
      if (active !== undefined && onActive !== undefined) rest = setTimeout(() => void onActive(active.value), 120);
    });
    input.onDidTriggerButton(() => finish(wentBack));
    input.onDidAccept(() => {
      const [picked] = input.selectedItems;
      if (picked !== undefined) finish(picked.value);
    });
    input.onDidHide(() => finish(undefined));
    input.show();
  });
}

// A few questions one after the other, with a way back. Each step fills in a part of `state`.
import * as vscode from 'vscode';

export type Outcome = 'next' | 'back' | 'cancel';
export interface StepPlace {
  title: string;
  step: number;
  total: number;
}
export type Step = (place: StepPlace) => Promise<Outcome>;

/** True when every question was answered. */
export async function ask(title: string, steps: readonly Step[]): Promise<boolean> {
  let index = 0;
  while (index < steps.length) {
    const step = steps[index];
    if (step === undefined) return false;
    const outcome = await step({ title, step: index + 1, total: steps.length });
    if (outcome === 'cancel') return false;
    index = Math.max(0, index + (outcome === 'next' ? 1 : -1));
  }
  return true;
}

export interface Choice<T> extends vscode.QuickPickItem {
  value: T;
}

/** One of several; what is typed can be an answer too when `typed` makes one of it. */
export function choose<T>(
  place: StepPlace,
  options: {
    placeholder: string;
    choices: readonly Choice<T>[];
    active?: (value: T) => boolean;
    typed?: (text: string) => Choice<T> | undefined;
  },
  take: (value: T) => void,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const pick = vscode.window.createQuickPick<Choice<T>>();
    pick.title = place.title;
    pick.step = place.step;
    pick.totalSteps = place.total;
    pick.placeholder = options.placeholder;
    pick.items = options.choices;
    pick.ignoreFocusOut = true;
    pick.matchOnDescription = true;
    const active = options.active;
    if (active !== undefined) pick.activeItems = options.choices.filter((choice) => active(choice.value));
    if (place.step > 1) pick.buttons = [vscode.QuickInputButtons.Back];
    let outcome: Outcome = 'cancel';
    const end = (how: Outcome) => {
      outcome = how;
      pick.hide();
    };
    pick.onDidTriggerButton(() => end('back'));
    pick.onDidChangeValue((text) => {
      const own = options.typed?.(text.trim());
      pick.items = own === undefined ? options.choices : [...options.choices, own];
    });
    pick.onDidAccept(() => {
      // Enter may come before the list has caught up with what was typed.
      const chosen = pick.selectedItems[0] ?? options.typed?.(pick.value.trim());
      if (chosen === undefined) return;
      take(chosen.value);
      end('next');
    });
    pick.onDidHide(() => {
      pick.dispose();
      resolve(outcome);
    });
    pick.show();
  });
}

/** A line of text. */
export function line(
  place: StepPlace,
  options: { prompt: string; placeholder?: string; value?: string; problem?: (text: string) => string | undefined },
  take: (text: string) => void,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const box = vscode.window.createInputBox();
    box.title = place.title;
    box.step = place.step;
    box.totalSteps = place.total;
    box.prompt = options.prompt;
    if (options.placeholder !== undefined) box.placeholder = options.placeholder;
    box.value = options.value ?? '';
    box.ignoreFocusOut = true;
    if (place.step > 1) box.buttons = [vscode.QuickInputButtons.Back];
    let outcome: Outcome = 'cancel';
    const check = () => {
      box.validationMessage = options.problem?.(box.value.trim());
      return box.validationMessage === undefined || box.validationMessage === '';
    };
    box.onDidChangeValue(() => {
      if (box.validationMessage !== undefined) check();
    });
    box.onDidTriggerButton(() => {
      outcome = 'back';
      box.hide();
    });
    box.onDidAccept(() => {
      if (!check()) return;
      take(box.value.trim());
      outcome = 'next';
      box.hide();
    });
    box.onDidHide(() => {
      box.dispose();
      resolve(outcome);
    });
    box.show();
  });
}

import { englishTexts } from './texts-of-files.ts';

/** `l10n/bundle.l10n.json`: every text, translated into itself, as VS Code wants it. */
export function englishBundle(root: string): string {
  return `${JSON.stringify(Object.fromEntries(englishTexts(root).map((it) => [it, it])), undefined, 2)}\n`;
}

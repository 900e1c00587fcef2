import { BESIDE, fill } from '#base/translate.ts';

/**
 * What a person reads of a fix, in the light bulb and in the preview. Only `worded` makes one, out of words that stand in the source, because
 * `scripts/l10n` looks for them there: a text that it does not see would stay English in every language.
 */
export type Wording = string & { readonly [MADE]: true };

declare const MADE: unique symbol;

/** The tag of a template, such as `` worded`Depend on ${name}` ``. What is told in several ways is several templates. */
export function worded(words: TemplateStringsArray, ...values: readonly (string | number)[]): Wording {
  return String.raw({ raw: words }, ...values) as Wording;
}

/** Several things that happen to one file, each told once, in their order. Throws for none. */
export function together(wordings: readonly Wording[]): Wording {
  return [...new Set(wordings)].reduce((before, it) => fill(BESIDE, [before, it]) as Wording);
}

import { escaped } from './regular-expression.ts';

/** English text, with `{0}`, `{1}` … where values stand, to the same in another language. */
export type Bundle = Readonly<Record<string, string>>;

/** Gives the text in the other language; the text itself where the bundle does not have it. */
export type Translate = (text: string) => string;

/** Keeps the last answers: the same messages come again with every check. */
const REMEMBERED = 2_000;
/** With fewer fixed characters than this, a key that begins with a value fits too much; its values must then be single words. */
const VAGUE = { several: 8, onlyOne: 14 };
/** Two texts that are told one after the other, each a whole of its own. */
export const BESIDE = '{0}; {1}';
const PLACE = /\{(\d+)\}/g;
const BETWEEN = BESIDE.replaceAll(PLACE, '');

/** Puts values into the places of a text. A place without a value stays. */
export function fill(text: string, values: readonly (string | number)[]): string {
  return text.replaceAll(PLACE, (place, index: string) => String(values[Number(index)] ?? place));
}

/**
 * Translates sentences that are already made. The core makes them in English, for the command line, for reports and for fingerprints; an
 * editor in another language shows them translated. A sentence is found again by the fixed words of its key; of several keys that fit,
 * the one with the most fixed words counts. Values are translated in their turn, unless they stand in
 * backticks or quotation marks: those are the user's own names and words. Texts that stand beside each other (`BESIDE`) are translated each by itself,
 * where all of them can be.
 */
export function translator(bundle: Bundle): Translate {
  const texts = new Map(
    Object.entries(bundle).flatMap(
      ([key, target]) =>
        [
          [key, target],
          [plain(key), plain(target)],
        ] as const,
    ),
  );
  const patterns = [...texts]
    .filter(([key]) => /\{\d+\}/.test(key))
    .map(([key, target]) => ({ ...compiled(key), target, key }))
    .sort((a, b) => b.fixed - a.fixed);
  const several = patterns.filter(({ key }) => key.includes(BETWEEN) && key !== BESIDE);
  const known = new Map<string, string>();
  const translate = (text: string): string => {
    const before = known.get(text) ?? texts.get(text);
    if (before !== undefined) return before;
    const result = byPattern(text, several) ?? eachOf(text) ?? byPattern(text, patterns) ?? text;
    if (known.size >= REMEMBERED) known.clear();
    known.set(text, result);
    return result;
  };
  const byPattern = (text: string, among: typeof patterns): string | undefined => {
    for (const { expression, quoted, target } of among) {
      const found = expression.exec(text);
      if (!found) continue;
      return fill(
        target,
        found.slice(1).map((value, index) => (quoted.has(index) ? value : translate(value))),
      );
    }
    return undefined;
  };
  const eachOf = (text: string): string | undefined => {
    const beside = bundle[BESIDE];
    const [first = '', ...others] = text.split(BETWEEN);
    if (beside === undefined || others.length === 0) return undefined;
    const rest = others.join(BETWEEN);
    const both = [translate(first), translate(rest)];
    return both[0] === first || both[1] === rest ? undefined : fill(beside, both);
  };
  return translate;
}

/** Where no Markdown is shown, names stand in plain quotation marks. */
function plain(text: string): string {
  return text.replaceAll('`', "'");
}

/** Whoever has no bundle reads English. */
export const inEnglish: Translate = (text) => text;

/** Makes a text in the language of the person: the English one with places for values, and the values. */
export type Say = (text: string, ...values: readonly (string | number)[]) => string;

/** For texts that are put together from several sentences, such as a hover, each of which is to be found in the bundle. */
export function sayIn(translate: Translate): Say {
  return (text, ...values) => fill(translate(text), values);
}

export const sayInEnglish: Say = sayIn(inEnglish);

function compiled(key: string): { readonly expression: RegExp; readonly fixed: number; readonly quoted: ReadonlySet<number> } {
  const quoted = new Set<number>();
  const seen = new Set<number>();
  // `{0} and {1}` would fit half of all sentences.
  const places = key.match(PLACE)?.length ?? 0;
  const isVague = key.replaceAll(PLACE, '').length < (places === 1 ? VAGUE.onlyOne : VAGUE.several);
  let source = '';
  let end = 0;
  let fixed = 0;
  for (const place of key.matchAll(PLACE)) {
    const index = Number(place[1]);
    const words = key.slice(end, place.index);
    fixed += words.length;
    end = place.index + place[0].length;
    // The same value again; places are numbered in the order in which they come first.
    const quote = /[`']$/.exec(words)?.[0] ?? '';
    const isQuoted = quote !== '' && key.startsWith(quote, end);
    const value = isQuoted
      ? `([^${quote}]+)`
      : captureOf(isVague && (place.index === 0 || places > 1), end === key.length && !/\s$/.test(words));
    source += escaped(words) + (seen.has(index) ? `\\${index + 1}` : value);
    seen.add(index);
    if (isQuoted || (words.endsWith('"') && key.startsWith('"', end))) quoted.add(index);
  }
  const rest = key.slice(end);
  return { expression: new RegExp(`^${source}${escaped(rest)}$`), fixed: fixed + rest.length, quoted };
}

/** What a value may be: one word, anything, or nothing where it hangs on to the last word of a sentence. */
function captureOf(isOneWord: boolean, mayBeEmpty: boolean): string {
  if (isOneWord) return '(\\S+)';
  return mayBeEmpty ? '([\\s\\S]*?)' : '([\\s\\S]+?)';
}

import { readFileSync } from 'node:fs';
import { type Bundle, inEnglish, type Translate, translator } from '#base/translate.ts';

/** Relative to the folder of the bundled server. */
const BUNDLES = new URL('../l10n/', import.meta.url);

/**
 * The language of the person, by the editor's name for it, such as `zh-cn`. English where there is no bundle for it. Throws where the bundle is
 * there and cannot be read.
 */
export function languageOf(locale: string | undefined, bundles: URL = BUNDLES): Translate {
  const name = locale?.toLowerCase() ?? 'en';
  if (!/^[a-z-]{2,12}$/.test(name) || name.startsWith('en')) return inEnglish;
  const bundle = readBundle(new URL(`bundle.l10n.${name}.json`, bundles));
  return bundle === undefined ? inEnglish : translator(bundle);
}

function readBundle(file: URL): Bundle | undefined {
  try {
    const bundle: Bundle = JSON.parse(readFileSync(file, 'utf8'));
    return bundle;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** What a person reads of an answer; everything else is for programs, or in the person's own words. */
const READ_BY_PEOPLE: ReadonlySet<string> = new Set([
  ...['title', 'message', 'label', 'problem', 'reason', 'advice', 'note', 'notes'],
  ...['summary', 'sentence', 'detection', 'why', 'gate', 'score', 'tooltip', 'about', 'tradeOff'],
  ...['question', 'detail', 'expected', 'actual'],
]);

/** An answer or a notification with the texts that people read in their language. Gives the same object where that is English. */
export function inLanguage<Value>(value: Value, translate: Translate): Value {
  return translate === inEnglish ? value : (translated(value, translate, false) as Value);
}

function translated(value: unknown, translate: Translate, isRead: boolean): unknown {
  if (typeof value === 'string') return isRead ? translate(value) : value;
  if (Array.isArray(value)) return value.map((it) => translated(it, translate, isRead));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, translated(it, translate, READ_BY_PEOPLE.has(key))]));
}

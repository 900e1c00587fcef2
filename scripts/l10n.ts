// Brings the translations in step with the texts of the sources: what is gone is taken out, what is missing or was translated from another text
// is listed on standard output as JSON, to be translated and put into the file. `--add FILE` takes such a JSON, translated, in.
//   node scripts/l10n.ts zh-cn [--add FILE]
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { englishTexts, translatedFrom } from './l10n/texts-of-files.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const [language, option, added] = process.argv.slice(2);
if (language === undefined || (option !== undefined && (option !== '--add' || added === undefined))) {
  console.error('usage: node scripts/l10n.ts LANGUAGE [--add FILE]');
  process.exitCode = 2;
} else {
  const extra = added === undefined ? {} : texts(added);
  const bundle = path.join(root, `l10n/bundle.l10n.${language}.json`);
  const manifest = path.join(root, `package.nls.${language}.json`);
  const missing = {
    ...synchronise(bundle, Object.fromEntries(englishTexts(root).map((it) => [it, it])), extra),
    ...synchronise(manifest, texts(path.join(root, 'package.nls.json')), extra, translatedFrom(root, language)),
  };
  console.log(JSON.stringify(missing, undefined, 2));
}

/**
 * Writes the file with the keys of the English texts, in their order; gives the texts that it lacks. `sources`: the file with the English text
 * that each translation was made from, where the keys are not the texts; a translation of another text is taken out.
 */
function synchronise(
  file: string,
  english: Readonly<Record<string, string>>,
  extra: Readonly<Record<string, string>>,
  sources?: string,
): Record<string, string> {
  const from = sources === undefined ? english : texts(sources);
  const current = Object.entries(texts(file)).filter(([key]) => from[key] === english[key]);
  const known: Record<string, string> = { ...Object.fromEntries(current), ...extra };
  const keys = Object.keys(english);
  const kept = keys.filter((it) => known[it] !== undefined);
  writeTexts(file, Object.fromEntries(kept.map((it) => [it, known[it] ?? ''])));
  if (sources !== undefined) writeTexts(sources, Object.fromEntries(kept.map((it) => [it, english[it] ?? ''])));
  return Object.fromEntries(keys.filter((it) => known[it] === undefined).map((it) => [it, english[it] ?? it]));
}

function writeTexts(file: string, content: Readonly<Record<string, string>>): void {
  writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`);
}

function texts(file: string): Record<string, string> {
  return JSON.parse(readFileSync(file, 'utf8'));
}

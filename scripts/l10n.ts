// Brings the translations in step with the texts of the sources: what is gone is taken out, what is missing is listed on standard output as JSON,
// to be translated and put into the file. `--add FILE` takes such a JSON, translated, in.
//   node scripts/l10n.ts zh-cn [--add FILE]
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { englishTexts } from './l10n/texts-of-files.ts';

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
    ...synchronise(manifest, texts(path.join(root, 'package.nls.json')), extra),
  };
  console.log(JSON.stringify(missing, undefined, 2));
}

/** Writes the file with the keys of the English texts, in their order; gives the texts that it lacks. */
function synchronise(
  file: string,
  english: Readonly<Record<string, string>>,
  extra: Readonly<Record<string, string>>,
): Record<string, string> {
  const known = { ...texts(file), ...extra };
  const keys = Object.keys(english);
  const kept = keys.filter((it) => known[it] !== undefined);
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(kept.map((it) => [it, known[it]])), undefined, 2)}\n`);
  return Object.fromEntries(keys.filter((it) => known[it] === undefined).map((it) => [it, english[it] ?? it]));
}

function texts(file: string): Record<string, string> {
  return JSON.parse(readFileSync(file, 'utf8'));
}

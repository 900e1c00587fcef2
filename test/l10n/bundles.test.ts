import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { englishTexts, translatedFrom } from '../../scripts/l10n/texts-of-files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const languages = globSync('l10n/bundle.l10n.*.json', { cwd: root }).map((it) => it.split('.')[2] ?? '');
const english = englishTexts(root);
const manifest = texts('package.nls.json');

describe('the languages of the editor', () => {
  it('are English and Simplified Chinese', () => {
    expect(languages).toEqual(['zh-cn']);
    expect(english.length).toBeGreaterThan(1_000);
  });

  for (const language of languages) {
    const bundle = texts(`l10n/bundle.l10n.${language}.json`);
    const translated = texts(`package.nls.${language}.json`);

    it(`${language}: has every text, and none that is gone; \`node scripts/l10n.ts ${language}\` lists what is missing`, () => {
      expect(difference(english, bundle)).toEqual({ missing: [], gone: [] });
      expect(difference(Object.keys(manifest), translated)).toEqual({ missing: [], gone: [] });
    });

    it(`${language}: was translated from the texts that the manifest has now`, () => {
      expect(texts(path.relative(root, translatedFrom(root, language)))).toEqual(manifest);
    });

    it(`${language}: has the same places for values, the same commands behind links and the same code`, () => {
      for (const [key, text] of [...Object.entries(bundle), ...pairs(manifest, translated)]) {
        expect({ key, places: placesIn(text) }).toEqual({ key, places: placesIn(key) });
        expect({ key, code: codeIn(text) }).toEqual({ key, code: codeIn(key) });
      }
    });

    it(`${language}: says something of its own, in its own punctuation`, () => {
      for (const [key, text] of Object.entries({ ...bundle, ...translated })) {
        expect(text.trim(), key).not.toBe('');
        expect(text, key).not.toMatch(/\p{Script=Han}[,;?!]|[,;?!]\p{Script=Han}/u);
      }
      const same = Object.entries(bundle).filter(([key, text]) => key === text && / \p{Ll}{3,} \p{Ll}{3,}/u.test(key));
      expect(same).toEqual([]);
    });
  }

  it('take every text of the manifest from its own file, and hold none that it does not show', () => {
    const source = readFileSync(path.join(root, 'package.json'), 'utf8');
    const used = new Set([...source.matchAll(/"%([\w.]+)%"/g)].map((it) => it[1] ?? ''));
    expect(Object.keys(manifest).sort()).toEqual([...used].sort());
    expect(JSON.parse(source).l10n).toBe('./l10n');
  });
});

function difference(keys: readonly string[], translated: Readonly<Record<string, string>>): object {
  return {
    missing: keys.filter((it) => !Object.hasOwn(translated, it)),
    gone: Object.keys(translated).filter((it) => !keys.includes(it)),
  };
}

function texts(file: string): Record<string, string> {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8'));
}

function pairs(from: Readonly<Record<string, string>>, to: Readonly<Record<string, string>>): [string, string][] {
  return Object.keys(from).map((key) => [from[key] ?? '', to[key] ?? '']);
}

function placesIn(text: string): string[] {
  return [...new Set(text.match(/\{\d+\}|\]\(command:[^)]*\)/g))].sort();
}

function codeIn(text: string): string[] {
  return [...new Set(text.match(/`[^`]+`/g))].sort();
}

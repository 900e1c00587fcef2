import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { together, worded } from '#fixes/wording.ts';
import { wordingsOf } from '../../scripts/l10n/texts-of-files.ts';
import { languageOf } from '../../server/src/lsp/language.ts';

const inChinese = languageOf('zh-cn', new URL('../../l10n/', import.meta.url));

describe('what a fix says', () => {
  it('is found for translation wherever it stands', () => {
    const source = ts.createSourceFile(
      'it.ts',
      [
        'const NOTE = worded`Create the logger`;',
        'const edit = changeOf(path, changes, worded`Depend on $' + '{name}`);',
        'const offer = { title: isThere ? worded`Register it` : worded`Depend on $' + "{isOld ? 'the old' : 'the new'} one` };",
      ].join('\n'),
      ts.ScriptTarget.Latest,
      true,
    );
    expect(wordingsOf(source)).toEqual([
      ...['Create the logger', 'Depend on {0}', 'Register it'],
      ...['Depend on the old one', 'Depend on the new one'],
    ]);
  });

  it('comes out of such a template alone', () => {
    // @ts-expect-error -- a text that the translation cannot see is none.
    const note: ReturnType<typeof worded> = 'Depend on pino';
    expect(note).toBe(worded`Depend on ${'pino'}`);
  });

  it('is told of a file once each, and translated each by itself', () => {
    const notes = together([worded`Depend on ${'pino'}`, worded`Create the logger`, worded`Depend on ${'pino'}`]);
    expect(notes).toBe('Depend on pino; Create the logger');
    expect(inChinese(notes)).toBe('添加依赖 pino；创建日志库');
    expect(inChinese('select 1; select 2')).toBe('select 1; select 2');
  });
});

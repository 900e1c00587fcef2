import { describe, expect, it } from 'vitest';
import { fill, translator } from '#base/translate.ts';

describe('a sentence that is already made', () => {
  const translate = translator({
    Open: '打开',
    done: '完成',
    'The handler `{0}` runs SQL itself with `{1}`': '处理函数 `{0}` 自己用 `{1}` 执行 SQL',
    'The handler `{0}`': '处理函数 `{0}`',
    '{0} takes `{1}`': '{0}接收 `{1}`',
    '{0} files': '{0} 个文件',
    '{0} files, last check {1} ms': '{0} 个文件，上次检查用时 {1} 毫秒',
    'State: {0}': '状态：{0}',
    'It has no route{0}': '它没有路由{0}',
    '{0} is {0}': '{0} 就是 {0}',
    'A button "{0}" is shown': '显示按钮“{0}”',
  });

  it('is found by its whole text', () => {
    expect(translate('Open')).toBe('打开');
  });

  it('is found by its fixed words, with the values in their places', () => {
    expect(translate('The handler `list` runs SQL itself with `db.query`')).toBe('处理函数 `list` 自己用 `db.query` 执行 SQL');
  });

  it('is taken for the one with the most fixed words', () => {
    expect(translate('3 files, last check 12 ms')).toBe('3 个文件，上次检查用时 12 毫秒');
  });

  it('has its values translated too, but never the names of the user', () => {
    expect(translate('State: done')).toBe('状态：完成');
    expect(translate('The handler `done` takes `Open`')).toBe('处理函数 `done`接收 `Open`');
    expect(translate('A button "Open" is shown')).toBe('显示按钮“Open”');
  });

  it('may have lost its Markdown on the way', () => {
    expect(translate("The handler 'list' runs SQL itself with 'db.query'")).toBe("处理函数 'list' 自己用 'db.query' 执行 SQL");
  });

  it('is not taken for a count because of its last word', () => {
    expect(translate('It reads a lot of files')).toBe('It reads a lot of files');
  });

  it('may end in a value that is not there', () => {
    expect(translate('It has no route')).toBe('它没有路由');
  });

  it('must repeat a value where its key does', () => {
    expect(translate('a is a')).toBe('a 就是 a');
    expect(translate('a is b')).toBe('a is b');
  });

  it('stays as it is where nobody has translated it', () => {
    expect(translate('Nobody knows this')).toBe('Nobody knows this');
    expect(translate('toString')).toBe('toString');
  });

  it('may hold lines and signs that mean something elsewhere', () => {
    const other = translator({ 'What (about) $1? {0}': '$1：{0}' });
    expect(other('What (about) $1? a\nb$&')).toBe('$1：a\nb$&');
  });
});

describe('places', () => {
  it('are filled by number', () => {
    expect(fill('{1} of {0}, {2}', [3, 'x'])).toBe('x of 3, {2}');
  });
});

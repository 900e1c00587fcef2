// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the syntax of snippets.
import { describe, expect, test } from 'vitest';
import { escapeTemplate, expandTemplate } from '#snippets/expand.ts';

describe('expandTemplate', () => {
  test.each([
    ['plain text', 'const a = 1;', 'const a = 1;'],
    ['a tab stop', 'a$1b$0', 'ab'],
    ['a default and its mirrors', '${1:Order}s of $1 and ${1}', 'Orders of Order and Order'],
    ['a mirror before its default', '$1 ${1:Order}', 'Order Order'],
    ['a default in a default', '${1:find${2:Order}} $2', 'findOrder Order'],
    ['a choice', '${1|info,debug|}-$1', 'info-info'],
    ['commas and bars in a choice', '${1|a\\,b,c\\|d|}', 'a,b'],
    ['a variable with a value', '$TM_FILENAME_BASE', 'orders'],
    ['a variable without one', '${SELECTED:none} $OTHER', 'none OTHER'],
    ['escapes', 'cost \\$5 \\} \\\\ \\n ${1:a\\}b}', 'cost $5 } \\ \\n a}b'],
    ['a template literal', '`\\${id}`', '`${id}`'],
    ['a transformed variable', '${TM_FILENAME_BASE/(.*)/${1:/pascalcase}/}', 'Orders'],
    ['a transformed stop', '${1:order line} ${1/(\\w+) (\\w+)/${2:/upcase}_$1/}', 'order line LINE_order'],
    ['a conditional transform', '${1:x}${1/(x)|(y)/${1:+yes}${2:-no}/}', 'xyesno'],
    ['a placeholder within itself', '${1:a$1}', 'a'],
  ])('gives %s', (_, body, text) => {
    expect(expandTemplate(body, { variables: { TM_FILENAME_BASE: 'orders' } })).toEqual({ ok: true, value: text });
  });

  test.each([
    ['a lone dollar', 'cost $ 5', 'a $ that starts no placeholder must be written \\$', 5],
    ['an open placeholder', 'a ${1:b', 'a placeholder is not closed', 2],
    ['an open choice', '${1|a,b', 'a list of choices is not closed with |}', 0],
    ['choices of a variable', '${NAME|a|}', 'only a numbered placeholder can offer choices', 0],
    ['half a transformation', '${1/a/b}', 'a transformation needs /pattern/format/flags', 0],
    ['a broken pattern', '${1/(/b/}', "'(' is not a regular expression", 0],
  ])('refuses %s', (_, body, message, offset) => {
    expect(expandTemplate(body)).toEqual({ ok: false, problems: [{ path: [offset], message }] });
  });

  test('turns leading tabs into the indentation and ends lines as asked', () => {
    expect(expandTemplate('a {\n\tb\t{\n\t\tc', { indent: '  ', eol: '\r\n' })).toEqual({
      ok: true,
      value: 'a {\r\n  b\t{\r\n    c',
    });
  });

  test('escaped text expands to itself', () => {
    const text = 'const a = `${b}`; // $1 {} \\';
    expect(expandTemplate(escapeTemplate(text))).toEqual({ ok: true, value: text });
  });
});

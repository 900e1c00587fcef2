import { describe, expect, test } from 'vitest';
import { mergeTexts, stepsByHand } from '#resource/merge-texts.ts';

const base = ["import { a } from './a';", '', 'use(a);', 'use(b);', 'end();'];
/** As the templates would have it with one more. */
const theirs = ["import { a } from './a';", "import { n } from './n';", '', 'use(a);', 'use(b);', 'use(n);', 'end();'];

function merge(ours: readonly string[], [o, b]: readonly [readonly string[], readonly string[]] = [base, theirs]) {
  return mergeTexts({ base: o.join('\n'), theirs: b.join('\n'), ours: ours.join('\n') });
}

function merged(lines: readonly string[]) {
  return { kind: 'merged', text: lines.join('\n') };
}

describe('a text that nobody has changed', () => {
  test('becomes what the templates have', () => {
    expect(merge(base)).toEqual(merged(theirs));
  });

  test('stays when the templates change nothing, or have been followed already', () => {
    expect(merge(['mine'], [base, base])).toEqual(merged(['mine']));
    expect(merge(theirs)).toEqual(merged(theirs));
  });
});

describe('a text that a person has changed', () => {
  test('elsewhere keeps those changes', () => {
    expect(merge(['// mine', ...base, 'more();'])).toEqual(merged(['// mine', ...theirs, 'more();']));
  });

  test('at the same place by adding lines has theirs first', () => {
    const ours = [...base.slice(0, 4), 'use(mine);', 'end();'];
    expect(merge(ours)).toEqual(merged([...theirs.slice(0, 5), 'use(mine);', 'use(n);', 'end();']));
  });

  test('in the line beside the addition keeps the change', () => {
    const ours = base.map((it) => (it === 'use(b);' ? 'use(b, { quick: true });' : it));
    expect(merge(ours)).toEqual(merged(theirs.map((it) => (it === 'use(b);' ? 'use(b, { quick: true });' : it))));
  });

  test('by taking the line beside the addition away gets the addition', () => {
    expect(merge(base.filter((it) => it !== 'use(b);'))).toEqual(merged(theirs.filter((it) => it !== 'use(b);')));
  });

  test('by adding the very lines gets them once', () => {
    const ours = [...base.slice(0, 4), 'use(mine);', 'use(n);', 'end();'];
    expect(merge(ours)).toEqual(merged([...theirs.slice(0, 5), 'use(mine);', 'use(n);', 'end();']));
  });
});

describe('a text that a formatter has changed', () => {
  test('in its layout only takes what the templates have there', () => {
    const one = ["routes = ['/first-long-path', '/second']", 'end()'];
    const more = ["routes = ['/first-long-path', '/second', '/third']", 'end()'];
    const formatted = ['routes = [', "  '/first-long-path',", "  '/second',", ']', 'end()'];
    expect(merge(formatted, [one, more])).toEqual(merged(more));
  });

  test('keeps its line ends and its byte order mark', () => {
    const result = mergeTexts({
      base: base.join('\n'),
      theirs: theirs.join('\n'),
      ours: `\uFEFF${base.join('\r\n')}`,
    });
    expect(result).toEqual({ kind: 'merged', text: `\uFEFF${theirs.join('\r\n')}` });
  });

  test('is not taken for the same when a block of Python has moved out', () => {
    const one = ['def routes():', '    add(a)', 'end'];
    const more = ['def routes():', '    add(a, b)', 'end'];
    expect(merge(['def routes():', 'add(a)', 'end'], [one, more]).kind).toBe('conflict');
  });
});

describe('a place that both have changed', () => {
  test('is a conflict with the lines of theirs, and nothing is merged', () => {
    const ours = base.flatMap((it) =>
      it === 'use(b);' || it === 'use(a);' ? [] : [it === 'end();' ? 'all([a, b]); end();' : it],
    );
    expect(merge(ours, [base, theirs.map((it) => (it === 'use(b);' ? 'use(b, n);' : it))])).toEqual({
      kind: 'conflict',
      byHand: [{ after: 'use(a);', instead: ['use(b);'], lines: ['use(b, n);', 'use(n);'] }],
    });
  });

  test('is a conflict when an addition would stand in half a block', () => {
    const one = ['start {', 'one', '}'];
    const more = ['start {', 'one', '} else {', 'two', '}'];
    const ours = ['start {', 'one', 'mine {', '}'];
    expect(merge(ours, [one, more]).kind).toBe('conflict');
  });
});

test('the steps by hand lead from one text to the other', () => {
  expect(stepsByHand(base.join('\n'), theirs.join('\n'))).toEqual([
    { after: base[0], instead: [], lines: [theirs[1]] },
    { after: 'use(b);', instead: [], lines: ['use(n);'] },
  ]);
  expect(stepsByHand('', 'a')).toEqual([{ instead: [''], lines: ['a'] }]);
});

import { describe, expect, test } from 'vitest';
import { withSections } from '#handoff/hand-written.ts';

const begin = (id: string): string =>
  `<!-- tiebeam:begin ${id} (written by \`tiebeam handoff\`; what stands between the marks is replaced) -->`;
const end = (id: string): string => `<!-- tiebeam:end ${id} -->`;
const sections = [
  { id: 'overview', text: '# shop: hand-off' },
  { id: 'run', text: '## How to run it\n\nnpm start' },
];

function textOf(existing: string | undefined): string {
  const written = withSections(existing, sections);
  if (written.kind !== 'text') throw new Error(written.reason);
  return written.text;
}

describe('a hand-off that is written anew', () => {
  test('has all sections where there was no file, and stays the same the second time', () => {
    const first = textOf(undefined);
    expect(first).toBe(
      `${begin('overview')}\n# shop: hand-off\n${end('overview')}\n\n${begin('run')}\n## How to run it\n\nnpm start\n${end('run')}\n`,
    );
    expect(textOf(first)).toBe(first);
    expect(textOf('  \n')).toBe(first);
  });

  test('keeps what people wrote before, between and after the sections, and the order that they gave them', () => {
    const existing = `Read this first.\n\n<!-- tiebeam:begin run -->\nold\n${end('run')}\n\n## Whom to ask\n\nAda.\n\n<!-- tiebeam:begin overview -->\nold\n${end('overview')}\nThe end`;
    expect(textOf(existing)).toBe(
      `Read this first.\n\n${begin('run')}\n## How to run it\n\nnpm start\n${end('run')}\n\n## Whom to ask\n\nAda.\n\n${begin('overview')}\n# shop: hand-off\n${end('overview')}\nThe end`,
    );
  });

  test('puts new sections at the end of a file that has none or only some', () => {
    expect(textOf('# Our notes\n')).toBe(`# Our notes\n\n${textOf(undefined)}`);
    const some = `${begin('run')}\nold\n${end('run')}\n\nnote\n`;
    expect(textOf(some)).toMatch(/npm start[\s\S]*note\n\n[\s\S]*# shop: hand-off/);
  });

  test('leaves a section that this version does not write', () => {
    const old = `<!-- tiebeam:begin weather -->\nsunny\n${end('weather')}\n`;
    expect(textOf(old).startsWith(old.trimEnd())).toBe(true);
  });

  test('keeps Windows line ends', () => {
    const text = textOf('# Notes\r\n');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect(textOf(text)).toBe(text);
  });

  test.each([
    [`a\n${begin('run')}\nb`, 2, 'does not end'],
    [`a\n\n${end('run')}`, 3, 'does not begin'],
    [`${begin('run')}\n${begin('overview')}\n${end('overview')}`, 2, 'has no end'],
    [`${begin('run')}\n${end('run')}\n${begin('run')}\n${end('run')}`, 3, 'second time'],
  ])('says where marks are broken', (existing, line, reason) => {
    const written = withSections(existing, sections);
    expect(written).toMatchObject({ kind: 'broken-marks', line });
    expect(written.kind === 'broken-marks' && written.reason).toContain(reason);
  });
});

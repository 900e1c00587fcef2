import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeSource, readSource, readSourceNow } from '#host/read-source.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('decoding', () => {
  it.each([
    ['UTF-8', [0x61, 0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80], { kind: 'text', text: 'aé😀' }],
    ['a byte order mark', [0xef, 0xbb, 0xbf, 0x61], { kind: 'text', text: 'a' }],
    ['bytes that are not UTF-8', [0x61, 0xff, 0xfe, 0x62, 0xc3], { kind: 'text', text: 'a\uFFFD\uFFFDb\uFFFD' }],
    ['UTF-16, little end first', [0xff, 0xfe, 0x61, 0x00], { kind: 'text', text: 'a' }],
    ['UTF-16, big end first', [0xfe, 0xff, 0x00, 0x61], { kind: 'text', text: 'a' }],
    ['a NUL', [0x61, 0x00, 0x62], { kind: 'binary' }],
    ['nothing', [], { kind: 'text', text: '' }],
  ])('%s', (_, bytes, source) => {
    expect(decodeSource(new Uint8Array(bytes))).toEqual(source);
  });

  it('keeps line ends and looks for a NUL in the first 8,000 bytes only', () => {
    const bytes = new Uint8Array(8002).fill(0x61);
    bytes.set([0x0d, 0x0a], 0);
    bytes[8000] = 0;
    expect(decodeSource(bytes)).toMatchObject({ kind: 'text', text: expect.stringMatching(/^\r\na+\0a$/) });
    bytes[7999] = 0;
    expect(decodeSource(bytes)).toEqual({ kind: 'binary' });
  });
});

describe('reading', () => {
  it('says why there is no text', async () => {
    const root = temporaryFolder({ 'a.ts': 'a' });
    mkdirSync(join(root, 'folder.ts'));
    const cases = [
      ['a.ts', { kind: 'text', text: 'a' }],
      ['b.ts', { kind: 'missing' }],
      ['a.ts/b.ts', { kind: 'missing' }],
      ['folder.ts', { kind: 'unreadable', code: 'EISDIR' }],
    ] as const;
    for (const [path, source] of cases) {
      expect([path, await readSource(join(root, path))]).toEqual([path, source]);
      expect([path, readSourceNow(join(root, path))]).toEqual([path, source]);
    }
  });
});

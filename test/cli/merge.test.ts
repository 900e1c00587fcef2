import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { tiebeam } from './run.ts';

const CACHE = `import Redis from 'ioredis';
const redis = new Redis();
export async function keep(price: string) {
  await redis.set('price', price);
}
`;
const FILES = Object.fromEntries(Array.from({ length: 5 }, (_, at) => [`src/cache${at}.ts`, CACHE]));

async function shards(format: string): Promise<string> {
  const root = temporaryFolder({ 'package.json': '{ "name": "shop", "dependencies": { "ioredis": "5" } }\n', ...FILES });
  for (const part of [1, 2]) await tiebeam(root, 'check', '--format', format, '--shard', `${part}/2`, '--output', `${part}.out`);
  return root;
}

describe('merge', () => {
  it.each(['json', 'sarif'])('gives in %s what one check gives', async (format) => {
    const root = await shards(format);
    const whole = await tiebeam(root, 'check', '--format', format);
    const merged = await tiebeam(root, 'merge', '2.out', '1.out', '2.out');
    const sorted = (text: string): unknown => {
      const content = JSON.parse(text) as { runs?: { results: unknown[] }[] };
      content.runs?.[0]?.results.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
      return content;
    };
    expect(sorted(merged.stdout)).toEqual(sorted(whole.stdout));
    expect(merged.code).toBe(1);
    expect((await tiebeam(root, 'merge', '1.out', '2.out', '--fail-level', 'error')).code).toBe(0);
  });

  it('writes into a file', async () => {
    const root = await shards('json');
    expect(await tiebeam(root, 'merge', '1.out', '2.out', '--output', 'all.json')).toMatchObject({ stdout: '', code: 1 });
    expect((await tiebeam(root, 'merge', 'all.json')).stdout).toBe((await tiebeam(root, 'merge', '1.out', '2.out')).stdout);
  });

  it('says which file is no report', async () => {
    const root = await shards('json');
    await tiebeam(root, 'check', '--format', 'sarif', '--output', 'one.sarif');
    writeFileSync(join(root, 'text.out'), 'no report');
    writeFileSync(join(root, 'other.out'), '{}');
    const said = async (...files: string[]): Promise<unknown> => {
      const { code, stderr } = await tiebeam(root, 'merge', ...files);
      return [code, stderr];
    };
    expect(await said('1.out', 'one.sarif')).toEqual([2, expect.stringContaining('one.sarif is sarif and 1.out is json')]);
    expect(await said('text.out')).toEqual([2, expect.stringContaining('text.out is no JSON')]);
    expect(await said('other.out')).toEqual([2, expect.stringContaining('other.out is no report of tiebeam check')]);
    expect(await said('none.out')).toEqual([2, expect.stringContaining('none.out is not there')]);
  });
});

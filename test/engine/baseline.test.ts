// Old findings and new ones: what counts as the same, and that a baseline shrinks by itself and never grows.
import { describe, expect, it } from 'vitest';
import { type Baseline, type BaselineEntries, entriesOf, itemsOf, pruned, renamed, replaced } from '#engine/baseline.ts';
import cacheMissingTtl from '#rules/cache/missing-ttl.ts';
import { projectOf } from '../sources.ts';

const HEAD = "import Redis from 'ioredis';\nconst redis = new Redis();\n";
const write = (key: string): string => `export const ${key} = (v: string) => redis.set('${key}', v);\n`;
const PATH = 'src/cache.ts';

async function shop(text: string) {
  const { project, edit } = await projectOf({ [PATH]: text }, { rules: [cacheMissingTtl] });
  const check = () => {
    const result = project.check();
    return { shown: [...(result?.findings.values() ?? [])].flat(), held: result?.heldBack ?? 0 };
  };
  check();
  return { project, edit, check };
}

const hiding = (entries: BaselineEntries, mode: Baseline['mode'] = 'hide'): Baseline => ({ mode, entries, never: [] });

describe('baseline', () => {
  it('holds back what it knows and shows what is new', async () => {
    const { project, edit, check } = await shop(HEAD + write('a') + write('b'));
    project.setBaseline(hiding(project.baselineEntries()));
    expect(check()).toEqual({ shown: [], held: 2 });
    edit({ [PATH]: HEAD + write('c') + write('a') + write('b') });
    expect(check().shown.map((it) => it.span.start)).toEqual([HEAD.length + write('c').indexOf('redis')]);
  });

  it('does not care about lines above, layout and repeated checks', async () => {
    const { project, edit, check } = await shop(HEAD + write('a'));
    project.setBaseline(hiding(project.baselineEntries()));
    edit({ [PATH]: `// a comment\n\n${HEAD}\n${write('a').replace("('a', v)", "(\n  'a',\n  v\n)")}` });
    expect(check().shown.length).toBe(1);
    edit({ [PATH]: `// a comment\n\n${HEAD}\n\n${write('a')}` });
    expect(check()).toEqual({ shown: [], held: 1 });
  });

  it('counts equal findings and shows the last of them', async () => {
    const twice = `${HEAD}export async function f(v: string) {\n${"  await redis.set('a', v);\n".repeat(2)}}\n`;
    const { project, edit, check } = await shop(twice);
    project.setBaseline(hiding(project.baselineEntries()));
    expect(check()).toEqual({ shown: [], held: 2 });
    const thrice = twice.replace("  await redis.set('a', v);\n", "  await redis.set('a', v);\n".repeat(2));
    edit({ [PATH]: thrice });
    const { shown, held } = check();
    expect([shown.length, held]).toEqual([1, 2]);
    expect(shown[0]?.span.start).toBe(thrice.lastIndexOf('redis.set'));
  });

  it('dims instead of hiding', async () => {
    const { project, check } = await shop(HEAD + write('a'));
    project.setBaseline(hiding(project.baselineEntries(), 'dim'));
    expect(check().shown.map((it) => it.severity)).toEqual(['hint']);
  });

  it('never holds back what is excepted', async () => {
    const { project, check } = await shop(HEAD + write('a'));
    project.setBaseline({ ...hiding(project.baselineEntries()), never: ['cache/missing-ttl'] });
    expect(check().shown.length).toBe(1);
  });

  it('shows new lines only', async () => {
    const { project, check } = await shop(HEAD + write('a') + write('b'));
    project.setBaseline({
      mode: 'new-lines',
      entries: new Map(),
      never: [],
      newLines: new Map([[PATH, [{ first: 3, last: 3 }]]]),
    });
    expect(check().shown.length).toBe(1);
    project.setBaseline({ mode: 'new-lines', entries: new Map(), never: [] });
    expect(check().shown.length).toBe(2);
  });
});

describe('entries', () => {
  const item = (rule: string, path: string, fingerprint: string) => ({ rule, path, fingerprint });
  const known = entriesOf([item('r', 'a', '1'), item('r', 'a', '1'), item('r', 'b', '2'), item('s', 'a', '3')]);

  it('pruning only takes away', () => {
    const current = entriesOf([item('r', 'a', '1'), item('r', 'b', '9'), item('t', 'a', '4')]);
    expect(itemsOf(pruned(known, current))).toEqual([item('r', 'a', '1')]);
  });

  it('an update replaces what is wanted and leaves the rest', () => {
    const current = entriesOf([item('r', 'a', '7'), item('s', 'a', '8')]);
    const updated = itemsOf(replaced(known, current, (rule, path) => rule === 'r' && path === 'a'));
    expect(updated).toEqual([item('r', 'b', '2'), item('r', 'a', '7'), item('s', 'a', '3')]);
  });

  it('follows renamed files', () => {
    expect(itemsOf(renamed(known, new Map([['b', 'c']]))).map((it) => it.path)).toEqual(['a', 'a', 'c', 'a']);
  });
});

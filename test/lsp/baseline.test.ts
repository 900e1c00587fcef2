// Old findings are kept apart, in the file that the team shares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { LineIndex } from '#base/span.ts';
import { BASELINE, type BaselineResult } from '#protocol/findings.ts';
import { TURN_OFF, type TurnOffResult } from '#protocol/rules.ts';
import { INITIALISE, type InitialiseResult } from '#protocol/server.ts';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { type ClientOptions, has, hasNone, isReady, startClient } from './client.ts';
import { CACHE, CLEAN_CACHE, MISSING_TTL, SHOP } from './shop.ts';

const FILE = '.tiebeam/baseline.json';

async function shop(files: Readonly<Record<string, string>> = {}, options: ClientOptions = {}) {
  const root = temporaryFolder({ ...SHOP, ...files });
  const client = await startClient({ folders: [root], trusted: true, ...options });
  await client.status(isReady);
  const request = <Result>(method: string, params: object): Promise<Result> => client.connection.sendRequest(method, params);
  return { root, request, baseline: () => readFileSync(join(root, FILE), 'utf8'), ...client };
}

describe('a first configuration', () => {
  it('leaves nothing to report, and says how much is understood', async () => {
    const { root, request, diagnostics, status } = await shop();
    const { message } = await request<InitialiseResult>(INITIALISE, {});
    expect(message).toContain('kept apart');
    await diagnostics('src/cache.ts', hasNone);
    expect(readFileSync(join(root, 'tiebeam.json'), 'utf8')).toContain('"baseline": { "mode": "hide" }');
    const [note] = await diagnostics('tiebeam.json', has('coverage'));
    expect(note?.message).toMatch(/application files have a layer/);
    expect((await status((it) => it.heldBack !== undefined)).heldBack).toBeGreaterThan(0);
  });

  it('is not written over one that is there, nor without trust', async () => {
    const there = await shop({ 'tiebeam.json': '{}' });
    expect((await there.request<InitialiseResult>(INITIALISE, {})).message).toContain('already');
    const untrusted = await shop({}, { trusted: false });
    expect((await untrusted.request<InitialiseResult>(INITIALISE, {})).message).toContain('not trusted');
  });
});

describe('a baseline', () => {
  const HIDING = { 'tiebeam.json': '{ "baseline": { "mode": "hide" } }' };

  it('takes one finding, and the finding goes', async () => {
    const { request, uri, shown, diagnostics, actions } = await shop(HIDING);
    const finding = shown('src/cache.ts')[0] as Diagnostic;
    const add = (await actions('src/cache.ts', finding)).find((it) => it.title === 'Accept into baseline');
    expect(add?.command?.arguments).toEqual([uri('src/cache.ts'), finding.data.fingerprint]);
    await request<BaselineResult>(BASELINE, { action: 'add', uri: uri('src/cache.ts'), fingerprint: finding.data.fingerprint });
    await diagnostics('src/cache.ts', hasNone);
  });

  it('loses what a saved file does not have any more', async () => {
    const { root, request, open, change, save, baseline, diagnostics } = await shop(HIDING);
    await request<BaselineResult>(BASELINE, { action: 'keep' });
    expect(baseline()).toContain('src/cache.ts');
    await open('src/cache.ts', CACHE);
    await change('src/cache.ts', 2, [{ text: CLEAN_CACHE }]);
    writeFileSync(join(root, 'src/cache.ts'), CLEAN_CACHE);
    await save('src/cache.ts');
    await expect.poll(baseline).not.toContain('src/cache.ts');
    await change('src/cache.ts', 3, [{ text: CACHE }]);
    await diagnostics('src/cache.ts', has(MISSING_TTL));
  });

  it('that nothing asks comes with the change that hides what it holds', async () => {
    const { root, request, uri } = await shop();
    const kept = await request<BaselineResult>(BASELINE, { action: 'keep' });
    expect(kept).toEqual({
      message: 'The baseline holds 1 finding; tiebeam.json does not say yet that they are hidden.',
      use: { uri: uri('tiebeam.json'), newText: '{\n  "baseline": {\n    "mode": "hide"\n  }\n}\n' },
    });
    expect(existsSync(join(root, 'tiebeam.json'))).toBe(false);
  });

  it('is not written where there is nothing to keep or to take out', async () => {
    const { root, request } = await shop({ 'src/cache.ts': CLEAN_CACHE });
    expect(await request<BaselineResult>(BASELINE, { action: 'keep' })).toEqual({
      message: 'Nothing is found, so there is nothing to keep apart.',
    });
    expect(await request<BaselineResult>(BASELINE, { action: 'prune' })).toEqual({ message: 'There is no baseline yet.' });
    expect(existsSync(join(root, FILE))).toBe(false);
  });

  it('that is broken is said, and everything is shown', async () => {
    const { diagnostics, shown } = await shop({ ...HIDING, [FILE]: '{ "version": 1' });
    expect(shown('src/cache.ts')).toHaveLength(1);
    const notes = await diagnostics('tiebeam.json', has('baseline'));
    expect(notes.find((it) => it.code === 'baseline')?.message).toContain('is not JSON');
  });
});

describe('a rule', () => {
  const turnOff = async (files: Readonly<Record<string, string>>, folder: string, rule = MISSING_TTL) => {
    const client = await shop(files);
    const result = await client.request<TurnOffResult>(TURN_OFF, { uri: client.uri('src/cache.ts'), rule, folder });
    const before = files['tiebeam.json'] ?? '';
    const text =
      result.newText ??
      [...(result.changes ?? [])].reverse().reduce((now, it) => {
        const lines = new LineIndex(before);
        const at = ({ line, character }: { readonly line: number; readonly character: number }) =>
          lines.lineStart(line) + character;
        return now.slice(0, at(it.range.start)) + it.newText + now.slice(at(it.range.end));
      }, before);
    return { ...client, result, text };
  };

  it('is turned off for the whole project in the configuration, whose comments stay', async () => {
    const { text, result, uri } = await turnOff({ 'tiebeam.json': '{\n  // ours\n  "preset": "recommended"\n}\n' }, '');
    expect(result.uri).toBe(uri('tiebeam.json'));
    expect(text).toContain('// ours');
    expect(text).toContain('"cache/missing-ttl": "off"');
  });

  it('is turned off in a folder, and what was said of it stays', async () => {
    const plain = '{ "rules": { "cache/missing-ttl": "error" } }';
    const files = { 'lib/cache.ts': CACHE };
    const { text, root, diagnostics, onDisk } = await turnOff({ ...files, 'tiebeam.json': plain }, 'src');
    expect(JSON.parse(text)).toEqual({ rules: { 'cache/missing-ttl': { severity: 'error', exclude: ['src/**'] } } });
    writeFileSync(join(root, 'tiebeam.json'), text);
    await onDisk(['tiebeam.json', 'changed']);
    await diagnostics('src/cache.ts', hasNone);
    await diagnostics('lib/cache.ts', has(MISSING_TTL));
  });

  it('is turned off in a project without a configuration by making one, but not over a broken one', async () => {
    const { text, uri, result } = await turnOff({}, 'src');
    expect(result.uri).toBe(uri('tiebeam.json'));
    expect(JSON.parse(text)).toEqual({ rules: { 'cache/missing-ttl': { exclude: ['src/**'] } } });
    expect((await turnOff({ 'tiebeam.json': '{ "rules": 5 }' }, 'src')).result.problem).toContain('mend them first');
    expect((await turnOff({}, 'src', 'no/such')).result.problem).toContain('not there any more');
  });
});

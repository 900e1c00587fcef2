// The findings as a view lists them, and the light bulb where several of them meet.
import { describe, expect, it } from 'vitest';
import { BASELINE, FINDINGS, type FindingsResult } from '#protocol/findings.ts';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { type Client, type ClientOptions, has, hasNone, isReady, startClient } from './client.ts';
import { CACHE, CLEAN_CACHE, MISSING_TTL, SHOP } from './shop.ts';

async function shop(files: Readonly<Record<string, string>> = {}, options: ClientOptions = {}): Promise<Client> {
  const client = await startClient({ folders: [temporaryFolder({ ...SHOP, ...files })], ...options });
  await client.status(isReady);
  return client;
}

const findings = ({ connection }: Client, known?: string): Promise<FindingsResult> =>
  connection.sendRequest(FINDINGS, known === undefined ? {} : { known });

describe('findings', () => {
  it('come with their section, their layer and their place, and not twice for the same state', async () => {
    const client = await shop({ 'src/price.service.ts': CACHE });
    const { isReady: isRead, version, folders } = await findings(client);
    expect(isRead).toBe(true);
    expect(folders).toHaveLength(1);
    expect(folders?.[0]?.baseline).toEqual({ mode: 'off', entries: 0 });
    expect(folders?.[0]?.findings).toMatchObject([
      {
        path: 'src/cache.ts',
        uri: client.uri('src/cache.ts'),
        rule: MISSING_TTL,
        section: { number: 9, title: expect.stringMatching(/\w/) },
        range: { start: { line: 3 } },
        isOld: false,
      },
      { path: 'src/price.service.ts', layer: 'service' },
    ]);
    expect(folders?.[0]?.findings[0]).not.toHaveProperty('layer');
    expect(await findings(client, version)).toEqual({ isReady: true, version });
    await client.open('src/cache.ts', CACHE);
    await client.change('src/cache.ts', 2, [{ text: CLEAN_CACHE }]);
    await client.diagnostics('src/cache.ts', hasNone);
    const after = await findings(client, version);
    expect(after.folders?.[0]?.findings.map((it) => it.path)).toEqual(['src/price.service.ts']);
  });

  it.each(['hide', 'dim'])('of the baseline are old, whether they are shown or not: %s', async (mode) => {
    const client = await shop({ 'tiebeam.json': `{ "baseline": { "mode": "${mode}" } }` });
    await client.connection.sendRequest(BASELINE, { action: 'keep' });
    await client.open('src/new.ts', CACHE);
    await client.diagnostics('src/new.ts', has(MISSING_TTL));
    const { folders } = await findings(client);
    expect(folders?.[0]?.baseline).toEqual({ mode, entries: 1 });
    expect(folders?.[0]?.findings.map((it) => `${it.path} ${it.isOld}`)).toEqual(['src/cache.ts true', 'src/new.ts false']);
  });

  it('that this person has switched off are not there, and other severities count', async () => {
    const off = await shop({}, { settings: () => ({ rules: { [MISSING_TTL]: 'off' } }) });
    expect((await findings(off)).folders?.[0]?.findings).toEqual([]);
    const loud = await shop({}, { settings: () => ({ rules: { [MISSING_TTL]: 'error' } }) });
    expect((await findings(loud)).folders?.[0]?.findings).toMatchObject([{ severity: 'error' }]);
  });
});

describe('the light bulb', () => {
  it('has the fixes of all findings first, then what else can be done, in the order of reach', async () => {
    const client = await shop({ 'tiebeam.json': '{ "baseline": { "mode": "hide" } }' });
    const [first] = client.shown('src/cache.ts');
    const again = { ...first, range: first?.range } as typeof first;
    const offered: { readonly title: string }[] = await client.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: client.uri('src/cache.ts') },
      range: first?.range,
      context: { diagnostics: [first, again] },
    });
    const kinds = offered.map((it) => /^(Insert|Explain|Suppress|Turn off|Accept)/.exec(it.title)?.[0] ?? 'fix');
    const others = ['Insert', 'Explain', 'Suppress', 'Suppress', 'Turn off', 'Accept'];
    expect(kinds).toEqual(['fix', 'fix', ...others, ...others]);
  });
});

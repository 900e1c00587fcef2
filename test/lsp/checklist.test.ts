import { describe, expect, it } from 'vitest';
import {
  CHECKLIST,
  type ChecklistResult,
  MARK_CHECKLIST_ITEM,
  type MarkChecklistItemParams,
  type MarkChecklistItemResult,
} from '#protocol/checklist.ts';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { isReady, startClient } from './client.ts';

const APP = `import express from 'express';
const app = express();
app.get('/orders', (request, response) => response.json([]));
app.listen(3000);
`;
const SHOP = { 'package.json': '{ "name": "shop", "dependencies": { "express": "5" } }\n', 'src/app.ts': APP };

async function open(files: Readonly<Record<string, string>>) {
  const root = temporaryFolder(files);
  const client = await startClient({ folders: [root] });
  await client.status(isReady);
  const read = async (): Promise<ChecklistResult> => client.connection.sendRequest(CHECKLIST, {});
  const item = async (id: string) => {
    const { lists } = await read();
    const list = lists.find((it) => it.items.some((one) => one.id === id));
    return { list, item: list?.items.find((it) => it.id === id) };
  };
  const mark = (params: Omit<MarkChecklistItemParams, 'folder'>, folder: string): Promise<MarkChecklistItemResult> =>
    client.connection.sendRequest(MARK_CHECKLIST_ITEM, { ...params, folder });
  return { ...client, read, item, mark };
}

describe('the tree of the checklists', () => {
  it('has a list for each kind, with evidence that has a line', async () => {
    const { read, item, uri } = await open(SHOP);
    const { isReady: isThere, lists } = await read();
    expect(isThere).toBe(true);
    expect(lists.map((it) => it.list)).toEqual(['backend', 'api', 'schema', 'tests', 'release']);
    expect(lists[0]).toMatchObject({ title: 'Back end', unit: 'shop', items: { length: 13 } });
    const health = (await item('health')).item;
    expect(health).toMatchObject({ state: 'missing', pattern: 'health', isSaid: false, isQuestion: false });
    expect(health?.evidence).toMatchObject([{ uri: uri('src/app.ts'), path: 'src/app.ts', range: { start: { line: 1 } } }]);
  });

  it('follows an edit, and lines that move', async () => {
    const { item, open: openDocument, change, settled } = await open(SHOP);
    await openDocument('src/app.ts', APP);
    await change('src/app.ts', 2, [{ text: `\n\n${APP}` }]);
    await settled();
    expect((await item('health')).item?.evidence[0]?.range.start.line).toBe(3);
    await change('src/app.ts', 3, [{ text: APP.replace('/orders', '/health') }]);
    await settled();
    expect((await item('health')).item?.state).toBe('done');
  });

  it('is empty where there is neither a server nor a front end', async () => {
    const { read } = await open({ 'README.md': '# Notes\n' });
    expect(await read()).toEqual({ isReady: true, lists: [] });
  });
});

describe('what a person says', () => {
  it('becomes a new tiebeam.json where there is none', async () => {
    const { item, mark } = await open(SHOP);
    const { list } = await item('health');
    const pin = {
      item: 'health',
      pinKey: 'health',
      mark: { kind: 'pin', state: 'done', reason: 'the load balancer asks' },
    } as const;
    const { newText, problem } = await mark(pin, list?.folder ?? '');
    expect(problem).toBeUndefined();
    expect(JSON.parse(newText ?? '')).toEqual({ checklist: { health: { state: 'done', reason: 'the load balancer asks' } } });
  });

  it('goes into the tiebeam.json that is there, and its comments stay', async () => {
    const text = '{\n  // ours\n  "preset": "recommended"\n}\n';
    const { item, mark, onDisk, read } = await open({ ...SHOP, 'tiebeam.json': text });
    const { list } = await item('release-rollback');
    const answer = {
      item: 'release-rollback',
      pinKey: 'release-rollback',
      mark: { kind: 'answer', answer: 'yes', by: 'the team' },
    } as const;
    const { changes } = await mark(answer, list?.folder ?? '');
    expect(changes?.map((it) => it.newText).join('')).toMatch(/"answers"[\s\S]*"by": "the team"/);
    expect(await mark({ item: 'nothing', pinKey: 'nothing', mark: { kind: 'clear' } }, list?.folder ?? '')).toMatchObject({
      problem: expect.any(String),
    });
    await onDisk(['tiebeam.json', 'changed']);
    expect((await read()).lists.length).toBeGreaterThan(0);
  });

  it('stands above what the code says', async () => {
    const pinned = '{ "checklist": { "health": { "state": "n/a", "reason": "the platform asks the process" } } }';
    const { item } = await open({ ...SHOP, 'tiebeam.json': pinned });
    expect((await item('health')).item).toMatchObject({
      state: 'not-applicable',
      summary: 'the platform asks the process',
      isSaid: true,
    });
  });
});

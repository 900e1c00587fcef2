import { describe, expect, it } from 'vitest';
import { HANDOFF, type HandoffResult } from '#protocol/handoff.ts';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { isReady, startClient } from './client.ts';

const APP = `import express from 'express';
const app = express();
app.get('/orders', (request, response) => response.json([]));
app.listen(3000);
`;

describe('the hand-off of a folder', () => {
  it('is the text for its file, from what the editor shows and with what people wrote', async () => {
    const root = temporaryFolder({
      'package.json': '{ "name": "shop", "dependencies": { "express": "5" } }\n',
      'src/app.ts': APP,
      'HANDOFF.md': 'Ask Ada about invoices.\n',
    });
    const { connection, status, open, change, settled, uri } = await startClient({ folders: [root] });
    await status(isReady);
    const ask = (): Promise<HandoffResult> => connection.sendRequest(HANDOFF, { folder: uri('') });
    const first = await ask();
    expect(first.uri).toBe(uri('HANDOFF.md'));
    expect(first.text?.startsWith('Ask Ada about invoices.\n')).toBe(true);
    expect(first.text).toContain('| GET | `/orders` |');
    await open('src/app.ts', APP);
    await change('src/app.ts', 2, [{ text: APP.replace('/orders', '/carts') }]);
    await settled();
    expect((await ask()).text).toContain('| GET | `/carts` |');
  });

  it('tells what the last verification said, or that there was none', async () => {
    const root = temporaryFolder({ 'src/app.ts': APP });
    const { connection, status, uri } = await startClient({ folders: [root] });
    await status(isReady);
    const ask = async (more: object): Promise<string | undefined> =>
      (await connection.sendRequest<HandoffResult>(HANDOFF, { folder: uri(''), ...more })).text;
    expect(await ask({})).toContain('Nobody has tried these commands');
    const verification = { at: '2026-03-01', passed: 9, failed: ['cors'], notRun: 2 };
    expect(await ask({ verification })).toContain(
      'ran on 2026-03-01: 9 probes passed, and these failed: cors. 2 probes did not run.',
    );
    expect(await ask({ verification: { ...verification, failed: [] } })).toContain('9 probes passed. 2 probes did not run.');
    expect(await ask({ verification: { ...verification, failed: [], notRun: 0 } })).toContain('all 9 probes passed.');
  });

  it('is refused where the marks of the file are broken', async () => {
    const root = temporaryFolder({ 'src/app.ts': APP, 'HANDOFF.md': '<!-- tiebeam:end run -->\n' });
    const { connection, status, uri } = await startClient({ folders: [root] });
    await status(isReady);
    const answer: HandoffResult = await connection.sendRequest(HANDOFF, { folder: uri('') });
    expect(answer.problem).toContain('HANDOFF.md:1');
    expect(answer.text).toBeUndefined();
  });
});

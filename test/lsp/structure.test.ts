import { describe, expect, it } from 'vitest';
import { STRUCTURE, type StructureParams, type StructureResult } from '#protocol/structure.ts';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { isReady, startClient } from './client.ts';

const REPOSITORY = "import { OrderService } from './order.service';\nexport class OrderRepository { service?: OrderService; }\n";
const SHOP = {
  'package.json': '{ "name": "shop", "dependencies": { "express": "5" } }\n',
  'src/orders/order.service.ts': 'export class OrderService {}\n',
  'src/orders/order.repository.ts': REPOSITORY,
};

async function open(files: Readonly<Record<string, string>>) {
  const root = temporaryFolder(files);
  const client = await startClient({ folders: [root] });
  await client.status(isReady);
  const read = (params: StructureParams = {}): Promise<StructureResult> => client.connection.sendRequest(STRUCTURE, params);
  return { ...client, read };
}

describe('the structure of the folders', () => {
  it('has the map of each, with the imports that a rule objects to', async () => {
    const { read, uri } = await open(SHOP);
    const { isReady: isThere, structures } = await read();
    expect(isThere).toBe(true);
    expect(structures).toMatchObject([
      { folder: uri('').replace(/\/$/, ''), map: { forbidden: [{ line: 1, severity: 'warning' }] } },
    ]);
  });

  it('is sent once, and again when something of it has changed', async () => {
    const { read, open: openFile, change, settled, uri } = await open(SHOP);
    const { version } = await read();
    expect(await read({ known: version })).toEqual({ isReady: true, version });
    await openFile('src/orders/order.repository.ts', REPOSITORY);
    await change('src/orders/order.repository.ts', 2, [{ text: 'export class OrderRepository {}\n' }]);
    await settled();
    const after = await read({ known: version });
    expect(after.version).not.toBe(version);
    expect(after.structures).toMatchObject([{ folder: uri('').replace(/\/$/, ''), map: { forbidden: [] } }]);
  });

  it('is empty where there is no code', async () => {
    const { read } = await open({ 'README.md': '# Shop\n' });
    expect(await read()).toMatchObject({ isReady: true, structures: [{ map: { files: [], units: [] } }] });
  });
});

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { renderProject } from '../../scaffold/project.ts';
import { line, openSession, picture, quickRow, runCommand, type Session } from './session.ts';

describe('a person who adds a resource', () => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession({ files: renderProject({ choices: { frontend: 'none', service: 'api' } }) });
    await session.page.getByRole('treeitem', { name: 'README.md' }).waitFor();
  });
  afterAll(() => session?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(session, `failed-${task.name.replaceAll(/\W+/g, '-')}`);
  });

  const read = (file: string): string => readFileSync(path.join(session.folder, file), 'utf8');
  const feature = (): string => path.join(session.folder, 'backend/src/features/order-lines');

  async function answer(name: string, fields: string): Promise<void> {
    const { page } = session;
    await runCommand(session, 'Tiebeam: Add Resource…');
    const widget = page.locator('.quick-input-widget');
    const input = widget.locator('input[type="text"]').first();
    await widget.locator('.quick-input-title', { hasText: '(1/2)' }).waitFor();
    await input.fill(name);
    await page.keyboard.press('Enter');
    await widget.locator('.quick-input-title', { hasText: '(2/2)' }).waitFor();
    await input.fill(fields);
    await page.keyboard.press('Enter');
  }

  test('is told what is wrong with a name while typing it', async () => {
    const { page } = session;
    await runCommand(session, 'Tiebeam: Add Resource…');
    const widget = page.locator('.quick-input-widget');
    await widget.locator('input[type="text"]').first().fill('user');
    await widget.getByText('is built by the authentication of the project').waitFor();
    await page.keyboard.press('Escape');
  });

  test('sees every file before anything is written', async () => {
    const { page } = session;
    await answer('order-line', 'sku:string!,unitPrice:decimal');
    await quickRow(session, 'new files and change').waitFor();
    await quickRow(session, 'backend/src/app.ts').click();
    await line(session, 'createOrderLineRoutes').waitFor();
    await picture(session, 'add-resource-plan');
    expect(existsSync(feature())).toBe(false);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.tab', { hasText: 'app.ts' }).count()).toBe(0);
  });

  test('writes it and takes it back', async () => {
    const { page } = session;
    const before = read('backend/src/app.ts');
    await answer('order-line', 'sku:string!,unitPrice:decimal');
    await quickRow(session, 'new files and change').click();
    const notice = page.locator('.notification-toast', { hasText: 'order-line was added' });
    await notice.waitFor();
    await picture(session, 'add-resource-done');
    expect(read('backend/src/app.ts')).toContain('/api/order-lines');
    expect(existsSync(feature())).toBe(true);
    await notice.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => existsSync(feature()), { timeout: 20_000 }).toBe(false);
    expect(read('backend/src/app.ts')).toBe(before);
  });

  test('is told when it is there already', async () => {
    const { page } = session;
    await answer('product', 'name:string,price:decimal');
    await page.locator('.notification-toast', { hasText: 'is there already' }).waitFor();
  });
});

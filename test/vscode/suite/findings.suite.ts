import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { finding, noFinding, open, quickFixes, replaceText, rulesIn, sampleFile, tab, textOf, tiebeam } from './workbench.ts';

/** The deliberate weaknesses of the sample repository. */
const EXPECTED: readonly (readonly [file: string, rule: string])[] = [
  ['api/src/main.ts', 'auth/wrong-middleware-order'],
  ['api/src/main.ts', 'prod/missing-graceful-shutdown'],
  ['api/src/orders/orders.controller.ts', 'structure/db-call-outside-repository'],
  ['api/src/orders/orders.repository.ts', 'structure/layer-import-violation'],
  ['api/src/orders/orders.repository.ts', 'db/n-plus-one-query'],
  ['api/src/payments/payments.service.ts', 'config/env-read-outside-config'],
  ['api/src/payments/payments.service.ts', 'errors/swallowed-error'],
  ['api/src/catalogue/catalogue.service.ts', 'cache/missing-ttl'],
  ['api/src/config.ts', 'config/env-example-drift'],
  ['api/migrations/0005_orders_by_customer.sql', 'schema/non-concurrent-index'],
  ['web/src/session/session.ts', 'auth/token-in-web-storage'],
  ['reports/reports/routes.py', 'structure/db-call-outside-repository'],
  ['reports/reports/routes.py', 'db/n-plus-one-query'],
  ['reports/reports/routes.py', 'config/env-read-outside-config'],
  ['reports/reports/routes.py', 'cache/missing-ttl'],
  ['reports/reports/mailer.py', 'errors/swallowed-error'],
  ['inventory/internal/stock/handler.go', 'structure/db-call-outside-repository'],
  ['inventory/internal/stock/handler.go', 'errors/swallowed-error'],
  ['inventory/internal/stock/handler.go', 'config/env-read-outside-config'],
  ['inventory/internal/stock/handler.go', 'cache/missing-ttl'],
  ['inventory/internal/stock/handler.go', 'db/n-plus-one-query'],
  ['inventory/cmd/inventory/main.go', 'prod/missing-graceful-shutdown'],
];

/** Files without a weakness; some look dangerous. */
const SILENT = [
  'api/src/database.ts',
  'api/src/http/errors.ts',
  'api/src/catalogue/catalogue.controller.ts',
  'api/src/catalogue/catalogue.repository.ts',
  'api/migrations/0002_orders.sql',
  'web/src/orders/order-history.tsx',
  'inventory/internal/config/config.go',
];

describe('findings', () => {
  before(async () => {
    await open('api/src/main.ts');
    await (await tiebeam().activate()).whenReady();
    // Answers when every file has been read, so the tests need not wait for the first scan one by one.
    await vscode.commands.executeCommand('tiebeam.rescanWorkspace');
  });

  for (const [file, rule] of EXPECTED) {
    it(`reports ${rule} in ${file}, open or not`, async () => {
      const found = await finding(sampleFile(file), rule);
      assert.ok((found.message.split('. ')[0] ?? '').length <= 140, found.message);
      assert.ok(typeof found.code === 'object' && found.code.target !== undefined, 'the code links to the page of the rule');
    });
  }

  it('reports the import cycle between orders and payments once', async () => {
    const files = [
      'api/src/orders/orders.service.ts',
      'api/src/payments/payments.service.ts',
      'api/src/orders/orders.repository.ts',
    ];
    await finding(sampleFile('api/src/main.ts'), 'prod/missing-graceful-shutdown');
    const cycles = files.flatMap((file) => rulesIn(sampleFile(file))).filter((rule) => rule === 'structure/circular-dependency');
    assert.equal(cycles.length, 1);
  });

  it('says nothing about files that are in order', async () => {
    await finding(sampleFile('api/src/main.ts'), 'prod/missing-graceful-shutdown');
    assert.deepEqual(
      Object.fromEntries(SILENT.map((file) => [file, rulesIn(sampleFile(file))])),
      Object.fromEntries(SILENT.map((file) => [file, []])),
    );
  });

  it('names the other end of an illegal import', async () => {
    const found = await finding(sampleFile('api/src/orders/orders.repository.ts'), 'structure/layer-import-violation');
    assert.ok(found.relatedInformation?.some(({ location }) => location.uri.path.endsWith('orders.service.ts')));
  });

  it('follows the text while it is typed', async () => {
    const document = await open('reports/reports/mailer.py');
    const before = document.getText();
    await finding(document.uri, 'errors/swallowed-error');
    await replaceText(
      document,
      before.replace('    except Exception:\n        pass\n', '    except httpx.TimeoutException:\n        raise\n'),
    );
    await noFinding(document.uri, 'errors/swallowed-error');
    await replaceText(document, before);
    await finding(document.uri, 'errors/swallowed-error');
  });

  it('moves an environment variable into the configuration module, over several files', async () => {
    const document = await open('api/src/payments/payments.service.ts');
    const found = await finding(document.uri, 'config/env-read-outside-config');
    const actions = await quickFixes(document.uri, found.range);
    const fix = actions.find(({ title, edit }) => edit && title.startsWith('Move PAYMENT_API_KEY'));
    assert.ok(fix?.edit, `there is a fix among ${actions.map(({ title }) => title).join(', ')}`);
    const touched = fix.edit.entries().map(([uri]) => uri.path.split('/api/')[1]);
    assert.deepEqual([...touched].sort(), ['.env.example', 'src/config.ts', 'src/payments/payments.service.ts']);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await noFinding(document.uri, 'config/env-read-outside-config');
    assert.doesNotMatch(document.getText(), /process\.env/);
    assert.match(await textOf('api/src/config.ts'), /PAYMENT_API_KEY/);
    assert.match(await textOf('api/.env.example'), /^PAYMENT_API_KEY=/m);
  });

  it('opens the page of a rule', async () => {
    await vscode.commands.executeCommand('tiebeam.explainRule', 'db/n-plus-one-query');
    assert.match(await tab(/n-plus-one-query/), /Preview/);
  });

  it('explains a file', async () => {
    await vscode.commands.executeCommand('tiebeam.explainFile', sampleFile('api/src/orders/orders.controller.ts'));
    await tab(/orders\.controller\.ts/);
  });

  it('finds the same after reading everything again', async () => {
    const file = sampleFile('inventory/internal/stock/handler.go');
    await finding(file, 'cache/missing-ttl');
    const before = rulesIn(file);
    await vscode.commands.executeCommand('tiebeam.rescanWorkspace');
    await finding(file, 'cache/missing-ttl');
    assert.deepEqual(rulesIn(file), before);
  });
});

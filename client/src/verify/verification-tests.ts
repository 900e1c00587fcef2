import * as vscode from 'vscode';
import type { VerifyResult } from '#protocol/verification.ts';
import type { TiebeamClient } from '../language-client.ts';
import { isEnabled, onDidChangeEnabled } from '../settings.ts';
import { refuseUntrusted } from '../trust.ts';
import { askLaunch } from './ask-launch.ts';
import { runFolder } from './folder-run.ts';
import { type KeptVerifications, keepVerifications } from './kept-verification.ts';
import { type ProbeItem, ProbeTree } from './probe-tree.ts';

/** The verification in the Test Explorer. The server is asked when somebody looks at it. */
export class VerificationTests implements vscode.Disposable {
  readonly kept: KeptVerifications;
  readonly #client: TiebeamClient;
  readonly #log: vscode.LogOutputChannel;
  readonly #controller: vscode.TestController;
  readonly #tree: ProbeTree;
  readonly #subscriptions: vscode.Disposable;
  /** Runs wait for each other: each starts servers and takes ports. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(context: vscode.ExtensionContext, client: TiebeamClient, log: vscode.LogOutputChannel) {
    this.#client = client;
    this.#log = log;
    this.kept = keepVerifications(context.globalState);
    this.#controller = vscode.tests.createTestController('tiebeam.verification', vscode.l10n.t('Tiebeam Verification'));
    this.#tree = new ProbeTree(this.#controller, client);
    this.#controller.resolveHandler = async (item) => {
      if (item === undefined) await this.#read(false);
    };
    this.#controller.refreshHandler = () => this.#read(true);
    this.#controller.createRunProfile(
      vscode.l10n.t('Verify'),
      vscode.TestRunProfileKind.Run,
      async (request, token) => void (await this.#run(request, token)),
      true,
    );
    this.#subscriptions = vscode.Disposable.from(
      this.#controller,
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#readAgain()),
      onDidChangeEnabled(() => this.#readAgain()),
    );
  }

  /** Runs all probes of a folder and shows them meanwhile. Undefined where nothing was run, or the run did not come to its end. */
  async verify(folder: vscode.Uri): Promise<VerifyResult | undefined> {
    const probes = await this.#tree.probesOf(folder);
    if (probes.length === 0) {
      await vscode.window.showInformationMessage(
        vscode.l10n.t('{0} has nothing that Tiebeam could start and verify.', folder.path.split('/').at(-1) ?? ''),
      );
      return undefined;
    }
    await vscode.commands.executeCommand('workbench.view.testing.focus');
    const source = new vscode.CancellationTokenSource();
    try {
      const request = new vscode.TestRunRequest(probes.map((it) => it.item));
      return (await this.#run(request, source.token)).get(folder.toString());
    } finally {
      source.dispose();
    }
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #read(isFresh: boolean): Promise<void> {
    if (!isEnabled()) return this.#controller.items.replace([]);
    await this.#tree.read(isFresh);
  }

  /** Only where somebody has looked at it before. */
  #readAgain(): void {
    const isShown = this.#controller.items.size > 0;
    this.#tree.forget();
    if (isShown || !isEnabled()) this.#read(true).catch((error: unknown) => this.#log.error(String(error)));
  }

  async #run(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
  ): Promise<ReadonlyMap<string, VerifyResult | undefined>> {
    const results = new Map<string, VerifyResult | undefined>();
    if (await refuseUntrusted(vscode.l10n.t('The project is not verified'))) return results;
    await this.#read(false);
    const excluded = new Set(this.#tree.below(request.exclude ?? []).map((it) => it.item.id));
    const chosen = this.#tree.below(request.include).filter((it) => !excluded.has(it.item.id));
    const run = this.#controller.createTestRun(request);
    for (const { item } of chosen) run.enqueued(item);
    const stop = new vscode.CancellationTokenSource();
    const cancels = [token, run.token].map((it) => it.onCancellationRequested(() => stop.cancel()));
    if (token.isCancellationRequested) stop.cancel();
    const before = this.#last;
    const work = (async () => {
      await before;
      for (const [key, probes] of byFolder(chosen)) {
        results.set(key, await this.#runProbes(run, probes, stop.token));
      }
    })();
    this.#last = work.catch(() => undefined);
    try {
      await work;
    } finally {
      run.end();
      for (const it of cancels) it.dispose();
      stop.dispose();
    }
    return results;
  }

  async #runProbes(
    run: vscode.TestRun,
    probes: readonly ProbeItem[],
    token: vscode.CancellationToken,
  ): Promise<VerifyResult | undefined> {
    const [first] = probes;
    if (first === undefined) return undefined;
    const { folder } = first;
    if (token.isCancellationRequested || !(await askLaunch(this.#client, folder))) {
      for (const { item } of probes) run.skipped(item);
      return undefined;
    }
    const all = this.#tree.below(undefined).filter((it) => it.folder.toString() === folder.toString());
    const items = new Map(probes.map((it) => [it.probe, it.item]));
    const { result, outcomes } = await runFolder(this.#client, run, {
      folder,
      items,
      isWhole: items.size === all.length,
      token,
    });
    await this.kept.keep(folder, outcomes);
    return result;
  }
}

function byFolder(probes: readonly ProbeItem[]): ReadonlyMap<string, readonly ProbeItem[]> {
  const folders = new Map<string, ProbeItem[]>();
  for (const probe of probes) {
    const key = probe.folder.toString();
    folders.set(key, [...(folders.get(key) ?? []), probe]);
  }
  return folders;
}

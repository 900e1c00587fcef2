import * as vscode from 'vscode';
import { PROBES, type ProbesParams, type ProbesResult } from '#protocol/verification.ts';
import type { TiebeamClient } from '../language-client.ts';

/** A probe in the tree. */
export interface ProbeItem {
  readonly item: vscode.TestItem;
  readonly folder: vscode.Uri;
  readonly probe: string;
}

/** The probes of every folder as items: groups at the top, below an item of their folder where there are several. */
export class ProbeTree {
  readonly #controller: vscode.TestController;
  readonly #client: TiebeamClient;
  readonly #probes = new WeakMap<vscode.TestItem, ProbeItem>();
  /** Folders that are not open and were verified all the same, such as a project that was just created. */
  readonly #further = new Map<string, vscode.Uri>();
  #isRead = false;

  constructor(controller: vscode.TestController, client: TiebeamClient) {
    this.#controller = controller;
    this.#client = client;
  }

  /** Asks the server for the probes of each folder, once unless `isFresh`. */
  async read(isFresh: boolean): Promise<void> {
    if (this.#isRead && !isFresh) return;
    const open = (vscode.workspace.workspaceFolders ?? []).map((it) => it.uri).filter((it) => it.scheme === 'file');
    const folders = new Map([...open, ...this.#further.values()].map((it) => [it.toString(), it]));
    const read = await Promise.all([...folders.values()].map(async (it) => ({ folder: it, groups: await this.#ask(it) })));
    const filled = read.filter(({ groups }) => groups.length > 0);
    this.#controller.items.replace(
      filled.flatMap(({ folder, groups }) => {
        const items = groups.map((it) => this.#groupItem(folder, it));
        if (filled.length < 2) return items;
        const item = this.#controller.createTestItem(folder.toString(), nameOf(folder), folder);
        item.children.replace(items);
        return [item];
      }),
    );
    this.#isRead = true;
  }

  /** The tree is asked for anew the next time that somebody looks. */
  forget(): void {
    this.#isRead = false;
  }

  /** The probes of a folder, which becomes part of the tree where it is not. */
  async probesOf(folder: vscode.Uri): Promise<readonly ProbeItem[]> {
    const isOpen = vscode.workspace.workspaceFolders?.some((it) => it.uri.toString() === folder.toString()) === true;
    if (!isOpen && !this.#further.has(folder.toString())) {
      this.#further.set(folder.toString(), folder);
      this.forget();
    }
    await this.read(false);
    return this.below(undefined).filter((it) => it.folder.toString() === folder.toString());
  }

  /** The probes among some items and all that is below them, each once; all there are where none are named. */
  below(items: readonly vscode.TestItem[] | undefined): readonly ProbeItem[] {
    const found = new Map<string, ProbeItem>();
    const visit = (item: vscode.TestItem): void => {
      const probe = this.#probes.get(item);
      if (probe) found.set(item.id, probe);
      item.children.forEach(visit);
    };
    if (items) items.forEach(visit);
    else this.#controller.items.forEach(visit);
    return [...found.values()];
  }

  async #ask(folder: vscode.Uri): Promise<ProbesResult['groups']> {
    const params: ProbesParams = { folder: folder.toString() };
    return (await this.#client.request<ProbesResult>(PROBES, params)).groups;
  }

  #groupItem(folder: vscode.Uri, group: ProbesResult['groups'][number]): vscode.TestItem {
    const item = this.#controller.createTestItem(`${folder.toString()} ${group.id}`, group.title);
    item.sortText = String(this.#count());
    item.children.replace(
      group.probes.map(({ id, title }) => {
        const probe = this.#controller.createTestItem(`${folder.toString()} ${group.id} ${id}`, id);
        probe.description = title;
        probe.sortText = String(this.#count());
        this.#probes.set(probe, { item: probe, folder, probe: id });
        return probe;
      }),
    );
    return item;
  }

  // The order of the probes is the order in which they run, not that of their names.
  #made = 100_000;
  #count(): number {
    this.#made += 1;
    return this.#made;
  }
}

function nameOf(folder: vscode.Uri): string {
  return vscode.workspace.getWorkspaceFolder(folder)?.name ?? folder.path.split('/').at(-1) ?? folder.path;
}

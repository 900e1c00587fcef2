import type { Connection } from 'vscode-languageserver/node';
import type { Path } from '#base/paths.ts';
import { STATUS, type StatusParams } from '#protocol/server.ts';
import type { Finding } from '#rules/finding.ts';
import type { FolderSession } from './folder-session.ts';

/** The state that the status item shows. Findings are counted as they change, not over and over. */
export class Status {
  readonly #connection: Connection;
  readonly #counts = new Map<FolderSession, Map<Path, Counts>>();
  readonly #sum = { error: 0, warning: 0, info: 0 };
  state: StatusParams['state'] = 'starting';
  /** One sentence for people; undefined where all is well. */
  problem: string | undefined;
  lastCheckMs: number | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  count(folder: FolderSession, path: Path, findings: readonly Finding[]): void {
    const known = this.#counts.get(folder) ?? new Map<Path, Counts>();
    this.#counts.set(folder, known);
    this.#add(known.get(path), -1);
    const counts = countsOf(findings);
    if (findings.length > 0) known.set(path, counts);
    else known.delete(path);
    this.#add(counts, 1);
  }

  forget(folder: FolderSession): void {
    for (const counts of this.#counts.get(folder)?.values() ?? []) this.#add(counts, -1);
    this.#counts.delete(folder);
  }

  tell(folders: readonly FolderSession[], progress?: { readonly done: number; readonly total: number }): void {
    const files = folders.reduce((sum, it) => sum + it.analysis.project.fileCount, 0);
    const heldBack = folders.reduce((sum, it) => sum + it.heldBack, 0);
    const coverages = folders.flatMap((it) => it.coverage ?? []);
    const application = coverages.reduce((sum, it) => sum + (it.roles.application ?? 0), 0);
    const unclassified = coverages.reduce((sum, it) => sum + it.unclassified, 0);
    const layered = application === 0 ? undefined : { files: application, known: application - unclassified };
    const params: StatusParams = {
      state: this.state,
      files,
      findings: { ...this.#sum },
      ...(heldBack > 0 && { heldBack }),
      ...(layered && { layered }),
      ...(progress && { progress }),
      ...(this.lastCheckMs !== undefined && { lastCheckMs: this.lastCheckMs }),
      ...(this.problem !== undefined && { problem: this.problem }),
    };
    void this.#connection.sendNotification(STATUS, params);
  }

  #add(counts: Counts | undefined, sign: 1 | -1): void {
    if (!counts) return;
    this.#sum.error += sign * counts.error;
    this.#sum.warning += sign * counts.warning;
    this.#sum.info += sign * counts.info;
  }
}

interface Counts {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
}

function countsOf(findings: readonly Finding[]): Counts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity === 'hint' ? 'info' : severity] += 1;
  return counts;
}

import type { Connection } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { itemsOf, joined, pruned } from '#engine/baseline.ts';
import { readBaseline } from '#host/baseline-file.ts';
import { isFileError } from '#host/file-error.ts';
import { initialise } from '#host/initial-configuration.ts';
import { BASELINE, type BaselineParams, type BaselineResult } from '#protocol/findings.ts';
import { INITIALISE, type InitialiseParams, type InitialiseResult } from '#protocol/server.ts';
import type { FolderSession } from './folder-session.ts';
import type { Guard } from './guard.ts';
import type { Session } from './session.ts';
import { withSetting } from './turn-off-requests.ts';

const UNTRUSTED = 'Nothing is written in a workspace that is not trusted.';
const NO_FOLDER = 'Open a file of the folder that is meant.';

/** Registers what keeps old findings apart, and what writes a first configuration. */
export function registerBaselineRequests(connection: Connection, session: Session, guarded: Guard): void {
  connection.onRequest(
    BASELINE,
    guarded<BaselineParams, BaselineResult>(BASELINE, { message: 'The baseline was not changed; the log says why.' }, (params) =>
      changeBaseline(session, params),
    ),
  );
  connection.onRequest(
    INITIALISE,
    guarded<InitialiseParams, InitialiseResult>(INITIALISE, { message: 'Nothing was written; the log says why.' }, (params) =>
      writeConfiguration(session, params),
    ),
  );
}

async function changeBaseline(session: Session, { action, uri, fingerprint }: BaselineParams): Promise<BaselineResult> {
  const folder = folderOf(session, uri);
  if (!folder) return { message: NO_FOLDER };
  if (!session.isTrusted) return { message: UNTRUSTED };
  session.checkNow();
  const { analysis } = folder;
  const { never, mode } = analysis.project.configuration.baseline;
  const current = new Map([...analysis.project.baselineEntries()].filter(([rule]) => !never.includes(rule)));
  const path = uri === undefined ? undefined : session.locate(uri)?.path;
  const one = path === undefined || fingerprint === undefined ? undefined : analysis.project.baselineEntry(path, fingerprint);
  if (action === 'add' && !one) return { message: 'The finding is not there any more.' };
  const before = await heldBy(folder);
  if (before === 0 && action === 'prune') return { message: 'There is no baseline yet.' };
  if (before === 0 && current.size === 0) return { message: 'Nothing is found, so there is nothing to keep apart.' };
  const problem = await written(() =>
    analysis.changeBaseline((known) => {
      if (action === 'keep') return current;
      return action === 'prune' || !one ? pruned(known, current) : joined(known, one);
    }),
  );
  if (problem !== undefined) return { message: problem };
  session.checkNow();
  const after = await heldBy(folder);
  if (mode !== 'off' || after === 0)
    return { message: `The baseline holds ${after} finding${after === 1 ? '' : 's'}; it held ${before} before.` };
  return {
    message: `The baseline holds ${after} finding${after === 1 ? '' : 's'}; tiebeam.json does not say yet that they are hidden.`,
    use: withSetting(folder, ['baseline', 'mode'], 'hide'),
  };
}

/** How many findings the baseline holds; one that is not used is read for it. */
async function heldBy({ analysis }: FolderSession): Promise<number> {
  const { baseline, configuration } = analysis.project;
  if (configuration.baseline.mode !== 'off') return itemsOf(baseline.entries).length;
  const read = await readBaseline(analysis.baselineFile);
  return read.ok ? itemsOf(read.value).length : 0;
}

async function writeConfiguration(session: Session, { uri }: InitialiseParams): Promise<InitialiseResult> {
  const folder = folderOf(session, uri);
  if (!folder) return { message: NO_FOLDER };
  if (!session.isTrusted) return { message: UNTRUSTED };
  const { analysis } = folder;
  const there = analysis.configuration?.file;
  if (there !== undefined) return { message: 'There is a tiebeam.json already.', uri: URI.file(there).toString() };
  session.checkNow();
  let kept = 0;
  const problem = await written(async () => {
    kept = (await initialise(analysis, false)).keptApart.length;
    return undefined;
  });
  if (problem !== undefined) return { message: problem };
  session.checkNow();
  const file = analysis.configuration?.file;
  const message = kept === 0 ? 'tiebeam.json is written.' : `tiebeam.json is written; ${kept} findings of today are kept apart.`;
  return { message, ...(file !== undefined && { uri: URI.file(file).toString() }) };
}

async function written(write: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await write();
  } catch (error) {
    if (!isFileError(error)) throw error;
    return `${error.path ?? 'The file'} cannot be written: ${error.code}`;
  }
}

function folderOf(session: Session, uri: string | undefined): FolderSession | undefined {
  if (uri !== undefined) return session.locate(uri)?.folder;
  return session.folders.length === 1 ? session.folders[0] : undefined;
}

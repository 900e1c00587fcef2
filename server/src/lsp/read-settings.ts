import type { Connection } from 'vscode-languageserver/node';
import { z } from 'zod';
import type { Session } from './session.ts';
import { parseSettings } from './settings.ts';

/** Asks the client for the settings, or takes those that it sent: `{ tiebeam: … }`. */
export async function readSettings(connection: Connection, session: Session, sent: unknown): Promise<void> {
  if (!session.client.configuration) {
    const parsed = parseSettings(Sent.safeParse(sent).data?.tiebeam);
    session.configure(parsed, () => parsed);
    return;
  }
  const folders = session.folders;
  const section = 'tiebeam';
  const items = [{ section }, ...folders.map(({ uri }) => ({ scopeUri: uri, section }))];
  const [general, ...ofFolders]: unknown[] = await connection.workspace.getConfiguration(items);
  const byFolder = new Map(folders.map((it, index) => [it, parseSettings(ofFolders[index])]));
  const parsed = parseSettings(general);
  session.configure(parsed, (folder) => byFolder.get(folder) ?? parsed);
}

const Sent = z.object({ tiebeam: z.unknown() });

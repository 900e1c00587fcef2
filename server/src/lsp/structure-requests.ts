import type { Connection } from 'vscode-languageserver/node';
import { z } from 'zod';
import { digest } from '#base/digest.ts';
import type { Path } from '#base/paths.ts';
import { structureOf } from '#host/structure.ts';
import { type FolderStructure, STRUCTURE, type StructureResult } from '#protocol/structure.ts';
import type { Finding } from '#rules/finding.ts';
import type { FolderSession } from './folder-session.ts';
import type { Guard } from './guard.ts';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';

const Params = z.object({ known: z.string().optional() }).nullish();

/** Registers the maps of all folders; they only read. */
export function registerStructureRequests(connection: Connection, session: Session, guarded: Guard): void {
  const read = structureReader();
  connection.onRequest(
    STRUCTURE,
    guarded<unknown, StructureResult>(STRUCTURE, { isReady: false, version: '' }, (params) => {
      const known = Params.parse(params)?.known;
      const folders = session.folders.filter((it) => it.state === 'ready');
      const isReady = folders.length === session.folders.length && session.folders.length > 0;
      const structures = folders.map(read);
      const version = structures.map((it) => it.version).join(' ');
      return { isReady, version, ...(known !== version && { structures: structures.map((it) => it.structure) }) };
    }),
  );
}

interface Answer {
  readonly findings: ReadonlyMap<Path, readonly Finding[]>;
  readonly settings: Settings;
  readonly structure: FolderStructure;
  readonly version: string;
}

/** Keeps an answer for as long as the folder's findings and settings are the same. */
function structureReader(): (folder: FolderSession) => Answer {
  const answers = new WeakMap<FolderSession, Answer>();
  return (folder) => {
    const { findings, settings, analysis } = folder;
    const known = answers.get(folder);
    if (known?.findings === findings && known.settings === settings) return known;
    const map = structureOf(analysis.root, analysis.project, shown(findings, settings));
    const structure = { folder: folder.uri, map };
    const answer = { findings, settings, structure, version: digest(JSON.stringify(structure)) };
    answers.set(folder, answer);
    return answer;
  };
}

/** What this person has switched off for the editor is not shown here either. */
function shown(findings: ReadonlyMap<Path, readonly Finding[]>, { adjust }: Settings): Map<Path, readonly Finding[]> {
  return new Map([...findings].map(([path, list]) => [path, list.flatMap((it) => adjust(it) ?? [])]));
}

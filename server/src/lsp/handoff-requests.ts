import { join } from 'node:path';
import type { Connection } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { z } from 'zod';
import { HANDOFF_FILE, handoffOf, handoffText } from '#host/handoff.ts';
import { HANDOFF, type HandoffResult } from '#protocol/handoff.ts';
import { folderUri } from './folder-session.ts';
import type { Guard } from './guard.ts';
import type { Session } from './session.ts';

const Params = z.object({
  folder: z.string(),
  verification: z
    .object({
      at: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
      passed: z.number(),
      failed: z.array(z.string()),
      notRun: z.number(),
    })
    .optional(),
});

/** Registers the hand-off of a folder; it only reads. */
export function registerHandoffRequests(connection: Connection, session: Session, guarded: Guard): void {
  connection.onRequest(
    HANDOFF,
    guarded<unknown, HandoffResult>(HANDOFF, { problem: 'The log says why.' }, (params) => {
      const { folder: asked, verification } = Params.parse(params);
      const uri = folderUri(asked);
      session.checkNow();
      const folder = session.folders.find((it) => it.uri === uri);
      if (folder?.state !== 'ready') return { problem: 'The folder is still being read.' };
      const { analysis, findings } = folder;
      const written = handoffText(analysis.root, handoffOf(analysis.root, analysis.project, findings, verification));
      if (!written.ok) return { problem: written.problems.join('; ') };
      return { uri: URI.file(join(analysis.root, HANDOFF_FILE)).toString(), text: written.value };
    }),
  );
}

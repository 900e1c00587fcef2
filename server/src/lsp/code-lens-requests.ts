import { type CodeLens, type CodeLensParams, CodeLensRefreshRequest, type Connection } from 'vscode-languageserver/node';
import { z } from 'zod';
import { lensPlaces, resolveLens } from '#editor/code-lenses.ts';
import { PEEK_PLACES } from '#protocol/structure.ts';
import { uriOf } from './folder-session.ts';
import type { Guard } from './guard.ts';
import { Locations } from './place-links.ts';
import type { Session } from './session.ts';

const Data = z.object({
  uri: z.string(),
  span: z.object({ start: z.number(), end: z.number() }),
  subject: z.enum(['route', 'service']),
});

/** Registers the lines above routes and services. Their words come when they are seen; the client asks again after something visible changed. */
export function registerCodeLens(connection: Connection, session: Session, guarded: Guard): void {
  connection.onCodeLens(guarded<CodeLensParams, CodeLens[]>('textDocument/codeLens', [], (it) => lenses(session, it)));
  connection.onCodeLensResolve((lens) => guarded('codeLens/resolve', lens, (it: CodeLens) => resolved(session, it))(lens));
  let seen = '';
  const states = new WeakMap<object, number>();
  let count = 0;
  session.onDidCheck(() => {
    if (!session.client.refreshesLenses) return;
    const now = session.folders
      .map(({ analysis, settings }) => {
        const state = analysis.project.workspace?.visibleState;
        if (!state) return 'none';
        const number = states.get(state) ?? ++count;
        states.set(state, number);
        return `${number} ${settings.codeLens}`;
      })
      .join(', ');
    if (now === seen) return;
    seen = now;
    connection.sendRequest(CodeLensRefreshRequest.type).catch((error: unknown) => {
      connection.console.warn(`The client did not ask for its lenses again: ${String(error)}`);
    });
  });
}

function lenses(session: Session, { textDocument }: CodeLensParams): CodeLens[] {
  const found = session.locate(textDocument.uri);
  const workspace = found?.folder.analysis.project.workspace;
  if (!session.settings.enable || !found || !workspace || !found.folder.settings.codeLens) return [];
  const locations = new Locations(found.folder);
  return lensPlaces(workspace, found.path).map(({ span, subject }) => ({
    range: locations.range({ path: found.path, span }),
    data: { uri: textDocument.uri, span, subject },
  }));
}

function resolved(session: Session, lens: CodeLens): CodeLens {
  const data = Data.safeParse(lens.data);
  const found = data.success ? session.locate(data.data.uri) : undefined;
  const workspace = found?.folder.analysis.project.workspace;
  const said = data.success && found && workspace ? resolveLens(workspace, found.path, data.data, session.say) : undefined;
  if (!found || !said) return lens;
  const { title, places } = said;
  // Other clients show the words.
  if (!session.client.isOwn) return { ...lens, command: { title, command: '' } };
  const locations = new Locations(found.folder);
  const target = [uriOf(found.folder, found.path), lens.range.start, places.map((it) => locations.location(it))];
  return { ...lens, command: { title, command: PEEK_PLACES, arguments: target } };
}

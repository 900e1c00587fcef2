import type { Connection, DefinitionLink, DefinitionParams, Location, ReferenceParams } from 'vscode-languageserver/node';
import { definitionAt, referencesAt } from '#editor/navigation.ts';
import type { Guard } from './guard.ts';
import { cursorAt, Locations } from './place-links.ts';
import type { Session } from './session.ts';

/** Registers the ways between front-end addresses and the functions that answer them. */
export function registerNavigation(connection: Connection, session: Session, guarded: Guard): void {
  connection.onDefinition(
    guarded<DefinitionParams, DefinitionLink[] | Location[]>('textDocument/definition', [], (it) => definition(session, it)),
  );
  connection.onReferences(guarded<ReferenceParams, Location[]>('textDocument/references', [], (it) => references(session, it)));
}

/** Clients that take links underline the whole address. */
function definition(session: Session, { textDocument, position }: DefinitionParams): DefinitionLink[] | Location[] {
  session.checkNow();
  const cursor = cursorAt(session, textDocument.uri, position);
  const found = cursor && definitionAt(cursor.workspace, cursor.path, cursor.offset);
  if (!found) return [];
  const locations = new Locations(cursor.folder);
  if (!session.client.definitionLinks) return found.targets.map((it) => locations.location(it));
  const originSelectionRange = locations.range({ path: cursor.path, span: found.origin });
  return found.targets.map((it) => {
    const { uri, range } = locations.location(it);
    const targetRange = it.body ? locations.range({ path: it.path, span: it.body }) : range;
    return { originSelectionRange, targetUri: uri, targetRange, targetSelectionRange: range };
  });
}

function references(session: Session, { textDocument, position }: ReferenceParams): Location[] {
  session.checkNow();
  const cursor = cursorAt(session, textDocument.uri, position);
  if (!cursor) return [];
  const locations = new Locations(cursor.folder);
  return referencesAt(cursor.workspace, cursor.path, cursor.offset).map((it) => locations.location(it));
}

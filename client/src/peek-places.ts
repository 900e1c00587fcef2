import * as vscode from 'vscode';

interface LspRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Shows places in a peek below a line, as a code lens of the server asks for it. Nothing where it gave something else. */
export async function peekPlaces(uri: unknown, position: unknown, places: unknown): Promise<void> {
  if (typeof uri !== 'string' || !isPosition(position) || !Array.isArray(places)) return;
  const locations = places.filter(isLocation).map((it) => new vscode.Location(vscode.Uri.parse(it.uri), rangeOf(it.range)));
  const at = new vscode.Position(position.line, position.character);
  await vscode.commands.executeCommand('editor.action.peekLocations', vscode.Uri.parse(uri), at, locations, 'peek');
}

function rangeOf({ start, end }: LspRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

function isLocation(given: unknown): given is { readonly uri: string; readonly range: LspRange } {
  if (typeof given !== 'object' || given === null || !('uri' in given) || !('range' in given)) return false;
  const { uri, range } = given;
  if (typeof uri !== 'string' || typeof range !== 'object' || range === null) return false;
  return 'start' in range && 'end' in range && isPosition(range.start) && isPosition(range.end);
}

function isPosition(given: unknown): given is LspRange['start'] {
  if (typeof given !== 'object' || given === null || !('line' in given) || !('character' in given)) return false;
  return typeof given.line === 'number' && typeof given.character === 'number';
}

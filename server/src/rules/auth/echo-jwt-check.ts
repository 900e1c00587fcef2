import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Value } from '#facts/value.ts';
import { addGoEntry } from '#fixes/go-literal.ts';
import { type FixObstacle, obstacle } from '#fixes/obstacle.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import { CHECK_NOTE, type CheckedServer } from './checked-server.ts';
import type { ServerPiece } from './server-piece.ts';

const NAME = 'Name';

/** Has echo-jwt look into the cookie after the header. */
export function echoJwtCheck({ workspace, files }: CheckedServer): readonly ServerPiece[] | FixObstacle {
  const pieces: ServerPiece[] = [];
  for (const code of files) {
    const { path } = code;
    const local = code.facts.imports.find((it) => /\/echo-jwt(?:\/v\d+)?$/.test(it.module))?.local;
    if (local === undefined) continue;
    const text = workspace.textOf(path) ?? '';
    const made = lookups(code, text, local);
    const changes = made.filter((it) => it !== undefined);
    if (made.length === 0 || changes.length < made.length || /\bTokenLookup/.test(text))
      return obstacle(path, undefined, UNKNOWN);
    pieces.push({
      path,
      own: [NAME],
      packages: [],
      changes: (written) => changes.flatMap((it) => it(`"header:Authorization:Bearer ,cookie:" + ${written(NAME)}`)),
      note: CHECK_NOTE,
    });
  }
  return pieces;
}

/** One for each place where the middleware is made; undefined for one that cannot be told. */
function lookups(
  { facts }: LiftedCode,
  text: string,
  local: string,
): readonly (((lookup: string) => readonly TextChange[]) | undefined)[] {
  return facts.calls.flatMap((call) => {
    const [head, name] = call.callee.path;
    const [given] = call.args;
    if (head !== local || call.callee.receiver !== undefined || !given || call.callee.path.length !== 2) return [];
    if (name === 'JWT') {
      const key = text.slice(given.span.start, given.span.end);
      const span = { start: call.span.start, end: call.span.end };
      return [(lookup) => [{ span, text: `${local}.WithConfig(${local}.Config{SigningKey: ${key}, TokenLookup: ${lookup}})` }]];
    }
    if (name !== 'WithConfig') return [];
    const config = given.kind === 'reference' && given.path.length === 1 ? valueNamed(given.path[0] ?? '') : given;
    if (config?.kind !== 'object' || config.entries.length === 0) return [undefined];
    return [
      addGoEntry(text, config.span, 'TokenLookup', '""') &&
        ((lookup: string) => addGoEntry(text, config.span, 'TokenLookup', lookup) ?? []),
    ];
  });

  function valueNamed(name: string): Value | undefined {
    const [only, other] = facts.bindings.filter((it) => it.name === name);
    return only?.origin.kind === 'value' && !other ? only.origin.value : undefined;
  }
}

const UNKNOWN = worded`The middleware of echo-jwt is made here in a form that is not known for certain, or says already where the token is. Give it a \`TokenLookup\` with the cookie, and set that as an HttpOnly cookie where the token is answered.`;

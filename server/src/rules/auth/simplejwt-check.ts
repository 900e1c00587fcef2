import type { LiftedCode } from '#concepts/lifted-file.ts';
import { pythonModule } from '#fixes/module-name.ts';
import { type FixObstacle, obstacle } from '#fixes/obstacle.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import { CHECK_NOTE, type CheckedServer } from './checked-server.ts';
import type { ServerPiece } from './server-piece.ts';

const CLASS = 'JWTAuthentication';
const OWN = 'JWTCookieAuthentication';

/** Has the views of the REST framework check by a class that looks into the cookie where Simple JWT looks into the header alone. */
export function simpleJwtCheck({ workspace, files, module }: CheckedServer): readonly ServerPiece[] | FixObstacle {
  const pieces: ServerPiece[] = [];
  for (const code of files) {
    const text = workspace.textOf(code.path) ?? '';
    if (/\bJWT(?:Stateless\w*|TokenUser)Authentication\b/.test(text)) return obstacle(code.path, undefined, UNKNOWN);
    const named = inStrings(text);
    const used = inCode(code, text);
    if (named.length === 0 && used.length === 0) continue;
    if (used.length > 0 && /\bCOOKIES\b/.test(text)) return obstacle(code.path, undefined, UNKNOWN);
    const dotted = `${pythonModule(workspace, { ...code.facts, imports: [] }, module)}.${OWN}`;
    if (dotted.startsWith('.')) return obstacle(code.path, undefined, UNKNOWN);
    pieces.push({
      path: code.path,
      own: used.length > 0 ? [OWN] : [],
      uses: [OWN],
      packages: [],
      changes: (written) => [
        ...named.map((span): TextChange => ({ span, text: dotted })),
        ...used.map((span): TextChange => ({ span, text: written(OWN) })),
      ],
      note: CHECK_NOTE,
    });
  }
  return pieces;
}

/** In the settings a class is named by its module. */
function inStrings(text: string): readonly TextChange['span'][] {
  return [...text.matchAll(/(?<=(['"]))rest_framework_simplejwt\.authentication\.JWTAuthentication(?=\1)/g)].map((it) => ({
    start: it.index,
    end: it.index + it[0].length,
  }));
}

/** Where views name it, or a class of the project is made of it. */
function inCode({ facts }: LiftedCode, text: string): readonly TextChange['span'][] {
  const imported = facts.imports.find((it) => it.imported === CLASS && it.module.startsWith('rest_framework_simplejwt'));
  if (imported?.local !== CLASS) return [];
  return [...text.matchAll(/(?<![\w.'"])JWTAuthentication\b(?!['"])/g)]
    .map((it) => ({ start: it.index, end: it.index + it[0].length }))
    .filter(({ start }) => start < imported.statement.start || start >= imported.statement.end);
}

const UNKNOWN = worded`The classes that check the token here are of a form that is not known for certain. Have one of your own look into the cookie too, name it in \`DEFAULT_AUTHENTICATION_CLASSES\`, and set an httpOnly cookie where the token is answered.`;

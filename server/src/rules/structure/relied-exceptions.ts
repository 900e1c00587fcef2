import type { LiftedCode } from '#concepts/lifted-file.ts';
import { type FixObstacle, obstacle } from '#fixes/obstacle.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';

/**
 * Code of the unit that tells exceptions of the framework apart, or reads their status: it would not know an error of another class. Tests count
 * where they import the file.
 * @param names the exceptions, without their modules
 */
export function reliedOn(
  workspace: Workspace,
  code: LiftedCode,
  framework: string,
  names: readonly string[],
): FixObstacle | undefined {
  const all = [...new Set([...names, ...(BASES[framework] ?? [])])].filter((it) => /^\w+$/.test(it)).join('|');
  const named = new RegExp(`^(?:${all})$`);
  const compared = new RegExp(`\\binstanceof\\s+(?:\\w+\\.)*(?:${all})\\b|\\bisHttpError\\b|\\.getStatus\\(\\)`);
  const mentioned = new RegExp(`\\b(?:${all})\\b`);
  const tested = new Set(workspace.edges.filter((it) => it.to === code.path).map((it) => it.from));
  for (const path of workspace.unitOf(code.path).files) {
    const facts = workspace.files.get(path)?.facts;
    const text = workspace.textOf(path);
    if (facts?.kind !== 'code' || text === undefined || (facts.language === 'python') !== (code.facts.language === 'python'))
      continue;
    if (workspace.roleOf(path) === 'test') {
      const match = tested.has(path) ? mentioned.exec(text) : null;
      if (match) return obstacle(path, { start: match.index, end: match.index + match[0].length }, RELIES);
      continue;
    }
    const match = facts.language === 'python' ? null : compared.exec(text);
    if (match) return obstacle(path, { start: match.index, end: match.index + match[0].length }, RELIES);
    for (const { handler, bodySpan } of facts.scopes) {
      const type = handler?.types.find((it) => named.test(it.path.at(-1) ?? ''));
      if (type) return obstacle(path, type.span, RELIES);
      const read = handler?.binds && new RegExp(`\\b${handler.binds}\\.(?:status|statusCode|status_code|detail|description)\\b`);
      const body = read ? read.exec(text.slice(bodySpan.start, bodySpan.end)) : null;
      if (body)
        return obstacle(path, { start: bodySpan.start + body.index, end: bodySpan.start + body.index + body[0].length }, RELIES);
    }
  }
  return undefined;
}

/** What the exceptions of a framework are caught as. */
const BASES: Readonly<Record<string, readonly string[]>> = {
  fastapi: ['HTTPException', 'StarletteHTTPException'],
  flask: [
    'HTTPException',
    'BadRequest',
    'Unauthorized',
    'Forbidden',
    'NotFound',
    'Conflict',
    'UnprocessableEntity',
    'TooManyRequests',
  ],
  nestjs: ['HttpException'],
  'http-errors': ['HttpError'],
};

const RELIES = worded`This tells the exception of the framework apart by its class or its status, and would not know an error of another class. Change it together with the exception.`;

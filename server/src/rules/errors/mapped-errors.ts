import type { Path } from '#base/paths.ts';
import { conceptsOf, isCode, type LiftedFile } from '#concepts/lifted-file.ts';
import type { ClassDeclaration } from '#facts/code-facts.ts';
import { kindOfErrorName } from '#fixes/errors/error-kind.ts';
import type { OwnName } from '#fixes/imports.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** An error class of the application with what it is answered with. */
export interface MappedError {
  readonly own: OwnName;
  /** The status, or the attribute that holds it. */
  readonly status: number | string;
  /** What Nest calls its exception for the status; undefined where it has none. */
  readonly nest?: string;
}

/** More of them want a base class, which is a person's choice. */
const MOST = 5;

/** The errors of the domain that a server raises; undefined where it is not certain what one of them is to be answered with. */
export function mappedErrors(workspace: Workspace, files: readonly LiftedFile[]): readonly MappedError[] | undefined {
  const found = new Map<string, MappedError>();
  for (const file of files) {
    if (!isCode(file)) continue;
    for (const it of conceptsOf(file, 'domain-error').filter((one) => one.form === 'raised')) {
      const { linker } = workspace;
      const declared = linker.classOf(linker.reference(file.path, it.scope, it.name.split('.')));
      const mapped = declared && isReachable(workspace, declared) ? mappedTo(declared) : undefined;
      if (!mapped) return undefined;
      found.set(`${mapped.own.from} ${mapped.own.name}`, mapped);
    }
  }
  const errors = [...found.values()];
  const names = new Set(errors.map((it) => it.own.name));
  return errors.length === 0 || errors.length > MOST || names.size < errors.length ? undefined : errors;
}

interface Declared {
  readonly path: Path;
  readonly declaration: ClassDeclaration;
}

/** Other files can import it. */
function isReachable(workspace: Workspace, { path, declaration: { name } }: Declared): boolean {
  const facts = workspace.files.get(path)?.facts;
  return facts?.kind === 'code' && facts.exports.some((it) => it.name === name);
}

function mappedTo({ path: from, declaration: { name, fields } }: Declared): MappedError | undefined {
  const own: OwnName = { from, name };
  const attribute = fields.find((it) => /^(?:status_code|statusCode|status|http_status|httpStatus)$/.test(it.name));
  const kind = kindOfErrorName(name);
  if (attribute) return { own, status: attribute.name };
  return kind && { own, status: kind.status, ...(kind.nest !== undefined && { nest: kind.nest }) };
}

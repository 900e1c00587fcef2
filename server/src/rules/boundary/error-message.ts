import type { Path } from '#base/paths.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { applicationFiles } from '#fixes/modules.ts';
import { newSharedModule } from '#fixes/shared-module.ts';
import { layOut } from '#fixes/text-style.ts';
import { withDeclaration } from '#fixes/with-declaration.ts';
import { worded } from '#fixes/wording.ts';
import type { Unit } from '#workspace/units.ts';
import { perWorkspace } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** The function that turns an error into a sentence for people. */
export interface ErrorMessage {
  readonly from: Path;
  readonly name: string;
  readonly isNew: boolean;
  /** Its second parameter is the sentence for everything else. */
  readonly takesFallback: boolean;
}

/** The project's own function, or one that is to be created; undefined where several would do, or there is no place for a new one. */
export function errorMessageOf(workspace: Workspace, code: LiftedCode): ErrorMessage | undefined {
  const [known, other] = (exportedMappers(workspace).get(workspace.unitOf(code.path)) ?? []).filter(
    (it) => it.from !== code.path,
  );
  if (known) return other ? undefined : known;
  const from = newSharedModule(workspace, code.path, 'error-message');
  return from === undefined ? undefined : { from, name: 'getErrorMessage', isNew: true, takesFallback: true };
}

/** A component begins with a capital: `ErrorMessage`. */
const MAPPER =
  /^(?:(?:get|to|format|extract|map)(?:User|Api)?Error|error(?:To)?)(?:Message|Text)$|^(?:toUserMessage|userMessage)$/;

const exportedMappers = perWorkspace((workspace) => {
  const found = new Map<Unit, ErrorMessage[]>();
  for (const unit of workspace.units) found.set(unit, applicationFiles(workspace, unit, 'typescript').flatMap(mappersOf));
  return found;
});

function mappersOf({ path, facts }: LiftedCode): ErrorMessage[] {
  return facts.scopes.flatMap(({ fn, parent }) => {
    if (!fn?.isExported || parent !== 0 || fn.isAsync || fn.name === undefined || !MAPPER.test(fn.name)) return [];
    const [error, fallback, ...others] = fn.parameters;
    const isFit = error !== undefined && [fallback, ...others].every((it) => !it || it.isOptional || it.isRest);
    const type = fallback?.type?.text ?? 'string';
    const takesFallback = /fallback|default/i.test(fallback?.name ?? '') && type === 'string';
    return isFit && /^(?:unknown|any|Error|)$/.test(error.type?.text ?? '')
      ? [{ from: path, name: fn.name, isNew: false, takesFallback }]
      : [];
  });
}

/** The module with the function, where it is to be created. */
export function createErrorMessage(
  workspace: Workspace,
  code: LiftedCode,
  { from, name, isNew }: ErrorMessage,
): FileEdit | undefined {
  if (!isNew) return undefined;
  const typed = /\.[cm]?tsx?$/.test(from) ? (written: string): string => written : (): string => '';
  const shape = typed(' as { readonly status?: unknown; readonly response?: { readonly status?: unknown } }');
  const lines = [
    `function ${name}(error${typed(': unknown')}, fallback = 'Something went wrong. Please try again.')${typed(': string')} {`,
    "\tif (typeof navigator !== 'undefined' && navigator.onLine === false) {",
    "\t\treturn 'You seem to be offline. Please check your connection and try again.';",
    '\t}',
    '\tconst status = statusOf(error);',
    '\tif (status === undefined) return fallback;',
    "\tif (status >= 500) return 'Something went wrong on our side. Please try again later.';",
    '\treturn MESSAGES[status] ?? fallback;',
    '}',
    '',
    `const MESSAGES${typed(': Readonly<Record<number, string>>')} = {`,
    "\t400: 'Please check what you entered and try again.',",
    "\t401: 'Please sign in and try again.',",
    "\t403: 'You are not allowed to do this.',",
    "\t404: 'This could not be found. It may have been removed.',",
    "\t409: 'This was changed in the meantime. Please reload and try again.',",
    "\t413: 'This is too large. Please choose something smaller.',",
    "\t422: 'Please check what you entered and try again.',",
    "\t429: 'Too many attempts. Please wait a moment and try again.',",
    '};',
    '',
    `function statusOf(error${typed(': unknown')})${typed(': number | undefined')} {`,
    "\tif (typeof error !== 'object' || error === null) return undefined;",
    `\tconst { status, response } = error${shape};`,
    '\tconst found = status ?? response?.status;',
    "\treturn typeof found === 'number' ? found : undefined;",
    '}',
  ];
  const declaration = layOut(lines.join('\n'), styleIn(workspace, from, code.path));
  return withDeclaration(workspace, code, { path: from, name, declaration, imports: [], note: worded`Create ${name}` });
}

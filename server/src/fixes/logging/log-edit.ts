import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { FileEdit } from '../edit.ts';
import { editCode } from '../file-edit.ts';
import { styleIn } from '../file-style.ts';
import { layOut, type TextStyle } from '../text-style.ts';
import type { Wording } from '../wording.ts';
import type { UnitLogger } from './unit-logger.ts';

export interface LogEdit {
  readonly logger: UnitLogger;
  /** What becomes of the code; `logger` is the expression to log with. */
  readonly changes: (logger: string) => readonly TextChange[];
  readonly note: Wording;
  /** Imports that the rest of the new code needs. */
  readonly packages?: readonly NeededImport[];
}

/** The edit of a file that logs afterwards: with the import of the logger, and its declaration where the file has to make one. */
export function editWithLogger(
  workspace: Workspace,
  code: LiftedCode,
  { logger, changes, note, packages = [] }: LogEdit,
): FileEdit | undefined {
  const text = workspace.textOf(code.path);
  if (text === undefined) return undefined;
  const declared = logger.declares && declaration(code, text, logger.declares, styleIn(workspace, code.path));
  if (logger.declares && !declared) return undefined;
  return editCode(workspace, code.path, {
    own: [logger.own ?? [], logger.maker ?? []].flat(),
    packages: [...(logger.packages ?? []), ...packages],
    changes: (written) => [
      ...(declared ? [declared] : []),
      ...changes(logger.own ? written(logger.own.name) : logger.expression),
    ],
    note,
  });
}

function declaration(
  { facts }: LiftedCode,
  text: string,
  declares: NonNullable<UnitLogger['declares']>,
  style: TextStyle,
): TextChange | undefined {
  if (declares.kind === 'field') return fieldDeclaration(facts, text, declares.owner, style);
  const imports = facts.imports.filter((it) => it.scope === 0 && !it.isDeferred);
  const last = imports.toSorted((a, b) => a.statement.end - b.statement.end).at(-1);
  if (last) {
    const lineEnd = /\r?\n|$/.exec(text.slice(last.statement.end));
    const end = last.statement.end + (lineEnd?.index ?? 0);
    // Code behind an import on its line, or an import in the middle of the module, is no place to begin from.
    const firstCode = facts.scopes.find((it) => it.parent === 0)?.span.start ?? text.length;
    if (end > firstCode) return undefined;
    return { span: { start: end, end }, text: style.lineEnd + style.lineEnd + layOut(declares.code, style) };
  }
  const head = /^(?:#[^\n]*\n)*(?:[rRuU]?("""|''')[\s\S]*?\1[ \t]*\r?\n)?(?:[ \t]*\r?\n)*/.exec(text)?.[0].length ?? 0;
  return { span: { start: head, end: head }, text: layOut(declares.code, style) + style.lineEnd.repeat(3) };
}

/** First in the class: `private readonly logger = new Logger(OrdersService.name);` */
function fieldDeclaration(facts: LiftedCode['facts'], text: string, owner: string, style: TextStyle): TextChange | undefined {
  const declared = facts.classes.find((it) => it.name === owner);
  const scope = declared && facts.scopes[declared.scope];
  if (!scope) return undefined;
  const open = text.indexOf('{', declared.nameSpan.end);
  if (open < 0 || open > scope.span.end || !/^[ \t]*\r?\n/.test(text.slice(open + 1))) return undefined;
  const isTypeScript = facts.language === 'typescript';
  const code = `${isTypeScript ? 'private readonly ' : ''}logger = new Logger(${owner}.name);`;
  const next = /^\s*(?:private|protected|public|readonly|static)?\s*(?:private |readonly )*\w+\s*(?:[:=;])/.test(
    text.slice(open + 1),
  );
  const gap = next ? '' : style.lineEnd;
  return { span: { start: open + 1, end: open + 1 }, text: style.lineEnd + style.indent + layOut(code, style) + gap };
}

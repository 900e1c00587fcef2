import { folderOf, type Path } from '#base/paths.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import { addGoImports } from '#snippets/go-imports.ts';
import { isTypeName, joinImports, localOf, type NeededImport, nameOf } from '#snippets/needed-import.ts';
import { addPythonImports } from '#snippets/python-imports.ts';
import { applyTextChanges } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { changeOf, type FileEdit } from './edit.ts';
import { styleIn } from './file-style.ts';
import { addImports, isCommonJs } from './imports.ts';
import { goPackage } from './module-name.ts';
import { quoted, type TextStyle } from './text-style.ts';
import type { Wording } from './wording.ts';

export interface NewDeclaration {
  readonly path: Path;
  readonly name: string;
  /** In the style of the file, without `export`. */
  readonly declaration: string;
  readonly imports: readonly NeededImport[];
  readonly note: Wording;
  /** Go: the package of a new file. */
  readonly packageName?: string;
}

/**
 * Adds an exported declaration with its imports to the end of a module, which is created as the file `like` is written where it is not there.
 * Undefined where its exports or imports have a form that cannot be extended.
 */
export function withDeclaration(workspace: Workspace, like: LiftedCode, added: NewDeclaration): FileEdit | undefined {
  const text = workspace.textOf(added.path);
  const style = styleIn(workspace, added.path, like.path);
  if (text === undefined)
    return { kind: 'create', path: added.path, text: newText(workspace, like, added, style), note: added.note };
  const imports = addImports(workspace, added.path, { packages: added.imports });
  if (!imports) return undefined;
  const { lineEnd, language } = style;
  const gap = lineEnd.repeat(language === 'python' ? 3 : 2);
  const isScript = language === 'typescript' || language === 'javascript';
  if (isScript && isCommonJs(text)) {
    const list = /^module\.exports\s*=\s*\{/m.exec(text);
    const close = list ? text.indexOf('}', list.index) : -1;
    if (!list || close < 0 || /[{(]/.test(text.slice(list.index + list[0].length, close))) return undefined;
    const body = text.slice(list.index + list[0].length, close);
    const last = list.index + list[0].length + body.trimEnd().length;
    const isBroken = body.includes('\n');
    const comma = body.trim() === '' || body.trimEnd().endsWith(',') ? '' : ',';
    const entry = isBroken
      ? `${comma}${lineEnd}${style.indent}${added.name}${style.trailingCommas ? ',' : ''}`
      : `${comma} ${added.name}`;
    return changeOf(
      added.path,
      [
        ...imports.changes,
        { span: { start: list.index, end: list.index }, text: `${added.declaration}${lineEnd}${lineEnd}` },
        { span: { start: last, end: last }, text: entry },
      ],
      added.note,
    );
  }
  const end = text.trimEnd().length;
  const exported = isScript ? exportedText(added.declaration) : added.declaration;
  const change = {
    span: { start: end, end: text.length },
    text: (end === 0 ? '' : gap) + exported + (text === '' || text.endsWith('\n') ? lineEnd : ''),
  };
  return changeOf(added.path, [...imports.changes, change], added.note);
}

function newText(workspace: Workspace, like: LiftedCode, added: NewDeclaration, style: TextStyle): string {
  const { lineEnd, language } = style;
  const body = added.declaration + lineEnd;
  if (language === 'go') {
    const text = `package ${added.packageName ?? ''}${lineEnd}${lineEnd}${body}`;
    return applyTextChanges(
      text,
      addGoImports(text, added.imports, goPackage(workspace, like.path, folderOf(like.path))?.module).changes,
    );
  }
  if (language === 'python') {
    const own = like.facts.imports.flatMap((it, index) =>
      workspace.linker.resolution(like.path, index).kind === 'file' ? [it.module.split('.')[0] ?? ''] : [],
    );
    return applyTextChanges(body, addPythonImports(body, added.imports, own.filter(Boolean)).changes);
  }
  const isRequired = isCommonJs(workspace.textOf(like.path) ?? '');
  const lines = joinImports(added.imports)
    .toSorted((a, b) => Number(isRelative(a)) - Number(isRelative(b)))
    .flatMap((it) => (isRequired ? requireLines(it, style) : [importLine(it, style)]));
  const head = lines.length === 0 ? '' : lines.join(lineEnd) + lineEnd + lineEnd;
  const end = style.semicolons ? ';' : '';
  return isRequired ? `${head}${body}${lineEnd}module.exports = { ${added.name} }${end}${lineEnd}` : head + exportedText(body);
}

/** Decorators stand before `export`. */
function exportedText(declaration: string): string {
  return declaration.replace(/^(?:@[^\n]*\n)*/, '$&export ');
}

function isRelative({ module }: NeededImport): boolean {
  return module.startsWith('.');
}

function importLine(it: NeededImport, style: TextStyle): string {
  const names = it.names ?? [];
  const allTypes = names.length > 0 && names.every(isTypeName) && it.default === undefined;
  const list = names.map((name) => {
    const local = localOf(name) === nameOf(name) ? nameOf(name) : `${nameOf(name)} as ${localOf(name)}`;
    return isTypeName(name) && !allTypes ? `type ${local}` : local;
  });
  const parts = [
    ...(it.default === undefined ? [] : [it.default]),
    ...(it.namespace === undefined ? [] : [`* as ${it.namespace}`]),
    ...(list.length === 0 ? [] : [`{ ${list.join(', ')} }`]),
  ];
  return `import ${allTypes ? 'type ' : ''}${parts.join(', ')} from ${quoted(it.module, style)}${style.semicolons ? ';' : ''}`;
}

function requireLines(it: NeededImport, style: TextStyle): string[] {
  const load = `require(${quoted(it.module, style)})${style.semicolons ? ';' : ''}`;
  const names = (it.names ?? []).map((name) =>
    localOf(name) === nameOf(name) ? nameOf(name) : `${nameOf(name)}: ${localOf(name)}`,
  );
  const whole = it.default ?? it.namespace;
  return [
    ...(whole === undefined ? [] : [`const ${whole} = ${load}`]),
    ...(names.length === 0 ? [] : [`const { ${names.join(', ')} } = ${load}`]),
  ];
}

import { IndentationText, NewLineKind, Project, QuoteKind, type SourceFile } from 'ts-morph';
import { fileName, type Path } from '#base/paths.ts';
import type { TextChange } from '#snippets/text-change.ts';
import { changesBetween } from './changes-between.ts';
import type { TextStyle } from './text-style.ts';

export { Node, type SourceFile, SyntaxKind } from 'ts-morph';

/**
 * Edits a script by its tree, for what spans of facts cannot say: methods of classes, parameters, types. Gives the changes against the text, so
 * that what the edit did not touch keeps its form. `edit` says false where it finds no place; then there is nothing.
 */
export function editScript(
  path: Path,
  text: string,
  style: TextStyle,
  edit: (source: SourceFile) => boolean,
): readonly TextChange[] | undefined {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    compilerOptions: { allowJs: true },
    manipulationSettings: {
      indentationText: indentation(style.indent),
      newLineKind: style.lineEnd === '\r\n' ? NewLineKind.CarriageReturnLineFeed : NewLineKind.LineFeed,
      quoteKind: style.quote === '"' ? QuoteKind.Double : QuoteKind.Single,
      useTrailingCommas: style.trailingCommas,
    },
  });
  const source = project.createSourceFile(`/${fileName(path)}`, text);
  if (!edit(source)) return undefined;
  return changesBetween(text, source.getFullText());
}

/** The tree of a script, for finding places; of a component file, whose markup is left blank, so that offsets are those of the file. */
export function readScript(path: Path, text: string): SourceFile {
  const project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true, compilerOptions: { allowJs: true } });
  const isComponent = /\.(?:vue|svelte)$/.test(path);
  return project.createSourceFile(`/${fileName(path)}${isComponent ? '.ts' : ''}`, isComponent ? scriptsIn(text) : text);
}

function scriptsIn(text: string): string {
  let kept = '';
  for (const block of text.matchAll(/(<script\b[^>]*>)([\s\S]*?)<\/script>/g)) {
    const start = block.index + (block[1] ?? '').length;
    kept += blank(text.slice(kept.length, start)) + (block[2] ?? '');
  }
  return kept + blank(text.slice(kept.length));
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

function indentation(step: string): IndentationText {
  if (step === '\t') return IndentationText.Tab;
  if (step.length === 4) return IndentationText.FourSpaces;
  return step.length === 8 ? IndentationText.EightSpaces : IndentationText.TwoSpaces;
}

import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { ClassDeclaration, Scope } from '#facts/code-facts.ts';
import { afterStatement, indentAt } from '#fixes/statements.ts';
import { layOut, type TextStyle } from '#fixes/text-style.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** The only class of that name. */
export function classNamed({ facts }: LiftedCode, name: string): ClassDeclaration | undefined {
  const [only, other] = facts.classes.filter((it) => it.name === name);
  return other ? undefined : only;
}

export function bodyOf(
  { facts }: LiftedCode,
  { nameSpan }: ClassDeclaration,
): { readonly span: Span; readonly bodySpan: Span } | undefined {
  return facts.scopes.find(
    (it) => it.kind === 'class' && it.parent === 0 && it.span.start < nameSpan.start && nameSpan.end < it.bodySpan.start,
  );
}

export function methodsOf({ facts }: LiftedCode, owner: string): readonly Scope[] {
  return facts.scopes.filter(({ fn }) => fn?.owner === owner && fn.form === 'method');
}

/** Puts a method behind the last one of a class, or behind its fields; in the place of `pass` where there is nothing else. */
export function methodAdded(
  code: LiftedCode,
  declaration: ClassDeclaration,
  added: string,
  text: string,
  style: TextStyle,
): readonly TextChange[] | undefined {
  const body = bodyOf(code, declaration);
  if (!body) return undefined;
  const written = text.slice(body.bodySpan.start, body.bodySpan.end).trim();
  if (/^(?:pass|\.\.\.)$/.test(written))
    return [{ span: body.bodySpan, text: layOut(added, style, indentAt(text, body.bodySpan.start)) }];
  const last = methodsOf(code, declaration.name).toSorted((a, b) => b.span.end - a.span.end)[0];
  const end = last && last.span.end >= lastField(declaration) ? last.span : undefined;
  const place = end ?? { start: body.bodySpan.start, end: body.bodySpan.end };
  const change = afterStatement(text, place, added, style, { emptyLine: true });
  return change && [change];
}

function lastField({ fields }: ClassDeclaration): number {
  return Math.max(0, ...fields.map((it) => it.span.start));
}

/** The rest of the name of something that a package has; undefined for what is not of that package. */
export function comesFrom(
  workspace: Workspace,
  path: Path,
  names: readonly string[],
  module: string,
): readonly string[] | undefined {
  const meaning = workspace.linker.reference(path, 0, names);
  return meaning.kind === 'external' && meaning.module === module && !meaning.through ? meaning.chain : undefined;
}

/** What answers a request. */
export type Library = 'django' | 'rest';

/** How a file answers that something is not there yet. */
export function answerOf(
  { facts }: LiftedCode,
  library: Library,
): { readonly line: string; readonly packages: readonly NeededImport[] } {
  if (library === 'django')
    return {
      line: "return JsonResponse({'detail': 'Not Implemented'}, status=501)",
      packages: [{ module: 'django.http', names: ['JsonResponse'] }],
    };
  const hasStatus = facts.imports.some(
    (it) => it.module === 'rest_framework' && it.imported === 'status' && it.local === 'status',
  );
  return {
    line: `return Response({'detail': 'Not Implemented'}, status=${hasStatus ? 'status.HTTP_501_NOT_IMPLEMENTED' : '501'})`,
    packages: [{ module: 'rest_framework.response', names: ['Response'] }],
  };
}

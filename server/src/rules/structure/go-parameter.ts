import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import { camelCase } from '#decisions/names.ts';
import type { Call, ScopeId } from '#facts/code-facts.ts';
import { createNameTable, findDeclaration } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';

export const CONTEXT = 'context.Context';

/** The places of the arguments of a call. */
export function argumentsOf(text: string, { nameSpan, span }: Call): Span[] {
  const found: Span[] = [];
  let depth = 0;
  let start = nameSpan.end + 1;
  let quote = '';
  const add = (end: number): void => {
    const written = text.slice(start, end);
    const lead = written.length - written.trimStart().length;
    if (written.trim() !== '') found.push({ start: start + lead, end: start + written.trimEnd().length });
  };
  for (let at = nameSpan.end + 1; at < span.end - 1; at += 1) {
    const char = text.charAt(at);
    if (quote !== '') {
      if (char === quote && text.charAt(at - 1) !== '\\') quote = '';
    } else if (/["`']/.test(char)) quote = char;
    else if (/[([{]/.test(char)) depth += 1;
    else if (/[)\]}]/.test(char)) depth -= 1;
    else if (char === ',' && depth === 0) {
      add(at);
      start = at + 1;
    }
  }
  add(span.end - 1);
  return found;
}

const TEXT_OF_REQUEST =
  /^(?:\w+\.(?:Param|Query|PostForm|FormValue|QueryParam|PathValue|GetHeader|Params)\("(\w+)"\)|chi\.URLParam\(\w+, "(\w+)"\)|\w+\.URL\.Query\(\)\.Get\("(\w+)"\)|mux\.Vars\(\w+\)\["(\w+)"\])$/;

/** Name and type of the parameter for an argument of a call in Go; undefined where no type can be seen. */
export function parameterOf(
  workspace: Workspace,
  code: LiftedCode,
  scope: ScopeId,
  written: string,
): { readonly name: string; readonly type: string } | undefined {
  if (/^(?:\w+\.Context\(\)|\w+\.Request\(?\)?\.Context\(\))$/.test(written)) return { name: 'ctx', type: CONTEXT };
  const key = TEXT_OF_REQUEST.exec(written)
    ?.slice(1)
    .find((it) => it !== undefined);
  if (key !== undefined) return { name: camelCase(key), type: 'string' };
  const [, address = '', head = '', members = ''] = /^(&?)(\w+)((?:\.\w+)*)$/.exec(written) ?? [];
  const type = head === '' ? undefined : typeOfName(code, scope, head);
  if (type === undefined) return undefined;
  if (members === '') return isWritable(code, type) ? { name: head, type: address === '' ? type : `*${type}` } : undefined;
  const [first, ...more] = members.slice(1).split('.');
  const reference = workspace.linker.classOf(workspace.linker.reference(code.path, scope, [head]));
  const field = reference?.declaration.fields.find((it) => it.name === first)?.type?.text;
  if (first === undefined || more.length > 0 || address !== '' || field === undefined || !PLAIN.test(field)) return undefined;
  return { name: camelCase(first), type: field };
}

const PLAIN = /^(?:\*|\[\])?(?:string|bool|byte|u?int(?:8|16|32|64)?|float(?:32|64)|time\.Time|uuid\.UUID)$/;

function isWritable({ facts }: LiftedCode, type: string): boolean {
  const head = /^(?:\*|\[\])*(\w+)\./.exec(type)?.[1];
  if (head !== undefined) return facts.imports.some((it) => it.local === head) && !/^(?:gin|echo|http|fiber|chi)$/.test(head);
  return PLAIN.test(type) || /^(?:\*|\[\])*[A-Za-z]\w*$/.test(type);
}

function typeOfName(code: LiftedCode, scope: ScopeId, name: string): string | undefined {
  const { facts } = code;
  const declaration = findDeclaration(facts, createNameTable(facts), scope, name);
  if (declaration?.kind === 'parameter') return declaration.parameter.type?.text;
  if (declaration?.kind !== 'binding') return undefined;
  const { type, origin } = declaration.binding;
  if (type) return type.text;
  if (origin.kind === 'value' && origin.value.kind === 'object') return origin.value.type?.join('.');
  const value = origin.kind === 'value' || (origin.kind === 'part' && origin.path.length === 0) ? origin.value : undefined;
  const call = value?.kind === 'call' && value.path.length === 0 ? facts.calls[value.call] : undefined;
  const path = call?.callee.path.join('.') ?? '';
  const made: Readonly<Record<string, string>> = {
    'strconv.Atoi': 'int',
    'uuid.Parse': 'uuid.UUID',
    'uuid.New': 'uuid.UUID',
    'uuid.NewString': 'string',
  };
  if (made[path] !== undefined) return made[path];
  const width = call?.args[2]?.kind === 'literal' ? call.args[2].value : undefined;
  if (path === 'strconv.ParseInt' && width !== undefined) return 'int64';
  if (path === 'strconv.ParseUint' && width !== undefined) return 'uint64';
  return call &&
    call.callee.receiver === undefined &&
    /\.(?:Param|Query|PostForm|FormValue|QueryParam|PathValue|GetHeader|URLParam)$/.test(path)
    ? 'string'
    : undefined;
}

import { assertNever } from '#base/assert-never.ts';
import type { EnvironmentKey, SnippetLanguage } from './section.ts';
import { lineEndOf, type TextChange } from './text-change.ts';

/** Keys that a `.env.example` lacks, as lines at its end; undefined where it has them all. A key that is commented out is there. */
export function addToEnvExample(text: string, keys: readonly EnvironmentKey[]): TextChange | undefined {
  const present = new Set([...text.matchAll(/^[#\s]*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=/gm)].map((it) => it[1]));
  const missing = uniqueKeys(keys).filter((it) => !present.has(it.name));
  if (missing.length === 0) return undefined;
  const eol = lineEndOf(text);
  const lead = text === '' || text.endsWith('\n') ? '' : eol;
  return {
    span: { start: text.length, end: text.length },
    text: lead + missing.map((it) => `${it.name}=${envValue(it.example)}${eol}`).join(''),
  };
}

/**
 * Keys that a configuration module lacks, written in its own idiom: an entry of a zod object, a field of a pydantic
 * settings class, a field of a Go struct with `env` tags. Undefined where the module has them all or the idiom is not known.
 */
export function addToConfiguration(
  text: string,
  language: SnippetLanguage,
  keys: readonly EnvironmentKey[],
): TextChange | undefined {
  const missing = uniqueKeys(keys).filter(
    (it) => !new RegExp(`\\b${it.name}\\b|^\\s+${it.name.toLowerCase()}\\s*:`, 'm').test(text),
  );
  if (missing.length === 0) return undefined;
  switch (language) {
    case 'typescript':
    case 'javascript':
      return intoZodObject(text, missing);
    case 'python':
      return intoSettingsClass(text, missing);
    case 'go':
      return intoStruct(text, missing);
    default:
      return undefined;
  }
}

function intoZodObject(text: string, keys: readonly EnvironmentKey[]): TextChange | undefined {
  const open = /\bz\s*\.(?:strictObject|looseObject|object)\(\s*\{[ \t]*\r?\n/.exec(text);
  if (open === null) return undefined;
  const inside = open.index + open[0].length;
  const close = closingLine(text, inside, /^([ \t]*)\}/gm, /^([ \t]+)\S/.exec(text.slice(inside))?.[1] ?? '  ');
  if (close === undefined) return undefined;
  const indent = /^([ \t]+)\S/.exec(text.slice(inside))?.[1] ?? '  ';
  const eol = lineEndOf(text);
  const comma = /[,{]\s*$/.test(text.slice(0, close)) ? '' : ',';
  const at = text.slice(0, close).trimEnd().length;
  return { span: { start: at, end: at }, text: comma + keys.map((it) => `${eol}${indent}${it.name}: ${zodType(it)},`).join('') };
}

function zodType({ type }: EnvironmentKey): string {
  switch (type) {
    case 'text':
    case 'secret':
      return 'z.string().min(1)';
    case 'number':
      return 'z.coerce.number()';
    case 'boolean':
      return 'z.stringbool()';
    case 'url':
      return 'z.url()';
    case 'list':
      return "z.string().transform((value) => value.split(',').map((it) => it.trim()))";
    default:
      return assertNever(type);
  }
}

function intoSettingsClass(text: string, keys: readonly EnvironmentKey[]): TextChange | undefined {
  const open = /^class \w+\((?:[\w.]*\.)?BaseSettings\):[^\n]*\n/m.exec(text);
  if (open === null) return undefined;
  const body = text.slice(open.index + open[0].length);
  // Fields end where the first method, decorator or inner class begins, or with the class.
  const end = /^(?:[ \t]+(?:def|async def|@|class)\b|[ \t]+@|\S)/m.exec(body)?.index ?? body.length;
  const at = open.index + open[0].length + body.slice(0, end).trimEnd().length;
  const indent = /^([ \t]+)\S/m.exec(body)?.[1] ?? '    ';
  const eol = lineEndOf(text);
  return {
    span: { start: at, end: at },
    text: keys.map((it) => `${eol}${indent}${it.name.toLowerCase()}: ${pythonType(it)}`).join(''),
  };
}

function pythonType({ type }: EnvironmentKey): string {
  return { text: 'str', secret: 'SecretStr', number: 'int', boolean: 'bool', url: 'str', list: 'list[str]' }[type];
}

function intoStruct(text: string, keys: readonly EnvironmentKey[]): TextChange | undefined {
  const tagged = [...text.matchAll(/^([ \t]+)\w+[ \t]+[\w.[\]*]+[ \t]+`env:"[^\n]*\n/gm)];
  const last = tagged.at(-1);
  if (last === undefined) return undefined;
  const at = last.index + last[0].trimEnd().length;
  const eol = lineEndOf(text);
  const lines = keys.map((it) => `${eol}${last[1]}${goName(it.name)} ${goType(it)} \`env:"${it.name},required"\``);
  return { span: { start: at, end: at }, text: lines.join('') };
}

function goType({ type }: EnvironmentKey): string {
  return { text: 'string', secret: 'string', number: 'int', boolean: 'bool', url: 'string', list: '[]string' }[type];
}

/** `CORS_ORIGINS` gives `CORSOrigins`: initialisms stay in capitals (Go code review comments, "Initialisms"). */
export function goName(name: string): string {
  return name
    .split('_')
    .map((word) => (INITIALISMS.has(word) ? word : word.charAt(0) + word.slice(1).toLowerCase()))
    .join('');
}

const INITIALISMS: ReadonlySet<string> = new Set(
  'API CORS CPU DB DNS DSN HTTP HTTPS ID IP JSON JWT SQL SSL TLS TTL UI URL URI UUID'.split(' '),
);

/** The start of the first line that closes less deeply than the entries are indented. */
function closingLine(text: string, from: number, closing: RegExp, indent: string): number | undefined {
  closing.lastIndex = from;
  for (let match = closing.exec(text); match !== null; match = closing.exec(text)) {
    if ((match[1] ?? '').length < indent.length) return match.index;
  }
  return undefined;
}

function envValue(example: string): string {
  return /[\s#"'$]/.test(example) ? `"${example.replaceAll('"', '\\"')}"` : example;
}

function uniqueKeys(keys: readonly EnvironmentKey[]): EnvironmentKey[] {
  return [...new Map(keys.map((it) => [it.name, it])).values()];
}

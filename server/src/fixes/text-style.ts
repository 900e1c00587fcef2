import type { CodeLanguage } from '#facts/code-facts.ts';
import { indentOf, lineEndOf } from '#snippets/text-change.ts';

/** How a file is written, learnt from its text. */
export interface TextStyle {
  readonly language: CodeLanguage;
  /** One level of indentation. */
  readonly indent: string;
  readonly lineEnd: '\n' | '\r\n';
  readonly quote: "'" | '"';
  /** TypeScript and JavaScript: statements end in `;`. */
  readonly semicolons: boolean;
  /** The last element of a list that is broken over lines has a comma. */
  readonly trailingCommas: boolean;
}

/** The style of a text; where it shows nothing, what the formatters of its language do (Prettier, black, gofmt), with `like` before that. */
export function styleOf(text: string, language: CodeLanguage, like?: TextStyle): TextStyle {
  const isScript = language === 'typescript' || language === 'javascript';
  return {
    language,
    indent: language === 'go' ? '\t' : (indentOf(text) ?? like?.indent ?? (isScript ? '  ' : '    ')),
    lineEnd: text.includes('\n') ? lineEndOf(text) : (like?.lineEnd ?? '\n'),
    quote: quoteOf(text, language) ?? like?.quote ?? (isScript ? "'" : '"'),
    semicolons: isScript && (semicolonsIn(text) ?? like?.semicolons ?? true),
    trailingCommas: trailingCommasIn(text) ?? like?.trailingCommas ?? true,
  };
}

/**
 * Lays out a piece of code as the file does. It is given with a tab for each level, LF, single quotes around plain strings and, for scripts, with
 * semicolons; strings that hold a quote are left alone.
 * @param base indentation of all lines but the first, which goes where an insertion puts it
 */
export function layOut(code: string, style: TextStyle, base = ''): string {
  return code
    .split('\n')
    .map((line, index) => {
      const depth = /^\t*/.exec(line)?.[0].length ?? 0;
      const rest = inQuotes(line.slice(depth), style);
      if (rest === '') return '';
      return (index === 0 ? '' : base) + style.indent.repeat(depth) + (style.semicolons ? rest : withoutSemicolon(rest, style));
    })
    .join(style.lineEnd);
}

/** A string in the file's quotes. */
export function quoted(value: string, { quote, language }: Pick<TextStyle, 'quote' | 'language'>): string {
  const mark =
    language === 'go' ? '"' : value.includes(quote) && !value.includes(quote === '"' ? "'" : '"') ? other(quote) : quote;
  const escaped = value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
  return mark + escaped.replaceAll(mark, `\\${mark}`) + mark;
}

function other(quote: "'" | '"'): "'" | '"' {
  return quote === '"' ? "'" : '"';
}

function inQuotes(line: string, { quote, language }: TextStyle): string {
  if (quote === "'" || language === 'go' || line.includes('"')) return line;
  return line.replace(/'([^'\\\n]*)'/g, '"$1"');
}

function withoutSemicolon(line: string, { language }: TextStyle): string {
  return language === 'typescript' || language === 'javascript' ? line.replace(/;$/, '') : line;
}

/** The mark of most strings; of the modules' names where there are imports, because JSX has marks of its own. */
function quoteOf(text: string, language: CodeLanguage): "'" | '"' | undefined {
  if (language === 'go') return '"';
  const imports = /\b(?:from|import|require\()\s*(['"])/.exec(text)?.[1];
  if (language !== 'python' && (imports === "'" || imports === '"')) return imports;
  const code = text.slice(0, 50_000).replace(/"""[\s\S]*?"""|'''[\s\S]*?'''/g, '');
  const count = { "'": 0, '"': 0 };
  for (const match of code.matchAll(/(["'])(?:(?!\1)[^\\\n]|\\.)*\1/g)) count[match[1] === '"' ? '"' : "'"] += 1;
  return count["'"] === count['"'] ? undefined : count["'"] > count['"'] ? "'" : '"';
}

function semicolonsIn(text: string): boolean | undefined {
  const ends = text.match(/;[ \t]*(?:\/\/[^\n]*)?\r?$/gm)?.length ?? 0;
  if (ends > 0) return true;
  return /^(?:import|export|const|let|return|await)\b[^\n]*[\w'")\]]\r?$/m.test(text) ? false : undefined;
}

function trailingCommasIn(text: string): boolean | undefined {
  const withComma = text.match(/,[ \t]*\r?\n[ \t]*[}\])]/g)?.length ?? 0;
  const without = text.match(/[\w'"`\]]:?[ \t]*\r?\n[ \t]*[\])]/g)?.length ?? 0;
  return withComma === without ? undefined : withComma > without;
}

import { failure, type Result, success } from '#base/result.ts';

// VS Code's snippet syntax (code.visualstudio.com/docs/editing/userdefinedsnippets, "Grammar"), read strictly: what an editor
// would quietly take for plain text is a problem here, because a lost placeholder is a slip of the author.

/** A piece of a snippet. */
export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'stop'; readonly stop: number; readonly transform?: Transform }
  | { readonly kind: 'placeholder'; readonly stop: number; readonly content: readonly TemplateNode[] }
  | { readonly kind: 'choice'; readonly stop: number; readonly options: readonly string[] }
  | {
      readonly kind: 'variable';
      readonly name: string;
      readonly content?: readonly TemplateNode[];
      readonly transform?: Transform;
    };

export interface Transform {
  readonly pattern: RegExp;
  readonly format: readonly FormatNode[];
}

export type FormatNode =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'group';
      readonly group: number;
      readonly change?: string;
      readonly ifSet?: string;
      readonly otherwise?: string;
    };

/** Reads a body. Every construct that is not whole is a problem, with the offset at which it starts. */
export function parseTemplate(body: string): Result<readonly TemplateNode[]> {
  try {
    const reader: Reader = { text: body, at: 0 };
    return success(readNodes(reader, ''));
  } catch (error) {
    if (error instanceof TemplateError) return failure({ path: [error.offset], message: error.message });
    throw error;
  }
}

interface Reader {
  readonly text: string;
  at: number;
}

class TemplateError extends Error {
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

function readNodes(reader: Reader, end: '' | '}'): TemplateNode[] {
  const nodes: TemplateNode[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') nodes.push({ kind: 'text', text });
    text = '';
  };
  while (reader.at < reader.text.length) {
    const character = reader.text.charAt(reader.at);
    if (character === '\\') {
      const next = reader.text.charAt(reader.at + 1);
      const isEscape = next === '$' || next === '}' || next === '\\';
      text += isEscape ? next : character;
      reader.at += isEscape ? 2 : 1;
    } else if (character === '$') {
      flush();
      nodes.push(readConstruct(reader));
    } else if (character === end) {
      flush();
      return nodes;
    } else {
      text += character;
      reader.at += 1;
    }
  }
  flush();
  return nodes;
}

function readConstruct(reader: Reader): TemplateNode {
  const start = reader.at;
  const bare = /^\$(?:(\d+)|([A-Za-z_]\w*))/.exec(reader.text.slice(start));
  if (bare !== null) {
    reader.at += bare[0].length;
    return bare[1] === undefined ? { kind: 'variable', name: bare[2] ?? '' } : { kind: 'stop', stop: Number(bare[1]) };
  }
  const head = /^\$\{(?:(\d+)|([A-Za-z_]\w*))/.exec(reader.text.slice(start));
  if (head === null) throw new TemplateError(start, 'a $ that starts no placeholder must be written \\$');
  reader.at += head[0].length;
  const stop = head[1] === undefined ? undefined : Number(head[1]);
  const name = head[2] ?? '';
  switch (reader.text.charAt(reader.at)) {
    case '}':
      reader.at += 1;
      return stop === undefined ? { kind: 'variable', name } : { kind: 'stop', stop };
    case ':': {
      reader.at += 1;
      const content = readNodes(reader, '}');
      closeWith(reader, '}', start);
      return stop === undefined ? { kind: 'variable', name, content } : { kind: 'placeholder', stop, content };
    }
    case '|': {
      if (stop === undefined) throw new TemplateError(start, 'only a numbered placeholder can offer choices');
      reader.at += 1;
      return { kind: 'choice', stop, options: readOptions(reader, start) };
    }
    case '/': {
      reader.at += 1;
      const transform = readTransform(reader, start);
      closeWith(reader, '}', start);
      return stop === undefined ? { kind: 'variable', name, transform } : { kind: 'stop', stop, transform };
    }
    default:
      throw new TemplateError(start, 'a placeholder is not closed');
  }
}

function readOptions(reader: Reader, start: number): string[] {
  const options = [''];
  while (reader.at < reader.text.length) {
    const character = reader.text.charAt(reader.at);
    const next = reader.text.charAt(reader.at + 1);
    if (character === '\\' && /[,|\\$}]/.test(next)) {
      options.push((options.pop() ?? '') + next);
      reader.at += 2;
    } else if (character === '|' && next === '}') {
      reader.at += 2;
      return options;
    } else {
      if (character === ',') options.push('');
      else options.push((options.pop() ?? '') + character);
      reader.at += 1;
    }
  }
  throw new TemplateError(start, 'a list of choices is not closed with |}');
}

function readTransform(reader: Reader, start: number): Transform {
  const pattern = readUntilSlash(reader, start);
  const format = readUntilSlash(reader, start);
  const flags = /^[gimsuy]*/.exec(reader.text.slice(reader.at))?.[0] ?? '';
  reader.at += flags.length;
  try {
    return { pattern: new RegExp(pattern, flags), format: readFormat(format, start) };
  } catch (error) {
    if (error instanceof TemplateError) throw error;
    throw new TemplateError(start, `'${pattern}' is not a regular expression`);
  }
}

/** Reads up to the next `/` that is neither escaped nor within braces of a format. */
function readUntilSlash(reader: Reader, start: number): string {
  let depth = 0;
  let out = '';
  while (reader.at < reader.text.length) {
    const character = reader.text.charAt(reader.at);
    if (character === '\\') {
      const next = reader.text.charAt(reader.at + 1);
      out += next === '/' ? '/' : character + next;
      reader.at += 2;
      continue;
    }
    reader.at += 1;
    if (character === '/' && depth === 0) return out;
    if (character === '{' && out.endsWith('$')) depth += 1;
    if (character === '}' && depth > 0) depth -= 1;
    out += character;
  }
  throw new TemplateError(start, 'a transformation needs /pattern/format/flags');
}

function readFormat(format: string, start: number): FormatNode[] {
  const nodes: FormatNode[] = [];
  const construct = /\$(\d+)|\$\{(\d+)(?::(?:\/(\w+)|\+([^}]*)|\?([^:}]*):([^}]*)|-?([^}]*)))?\}|(\$)/g;
  let end = 0;
  for (const match of format.matchAll(construct)) {
    if (match[8] !== undefined) throw new TemplateError(start, 'a $ in a transformation must name a group');
    if (match.index > end) nodes.push({ kind: 'text', text: format.slice(end, match.index) });
    end = match.index + match[0].length;
    const [ifSet, otherwise] = [match[4] ?? match[5], match[6] ?? match[7]];
    nodes.push({
      kind: 'group',
      group: Number(match[1] ?? match[2]),
      ...(match[3] === undefined ? {} : { change: match[3] }),
      ...(ifSet === undefined ? {} : { ifSet }),
      ...(otherwise === undefined ? {} : { otherwise }),
    });
  }
  if (end < format.length) nodes.push({ kind: 'text', text: format.slice(end) });
  return nodes;
}

function closeWith(reader: Reader, character: string, start: number): void {
  if (reader.text.charAt(reader.at) !== character) throw new TemplateError(start, 'a placeholder is not closed');
  reader.at += 1;
}

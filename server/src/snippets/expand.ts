import { assertNever } from '#base/assert-never.ts';
import { type Result, success } from '#base/result.ts';
import { parseTemplate, type TemplateNode, type Transform } from './template.ts';

export interface Expansion {
  /** Values of variables such as `TM_FILENAME_BASE`. One without a value gives its default, or its name. */
  readonly variables?: Readonly<Record<string, string>>;
  /** What one level of indentation becomes; a tab where absent. */
  readonly indent?: string;
  /** Line end; LF where absent. */
  readonly eol?: string;
}

/** The text that a snippet gives when every default is accepted. Problems are those of `parseTemplate`. */
export function expandTemplate(body: string, expansion: Expansion = {}): Result<string> {
  const template = parseTemplate(body);
  if (!template.ok) return template;
  const defaults = new Map<number, readonly TemplateNode[]>();
  collectDefaults(template.value, defaults);
  const text = render(template.value, defaults, expansion.variables ?? {}, new Set());
  return success(layOut(text, expansion));
}

/** Turns the tabs at the start of lines into the file's indentation and LF into its line end. Works on templates too. */
export function layOut(text: string, { indent = '\t', eol = '\n' }: Expansion): string {
  const indented = indent === '\t' ? text : text.replace(/^\t+/gm, (tabs) => indent.repeat(tabs.length));
  return eol === '\n' ? indented : indented.replaceAll('\n', eol);
}

/** Text as a template that gives exactly this text. */
export function escapeTemplate(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

function collectDefaults(nodes: readonly TemplateNode[], defaults: Map<number, readonly TemplateNode[]>): void {
  for (const node of nodes) {
    if (node.kind === 'placeholder') {
      if (!defaults.has(node.stop)) defaults.set(node.stop, node.content);
      collectDefaults(node.content, defaults);
    } else if (node.kind === 'choice' && !defaults.has(node.stop)) {
      defaults.set(node.stop, [{ kind: 'text', text: node.options[0] ?? '' }]);
    } else if (node.kind === 'variable' && node.content !== undefined) {
      collectDefaults(node.content, defaults);
    }
  }
}

/** `open` holds the stops that are being rendered: a placeholder that holds itself gives nothing the second time. */
function render(
  nodes: readonly TemplateNode[],
  defaults: ReadonlyMap<number, readonly TemplateNode[]>,
  variables: Readonly<Record<string, string>>,
  open: ReadonlySet<number>,
): string {
  const inside = (content: readonly TemplateNode[], stops: ReadonlySet<number>): string =>
    render(content, defaults, variables, stops);
  return nodes
    .map((node) => {
      switch (node.kind) {
        case 'text':
          return node.text;
        case 'stop':
        case 'placeholder':
        case 'choice': {
          if (open.has(node.stop)) return '';
          const value = inside(defaults.get(node.stop) ?? [], new Set([...open, node.stop]));
          return node.kind === 'stop' && node.transform !== undefined ? applyTransform(value, node.transform) : value;
        }
        case 'variable': {
          const given = variables[node.name];
          const value = given ?? (node.content === undefined ? node.name : inside(node.content, open));
          return node.transform === undefined ? value : applyTransform(given ?? '', node.transform);
        }
        default:
          return assertNever(node);
      }
    })
    .join('');
}

function applyTransform(value: string, { pattern, format }: Transform): string {
  return value.replace(pattern, (...match: unknown[]) => {
    const groups = match.map((it) => (typeof it === 'string' ? it : ''));
    return format
      .map((node) => {
        if (node.kind === 'text') return node.text;
        const group = groups[node.group] ?? '';
        if (group === '') return node.otherwise ?? '';
        return node.ifSet ?? changeCase(group, node.change);
      })
      .join('');
  });
}

function changeCase(text: string, change: string | undefined): string {
  const words = (): string[] => text.split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/).filter((it) => it !== '');
  const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  switch (change) {
    case 'upcase':
      return text.toUpperCase();
    case 'downcase':
      return text.toLowerCase();
    case 'capitalize':
      return capitalised(text);
    case 'pascalcase':
      return words().map(capitalised).join('');
    case 'camelcase':
      return words()
        .map((word, index) => (index === 0 ? word.charAt(0).toLowerCase() + word.slice(1) : capitalised(word)))
        .join('');
    default:
      return text;
  }
}

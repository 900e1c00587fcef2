import type { RouteSegment } from './route-table.ts';

/**
 * The segments of a path in any of the notations that frameworks have for parameters: `:id`, `:id(\\d+)`, `{id}`, `{id:[0-9]+}`,
 * `{path...}`, `<int:id>`, `[id]`, `[...slug]`, `*`. An empty path has none.
 */
export function segmentsOf(path: string): RouteSegment[] {
  return splitPath(path).flatMap(segmentOf);
}

function segmentOf(text: string): RouteSegment[] {
  if (text === '' || text === '{$}') return [];
  if (/^\*+$/.test(text) || text === '(.*)' || text === '.*') return [{ kind: 'rest' }];
  const rest =
    /^(?:\*(\w+)|:(\w+)[*+]|:\w+\(\.[*+]\)|\{\w+\.\.\.\}|\{\w+:path\}|\{\w+:\.[*+]\}|\{\*\w+\}|<path:\w+>|\[{1,2}\.\.\.[\w-]+\]{1,2})$/.test(
      text,
    );
  if (rest) return [{ kind: 'rest' }];
  const parameter =
    /^(?::([\w-]+)(\(.*\))?\??(?:\{.*\})?|\{([\w-]+)(?::(.*))?\}\??|<(?:([\w.]+)(?:\(.*\))?:)?(\w+)>|\[([\w-]+)\])$/.exec(text);
  if (parameter) {
    const [, colon, expression, brace, after, converter, angle, bracket] = parameter;
    const name = colon ?? brace ?? angle ?? bracket ?? '';
    const type = typeOf(converter ?? expression ?? after ?? '');
    return [{ kind: 'parameter', name, ...(type && { type }) }];
  }
  if (/[:{<[(*]/.test(text)) {
    const pattern = text.replace(/:\w+(\([^)]*\))?\??|\{[^}]*\}|<[^>]*>|\[[^\]]*\]|\([^)]*\)/g, '*');
    if (pattern.includes('*')) return /^\*+$/.test(pattern) ? [{ kind: 'parameter', name: '' }] : [{ kind: 'mixed', pattern }];
  }
  return [{ kind: 'literal', text }];
}

/** Cuts at slashes that stand outside of brackets. */
function splitPath(path: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let index = 0; index <= path.length; index += 1) {
    const it = path[index];
    if (it === '(' || it === '{' || it === '<' || it === '[') depth += 1;
    else if (it === ')' || it === '}' || it === '>' || it === ']') depth -= 1;
    if (it === undefined || (it === '/' && depth <= 0)) {
      parts.push(path.slice(from, index));
      from = index + 1;
    }
  }
  return parts;
}

function typeOf(text: string): 'number' | 'uuid' | 'string' | undefined {
  if (/^int$|^float$|^\(?\[0-9\]|^\(?\\d/.test(text)) return 'number';
  if (text === 'uuid' || /0-9a-f/i.test(text)) return 'uuid';
  return /^(str|string|slug)$/.test(text) ? 'string' : undefined;
}

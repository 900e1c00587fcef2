/** A path with parameters for a regular expression: `^orders/(?P<pk>\d+)/$` is `orders/{pk}/`. */
export function pathOfExpression(text: string): string {
  let path = text.replace(/^\^/, '').replace(/(\\Z|\$)$/, '');
  let depth = 0;
  let out = '';
  let count = 0;
  for (let index = 0; index < path.length; index += 1) {
    const it = path[index] ?? '';
    if (it === '(' && path[index - 1] !== '\\') {
      if (depth === 0) {
        const name = /^\(\?P<(\w+)>/.exec(path.slice(index))?.[1];
        const isSilent = path.startsWith('(?:', index) || path.startsWith('(?=', index);
        const isRest = /^\((\?P<\w+>)?\.[*+]\)/.test(path.slice(index));
        out += isSilent ? '' : `{${name ?? `p${count}`}${isRest ? ':path' : ''}}`;
        count += 1;
      }
      depth += 1;
    } else if (it === ')' && path[index - 1] !== '\\') depth -= 1;
    else if (depth === 0) out += it;
  }
  path = out
    .replace(/\/\?$/, '/')
    .replace(/\\(.)/g, '$1')
    .replace(/[?+*]$/, '');
  return path;
}

/** The declarations that are used, with what stands before the first; each begins with its comment, or its own line. */
export function onlyUsed(text: string, uses: ReadonlySet<string>): string {
  const isGo = text.startsWith('//');
  const [head = '', ...rest] = isGo ? text.split(/\n\n(?=\/\/ [A-Z]\w+ )/) : text.split(/\n\n\n/);
  const kept = rest.filter((it) => {
    const name = /^(?:(?:\/\/|@)[^\n]*\n)*(?:async )?(?:def|class|func) (\w+)/.exec(it)?.[1];
    return name === undefined || uses.has(name);
  });
  const body = [head, ...kept].join(isGo ? '\n\n' : '\n\n\n').trimEnd();
  return `${importsUsed(body)}\n`;
}

/** Without the names of the imports that nothing below them mentions. */
function importsUsed(text: string): string {
  const used = text.replace(/^from ([\w.]+) import ([\w, ]+)\n/gm, (line, module: string, names: string) => {
    const used = names.split(', ').filter((it) => text.replace(line, '').match(new RegExp(`\\b${it}\\b`)));
    return used.length > 0 ? `from ${module} import ${used.join(', ')}\n` : '';
  });
  return used.replace(/\n{3,}(?=from )/g, '\n\n');
}

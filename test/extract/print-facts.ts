import type { Span } from '#base/span.ts';
import type {
  Binding,
  Call,
  ClassDeclaration,
  CodeFacts,
  Decorator,
  Export,
  Field,
  FunctionDetails,
  Import,
  Origin,
  Parameter,
  Scope,
  SyntaxEnvRead,
  TypeReference,
} from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';

// Facts as text that a person can read and compare: one line a fact, in the order of the facts. `@3` is scope 3, `#3` is call 3,
// `«…»` is the text that a span covers, so that a wrong span shows.

/** The kinds of facts in the order in which they are printed. */
export type FactGroup =
  | 'imports'
  | 'exports'
  | 'scopes'
  | 'classes'
  | 'bindings'
  | 'calls'
  | 'assignments'
  | 'returns'
  | 'throws'
  | 'env'
  | 'strings'
  | 'directives'
  | 'errors';

/** All facts of a file; groups without facts are left out. */
export function printFacts(facts: CodeFacts, source: string): string {
  const groups = Object.entries(factLines(facts, source)).filter(([, lines]) => lines.length > 0);
  return groups.map(([name, lines]) => [name, ...lines.map((line) => `  ${line}`)].join('\n')).join('\n');
}

/** The lines of each group. The fields of a class follow it, indented. */
export function factLines(facts: CodeFacts, source: string): Readonly<Record<FactGroup, readonly string[]>> {
  return {
    imports: facts.imports.map(importLine),
    exports: facts.exports.map(exportLine),
    scopes: facts.scopes.map((it, id) => `${id} ${scopeLine(it)}`),
    classes: facts.classes.flatMap((it) => [classLine(it), ...it.fields.map((field) => `  ${fieldLine(field)}`)]),
    bindings: facts.bindings.map(bindingLine),
    calls: facts.calls.map((it, id) => `#${id} ${callLine(it)} «${shorten(source, it.nameSpan)}»`),
    assignments: facts.assignments.map((it) => `${it.target.join('.')} ${it.operator} ${printValue(it.value)} @${it.scope}`),
    returns: facts.returns.map((it) => words(`@${it.scope}`, it.values.map(printValue).join(', '))),
    throws: facts.throws.map((it) => `${it.form} ${it.value ? printValue(it.value) : '-'} @${it.scope}`),
    env: facts.envReads.map((it) => `${envLine(it)} «${shorten(source, it.outerSpan)}»`),
    strings: facts.strings.map((it) => `${JSON.stringify(it.value)} @${it.scope}`),
    directives: facts.directives.map((it) => words(it.form, it.foreign ?? 'tiebeam', ...it.rules)),
    errors: facts.parseErrors.map((it) => `${it.message} «${shorten(source, it.span)}»`),
  };
}

export function printValue(value: Value): string {
  switch (value.kind) {
    case 'literal':
      return JSON.stringify(value.value);
    case 'template':
      return `\`${value.text.replaceAll('\uFFFC', '◌')}\`(${value.mentions.join(' ')})`;
    case 'reference':
      return value.path.join('.');
    case 'object':
      return `${value.type?.join('.') ?? ''}{${listed(
        value.entries.map((it) => `${it.key}: ${printValue(it.value)}`),
        value.isOpen,
      )}}`;
    case 'array':
      return `[${listed(value.items.map(printValue), value.isOpen)}]`;
    case 'function':
      return `fn@${value.scope}`;
    case 'call':
      return [`#${value.call}`, ...value.path].join('.');
    case 'opaque':
      return `?(${value.mentions.join(' ')})`;
  }
}

/** `Repository[Order]`; the written text after a `?` where the type has no name. */
export function printType({ path, args, annotations, text }: TypeReference): string {
  const name = path.join('.') + (args.length > 0 ? `[${args.map(printType).join(', ')}]` : '');
  return `${name === '' ? `?${text}` : name}${(annotations ?? []).map((it) => ` & ${printValue(it)}`).join('')}`;
}

function importLine(it: Import): string {
  const name = it.imported === '' ? '(effect)' : it.imported;
  const local = it.local !== '' && it.local !== it.imported && `as ${it.local}`;
  return words(it.module, name, local, it.isTypeOnly && 'typeOnly', it.isDeferred && 'deferred', `@${it.scope}`);
}

function exportLine(it: Export): string {
  const local = it.local !== undefined && it.local !== it.name && `= ${it.local}`;
  const from = it.from && `from ${it.from.module} ${it.from.imported}`;
  return words(it.name, local, it.value && `= ${printValue(it.value)}`, from, it.isTypeOnly && 'typeOnly');
}

function scopeLine({ kind, parent, body, fn, loop, branch, handler }: Scope): string {
  const summary = `(${words(String(body.statements), body.hasComment && 'comment', body.last)})`;
  const head = words(kind, parent !== undefined && `in ${parent}`, summary);
  if (fn) return words(head, functionWords(fn));
  if (loop) return words(head, loop.form, loop.variables.join(', '), loop.over && `over ${printValue(loop.over)}`);
  if (branch) {
    const reads = branch.condition.map((it) => it.join('.')).join(' ');
    return words(head, `${branch.form} of ${branch.group} «${branch.text}»`, reads && `reads ${reads}`);
  }
  if (!handler) return head;
  const caught = handler.types.map(printType).join(', ') || 'everything';
  return words(head, `of ${handler.tryScope}`, caught, handler.binds && `as ${handler.binds}`, handler.usesError && 'used');
}

function functionWords(fn: FunctionDetails): string {
  const name = `${fn.owner === undefined ? '' : `${fn.owner}.`}${fn.name ?? '-'}(${fn.parameters.map(parameterWords).join(', ')})`;
  return words(
    fn.form,
    name,
    fn.results.length > 0 && `-> ${fn.results.map(printType).join(', ')}`,
    fn.isAsync && 'async',
    fn.isExported && 'exported',
    fn.receiver && `receiver ${fn.receiver}`,
    ...fn.decorators.map(decoratorWords),
    fn.argumentOf && `arg ${fn.argumentOf.index} of #${fn.argumentOf.call}`,
  );
}

function parameterWords(it: Parameter): string {
  const name = `${it.isRest ? '...' : ''}${it.name || '_'}${it.isOptional ? '?' : ''}${it.type ? `: ${printType(it.type)}` : ''}`;
  return words(...it.decorators.map(decoratorWords), name, it.defaultValue && `= ${printValue(it.defaultValue)}`);
}

function decoratorWords({ path, call }: Decorator): string {
  return words(`@${path.join('.')}`, call !== undefined && `#${call}`);
}

function classLine(it: ClassDeclaration): string {
  const bases = it.bases.length > 0 && `extends ${it.bases.map(printType).join(', ')}`;
  const keywords = it.keywords.map((entry) => `${entry.key}=${printValue(entry.value)}`);
  return words(
    it.form,
    it.name,
    it.isExported && 'exported',
    `@${it.scope}`,
    bases,
    ...keywords,
    ...it.decorators.map(decoratorWords),
  );
}

function fieldLine(it: Field): string {
  const name = `.${it.name}${it.type ? `: ${printType(it.type)}` : ''}`;
  const tag = it.tag !== undefined && `tag ${it.tag}`;
  return words(name, it.value && `= ${printValue(it.value)}`, tag, ...it.decorators.map(decoratorWords));
}

function bindingLine(it: Binding): string {
  const name = `${it.declares} ${it.name}${it.type ? `: ${printType(it.type)}` : ''} = ${printOrigin(it.origin)}`;
  const mentions = it.mentions.length > 0 && `mentions ${it.mentions.join(' ')}`;
  return words(name, `@${it.scope}`, it.isExported && 'exported', mentions);
}

function printOrigin(origin: Origin): string {
  switch (origin.kind) {
    case 'value':
      return printValue(origin.value);
    case 'part':
      return `part ${origin.path.join('.') || '-'} of ${printValue(origin.value)}`;
    case 'element':
      return `element of ${printValue(origin.value)}`;
    case 'function':
      return `fn@${origin.scope}`;
    case 'class':
      return `class ${origin.name}`;
    case 'type':
      return `type ${printType(origin.type)}`;
    case 'none':
      return '-';
  }
}

function callLine(it: Call): string {
  const { receiver, opaque, path } = it.callee;
  const callee = `${receiver === undefined ? '' : `#${receiver}.`}${opaque ? '?.' : ''}${path.join('.')}`;
  const typeArgs = it.typeArgs.length > 0 ? `<${it.typeArgs.map(printType).join(', ')}>` : '';
  const args = [...it.args.map(printValue), ...it.keywords.map((one) => `${one.name}=${printValue(one.value)}`)];
  const form = it.form !== 'call' && it.form;
  const targets = it.targets.length > 0 && `to ${it.targets.join(', ')}`;
  return words(
    form,
    `${callee}${typeArgs}(${listed(args, it.isOpen)})`,
    it.use,
    targets,
    it.isAwaited && 'awaited',
    `@${it.scope}`,
  );
}

function envLine(it: SyntaxEnvRead): string {
  const cast = it.cast !== undefined && `cast ${it.cast}`;
  const fallback = it.defaultValue && printValue(it.defaultValue);
  return words(it.name ?? '?', it.api, it.form, fallback, cast, it.isTested && 'tested', `@${it.scope}`);
}

function words(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((it) => it !== false && it !== undefined && it !== '').join(' ');
}

function listed(items: readonly string[], isOpen: boolean): string {
  return [...items, ...(isOpen ? ['…'] : [])].join(', ');
}

function shorten(source: string, { start, end }: Span): string {
  const text = source.slice(start, end).replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 40)}…${text.slice(-16)}` : text;
}

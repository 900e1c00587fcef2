import { type Path, stem } from '#base/paths.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import { createNameTable, enclosingOwner, findDeclaration, receiverName } from '#link/names.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { OwnName } from '../imports.ts';
import { applicationFiles } from '../modules.ts';
import { exportedLogger } from './exported-logger.ts';
import { count, formOf, jsonFormats, type LogForm, type LogUse, most, usesOf } from './log-uses.ts';
import { loggerOfMaker } from './logger-maker.ts';

/** How a place in a file gets at a logger. */
export interface UnitLogger {
  readonly form: LogForm;
  /** What the logger is called there, such as `logger`, `this.logger` or `log.S()`. */
  readonly expression: string;
  readonly own?: OwnName;
  /** The function that the declaration calls. */
  readonly maker?: OwnName;
  readonly packages?: readonly NeededImport[];
  /** What the file has to declare for it: a logger of its own, or a field of the class. */
  readonly declares?: { readonly kind: 'module'; readonly code: string } | { readonly kind: 'field'; readonly owner: string };
}

/**
 * The logger that code at a scope would use: the one that the file uses already, that of its class, the one that the unit's other files import, or
 * the language's own where that is how it is done. Undefined where the unit has none, or several that are used alike.
 */
export function loggerAt(workspace: Workspace, code: LiftedCode, scope: ScopeId): UnitLogger | undefined {
  const uses = usesOf(workspace, code);
  const own = uses.filter((it) => it.file.path === code.path);
  const known = own.flatMap((it) => knownHere(workspace, code, scope, it) ?? []);
  if (known[0]) return known[0];
  switch (code.facts.language) {
    case 'python':
      return inPython(workspace, code, scope, uses);
    case 'go':
      return inGo(workspace, code, uses);
    default:
      return (
        inNest(workspace, code, scope) ?? importedInScript(workspace, code, scope, uses) ?? loggerOfMaker(workspace, code, scope)
      );
  }
}

/** A logger that the file uses, where the same name means the same here. */
function knownHere(workspace: Workspace, code: LiftedCode, scope: ScopeId, use: LogUse): UnitLogger | undefined {
  const { facts } = code;
  const path = use.call.callee.path.slice(0, -1);
  const [head = ''] = path;
  const form = formOf(workspace, use);
  if (form === undefined || head === '') return undefined;
  const zap: readonly NeededImport[] = form === 'zap' ? [{ module: 'go.uber.org/zap' }] : [];
  if (head === 'this' || head === receiverName(facts, use.call.scope)) {
    if (enclosingOwner(facts, scope) !== enclosingOwner(facts, use.call.scope) || !reachesThis(workspace, code, scope))
      return undefined;
    const receiver = receiverName(facts, scope) ?? 'this';
    return { form, expression: [receiver, ...path.slice(1)].join('.'), packages: zap };
  }
  const table = createNameTable(facts);
  const there = findDeclaration(facts, table, use.call.scope, head);
  const here = findDeclaration(facts, table, scope, head);
  return there && there === here ? { form, expression: path.join('.'), packages: zap } : undefined;
}

/** `this` of a method that is not static: no function with a `this` of its own stands between. */
function reachesThis(workspace: Workspace, { facts, path }: LiftedCode, scope: ScopeId): boolean {
  const text = workspace.textOf(path) ?? '';
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const form = facts.scopes[at]?.fn?.form;
    if (form === 'method' || form === 'constructor' || form === 'accessor') {
      const { nameSpan } = facts.scopes[at]?.fn ?? {};
      return nameSpan === undefined || !/\bstatic\s+(?:async\s+)?\*?$/.test(text.slice(0, nameSpan.start).slice(-40));
    }
    if (form === 'function' && facts.language !== 'python' && facts.scopes[at]?.fn?.receiver === undefined) return false;
  }
  return facts.language === 'go';
}

/** The logger that other files of the unit import from one of its modules. */
function importedInScript(
  workspace: Workspace,
  code: LiftedCode,
  scope: ScopeId,
  uses: readonly LogUse[],
): UnitLogger | undefined {
  const found = new Map<string, { readonly own: OwnName; readonly form: LogForm; files: Set<Path> }>();
  for (const use of uses) {
    const [head, ...members] = use.call.callee.path.slice(0, -1);
    const form = formOf(workspace, use);
    const index = use.file.facts.imports.findIndex((it) => it.local === head && it.scope === 0);
    const it = use.file.facts.imports[index];
    if (!it || form === undefined || members.length > 0 || it.imported === '*' || it.imported === '') continue;
    const resolution = workspace.linker.resolution(use.file.path, index);
    if (resolution.kind !== 'file' || resolution.path === code.path) continue;
    const isDefault = it.imported === 'default';
    const own: OwnName = { from: resolution.path, name: isDefault ? it.local : it.imported, ...(isDefault && { isDefault }) };
    count(found, `${own.from} ${it.imported}`, { own, form, files: new Set<Path>() }, use.file.path);
  }
  const best = most([...found.values()]) ?? exportedLogger(workspace, code);
  if (!best || findDeclaration(code.facts, createNameTable(code.facts), scope, best.own.name)) {
    const local = best && findDeclaration(code.facts, createNameTable(code.facts), scope, best.own.name);
    if (!best || local?.kind !== 'import') return undefined;
  }
  return { form: best.form, expression: best.own.name, own: best.own };
}

/** A provider of Nest has a logger of its own, named after it; so has a module of functions. */
function inNest(workspace: Workspace, code: LiftedCode, scope: ScopeId): UnitLogger | undefined {
  const { facts } = code;
  if (!workspace.unitOf(code.path).dependencies.has('@nestjs/common')) return undefined;
  const owner = enclosingOwner(facts, scope);
  const declared = facts.classes.find((it) => it.name === owner);
  if (owner === undefined || !declared || declared.decorators.length === 0 || !reachesThis(workspace, code, scope)) {
    const name = stem(code.path).replace(/\.(?:service|module|controller)$/, '');
    if (findDeclaration(facts, createNameTable(facts), scope, 'logger')) return undefined;
    return {
      form: 'nest',
      expression: 'logger',
      packages: [{ module: '@nestjs/common', names: ['Logger'] }],
      declares: { kind: 'module', code: `const logger = new Logger('${name}');` },
    };
  }
  const field = declared.fields.find((it) => it.name === 'logger' || it.type?.path.join('.') === 'Logger');
  if (field) {
    const isNest = field.type?.path.join('.') === 'Logger' || field.value?.kind === 'call';
    return isNest ? { form: 'nest', expression: `this.${field.name}` } : undefined;
  }
  const isTaken = facts.scopes.some((it) => it.fn?.owner === owner && it.fn.name === 'logger');
  if (isTaken || declared.bases.length > 0) return undefined;
  return {
    form: 'nest',
    expression: 'this.logger',
    packages: [{ module: '@nestjs/common', names: ['Logger'] }],
    declares: { kind: 'field', owner },
  };
}

/** Modules of Python have a logger each, made as the unit's other modules make theirs. */
function inPython(workspace: Workspace, code: LiftedCode, scope: ScopeId, uses: readonly LogUse[]): UnitLogger | undefined {
  const { facts } = code;
  const declared = loggerBindings(code)[0];
  const table = createNameTable(facts);
  if (declared && findDeclaration(facts, table, scope, declared.name)?.kind === 'binding') {
    const form = declared.module === 'logging' ? (jsonFormats(workspace) ? 'python-extra' : 'python-text') : 'keywords';
    return { form, expression: declared.name };
  }
  const files = applicationFiles(workspace, workspace.unitOf(code.path), 'python');
  const others = files.flatMap((file) => loggerBindings(file));
  const loguru = uses.some((it) => it.module === 'loguru');
  const structlog = others.some((it) => it.module === 'structlog');
  const name = mostFrequent(others.map((it) => it.name)) ?? 'logger';
  if (findDeclaration(facts, table, scope, loguru ? 'logger' : name)) return undefined;
  if (loguru) return { form: 'keywords', expression: 'logger', packages: [{ module: 'loguru', names: ['logger'] }] };
  if (structlog)
    return {
      form: 'keywords',
      expression: name,
      packages: [{ module: 'structlog', namespace: 'structlog' }],
      declares: { kind: 'module', code: `${name} = structlog.get_logger()` },
    };
  if (!files.some((file) => file.facts.imports.some((it) => /^logging\b/.test(it.module)))) return undefined;
  return pythonLogger(name, jsonFormats(workspace) ? 'python-extra' : 'python-text');
}

/** A logger of the standard library, named after its module. */
export function pythonLogger(name: string, form: 'python-text' | 'python-extra'): UnitLogger {
  return {
    form,
    expression: name,
    packages: [{ module: 'logging', namespace: 'logging' }],
    declares: { kind: 'module', code: `${name} = logging.getLogger(__name__)` },
  };
}

interface LoggerBinding {
  readonly name: string;
  readonly module: 'logging' | 'structlog';
}

/** Loggers that a module makes for itself by its own name, or by none. */
function loggerBindings({ facts }: LiftedCode): LoggerBinding[] {
  return facts.bindings.flatMap((it): LoggerBinding[] => {
    const value = it.origin.kind === 'value' ? it.origin.value : undefined;
    const call = value?.kind === 'call' && value.path.length === 0 ? facts.calls[value.call] : undefined;
    if (it.scope !== 0 || !call) return [];
    const made = call.callee.path.join('.');
    if (/^(?:logging\.)?getLogger$/.test(made)) return [{ name: it.name, module: 'logging' }];
    return /^(?:structlog\.)?(?:stdlib\.)?get_logger$/.test(made) &&
      facts.imports.some((one) => one.module.startsWith('structlog'))
      ? [{ name: it.name, module: 'structlog' }]
      : [];
  });
}

/** `slog` from Go 1.21 on, else the package-level logger that the module's other files use. */
function inGo(workspace: Workspace, code: LiftedCode, uses: readonly LogUse[]): UnitLogger | undefined {
  if (uses.length === 0) {
    const files = applicationFiles(workspace, workspace.unitOf(code.path), 'go');
    const hasOther = files.some((file) => file.facts.imports.some((it) => OTHER_LOGGERS.test(it.module)));
    return hasSlog(workspace, code) && !hasOther ? SLOG : undefined;
  }
  const found = new Map<string, { readonly logger: UnitLogger; files: Set<Path> }>();
  for (const use of uses) {
    const logger = packageLogger(workspace, code, use);
    if (logger) count(found, `${logger.form} ${logger.expression}`, { logger, files: new Set<Path>() }, use.file.path);
  }
  return most([...found.values()])?.logger;
}

const OTHER_LOGGERS = /\/(?:zap|logrus|zerolog|klog|hclog|go-hclog|logr|log15|apex\/log|golog|glog|seelog)(?:\/|$)/;
const SLOG: UnitLogger = { form: 'slog', expression: 'slog', packages: [{ module: 'log/slog' }] };

function packageLogger(workspace: Workspace, code: LiftedCode, use: LogUse): UnitLogger | undefined {
  const form = formOf(workspace, use);
  const [head = '', ...members] = use.call.callee.path.slice(0, -1);
  const it = use.file.facts.imports.find((one) => one.local === head);
  if (form === undefined || !it) return undefined;
  if (form === 'slog') return members.length === 0 && it.module === 'log/slog' ? SLOG : undefined;
  if (form === 'logrus' || form === 'klog')
    return members.length > 0 || it.module !== use.module
      ? undefined
      : { form, expression: form, packages: [named(it.module, form)] };
  if (form === 'zerolog') {
    const alias = code.facts.imports.some((one) => one.local === 'log' && one.module === 'log') ? 'zlog' : 'log';
    return it.module === 'github.com/rs/zerolog/log' && members.length === 0
      ? { form, expression: alias, packages: [alias === 'log' ? { module: it.module } : { module: it.module, namespace: alias }] }
      : undefined;
  }
  if (it.module === 'go.uber.org/zap') return undefined;
  // A variable of another package of the module, such as `global.Log`.
  if (members.length !== 1) return undefined;
  const other = code.facts.imports.find((one) => one.module === it.module);
  const last = it.module.split('/').at(-1);
  return {
    form,
    expression: [other?.local ?? it.local, ...members].join('.'),
    packages: [
      ...(other ? [] : [last === it.local ? { module: it.module } : { module: it.module, namespace: it.local }]),
      ...(form === 'zap' ? [{ module: 'go.uber.org/zap' }] : []),
    ],
  };
}

function named(module: string, name: string): NeededImport {
  return module.split('/').at(-1) === name ? { module } : { module, namespace: name };
}

function hasSlog(workspace: Workspace, { path }: LiftedCode): boolean {
  const { manifest } = workspace.unitOf(path);
  const facts = manifest === undefined ? undefined : workspace.files.get(manifest)?.facts;
  if (facts?.kind !== 'go-module') return false;
  const [major = 0, minor = 0] = (facts.goVersion ?? '').split('.').map(Number);
  return major > 1 || (major === 1 && minor >= 21);
}

function mostFrequent(names: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const it of names) counts.set(it, (counts.get(it) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}

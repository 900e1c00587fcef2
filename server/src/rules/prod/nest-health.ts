import { folderOf, joinPath, type Path } from '#base/paths.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ClassDeclaration } from '#facts/code-facts.ts';
import type { ObjectValue } from '#facts/value.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import type { OwnName } from '#fixes/imports.ts';
import { addEntry, addItem } from '#fixes/last-element.ts';
import { scriptModule } from '#fixes/module-name.ts';
import { applicationFiles } from '#fixes/modules.ts';
import { layOut, type TextStyle } from '#fixes/text-style.ts';
import { type Wording, worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';

/**
 * Nest: a controller beside the outermost module, which takes it in. With Terminus, where that is installed, it also tells when the database answers.
 * Undefined where that module cannot be told, lists what cannot be read, or a guard for all routes has no way around it.
 */
export function healthController(workspace: Workspace, near: Path, note: Wording): readonly FileEdit[] | undefined {
  const module = rootModule(workspace, near);
  if (!module) return undefined;
  const { code, options } = module;
  const path = joinPath(folderOf(code.path), 'health.controller.ts');
  const text = workspace.textOf(code.path);
  const door = openDoor(workspace, near);
  if (path === undefined || workspace.textOf(path) !== undefined || text === undefined || !door) return undefined;
  if (code.facts.imports.some((it) => /^(?:HealthController|TerminusModule)$/.test(it.local))) return undefined;
  const style = styleIn(workspace, code.path);
  const indicator = indicatorOf(workspace, near);
  const listed = inList(text, options, 'controllers', 'HealthController', style);
  const taken = indicator ? inList(text, options, 'imports', 'TerminusModule', style) : [];
  if (!listed || !taken) return undefined;
  const edit = editCode(workspace, code.path, {
    own: [{ from: path, name: 'HealthController' }],
    packages: indicator ? [{ module: '@nestjs/terminus', names: ['TerminusModule'] }] : [],
    changes: () => [...listed, ...taken],
    note: worded`Take the controller in`,
  });
  const created = edit && controller(workspace, path, door, indicator, style);
  return edit && created !== undefined ? [{ kind: 'create', path, text: created, note }, edit] : undefined;
}

interface RootModule {
  readonly code: LiftedCode;
  readonly options: ObjectValue;
}

/** The module that `NestFactory.create` is given; else the only one called `AppModule`. */
function rootModule(workspace: Workspace, near: Path): RootModule | undefined {
  const files = applicationFiles(workspace, workspace.unitOf(near), 'typescript');
  const given = files.flatMap(({ path, facts }) =>
    facts.calls.flatMap(({ callee, args: [first], scope }) => {
      if (callee.path.join('.') !== 'NestFactory.create' || first?.kind !== 'reference') return [];
      const found = workspace.linker.classOf(workspace.linker.reference(path, scope, first.path));
      const file = found && workspace.files.get(found.path);
      return found && file && isCode(file) ? [{ code: file, type: found.declaration }] : [];
    }),
  );
  const named = files.flatMap((it) => {
    const type = it.facts.classes.find((one) => one.name === 'AppModule');
    return type ? [{ code: it, type }] : [];
  });
  const [root, other] = given.length > 0 ? given : named;
  const options = root && optionsOf(root.code, root.type);
  return root && options && !other ? { code: root.code, options } : undefined;
}

function optionsOf({ facts }: LiftedCode, type: ClassDeclaration): ObjectValue | undefined {
  const decorator = type.decorators.find((one) => one.path.at(-1) === 'Module' && one.call !== undefined);
  const first = decorator?.call === undefined ? undefined : facts.calls[decorator.call]?.args[0];
  return first?.kind === 'object' && !first.isOpen ? first : undefined;
}

function inList(
  text: string,
  options: ObjectValue,
  key: string,
  name: string,
  style: TextStyle,
): readonly TextChange[] | undefined {
  const value = options.entries.find((it) => it.key === key)?.value;
  if (!value) return addEntry(text, options, `${key}: [${name}]`, style);
  return value.kind === 'array' && !value.isOpen ? addItem(text, value, name, style) : undefined;
}

/** How a route goes around the guards for all routes: 'none' are there, or a decorator of the project. */
type Door = { readonly kind: 'none' } | { readonly kind: 'decorator'; readonly own: OwnName };

function openDoor(workspace: Workspace, near: Path): Door | undefined {
  const files = applicationFiles(workspace, workspace.unitOf(near), 'typescript');
  const texts = files.map((it) => ({ path: it.path, text: workspace.textOf(it.path) ?? '' }));
  const isGuarded = texts.some(({ text }) =>
    [...text.matchAll(/\bprovide:\s*APP_GUARD,\s*use\w+:\s*([\w.]+)|\buseGlobalGuards\(\s*(?:new\s+)?([\w.]+)/g)].some(
      (it) => !/Throttler/.test(it[1] ?? it[2] ?? ''),
    ),
  );
  if (!isGuarded) return { kind: 'none' };
  const doors = texts.flatMap(({ path, text }) =>
    [
      ...text.matchAll(/^export const (Public|IsPublic|SkipAuth|NoAuth|AllowAnonymous) = \(\)(?:: \w+)? =>\s*SetMetadata\(/gm),
    ].map((it): OwnName => ({ from: path, name: it[1] ?? '' })),
  );
  const [own, other] = doors;
  return own && !other ? { kind: 'decorator', own } : undefined;
}

/** What Terminus asks the database with; undefined where it is not installed, or no module of Nest's own gives it the connection. */
function indicatorOf(workspace: Workspace, near: Path): string | undefined {
  const { dependencies } = workspace.unitOf(near);
  if (!dependencies.has('@nestjs/terminus')) return undefined;
  const found = ['TypeOrm', 'Mongoose', 'Sequelize'].filter((it) => dependencies.has(`@nestjs/${it.toLowerCase()}`));
  return found.length === 1 ? `${found[0]}HealthIndicator` : undefined;
}

function controller(
  workspace: Workspace,
  path: Path,
  door: Door,
  indicator: string | undefined,
  style: TextStyle,
): string | undefined {
  const open = door.kind === 'decorator' ? `@${door.own.name}()\n` : '';
  const module = door.kind === 'decorator' ? importOf(workspace, path, door.own) : '';
  if (module === undefined) return undefined;
  const code = indicator === undefined ? ALIVE : READY.replaceAll('INDICATOR', indicator);
  return layOut(code.replace('\n\n/**', `\n${module}\n/**`).replace('@Controller(', `${open}@Controller(`), style);
}

/** A new file goes by the way that leads there. */
function importOf(workspace: Workspace, path: Path, { from, name }: OwnName): string | undefined {
  const facts = workspace.files.get(from)?.facts;
  return facts?.kind === 'code' ? `import { ${name} } from '${scriptModule(workspace, { ...facts, path }, from)}';\n` : undefined;
}

const ALIVE = `import { Controller, Get } from '@nestjs/common';

/** Tells proxies and schedulers that the process is alive. */
@Controller('health')
export class HealthController {
\t@Get()
\tcheck(): { readonly status: 'ok' } {
\t\treturn { status: 'ok' };
\t}
}
`;

const READY = `import { Controller, Get } from '@nestjs/common';
import { HealthCheck, HealthCheckService, INDICATOR } from '@nestjs/terminus';

/** Tells proxies and schedulers that the process is alive, and when its database answers. */
@Controller('health')
export class HealthController {
\tconstructor(
\t\tprivate readonly health: HealthCheckService,
\t\tprivate readonly database: INDICATOR,
\t) {}

\t@Get()
\tcheck(): { readonly status: 'ok' } {
\t\treturn { status: 'ok' };
\t}

\t@Get('ready')
\t@HealthCheck()
\tready() {
\t\treturn this.health.check([() => this.database.pingCheck('database')]);
\t}
}
`;

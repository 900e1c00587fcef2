import { folderOf, joinPath, type Path } from '#base/paths.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { addEntry } from '#fixes/last-element.ts';
import { applicationFiles } from '#fixes/modules.ts';
import { layOut } from '#fixes/text-style.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { addBeside, type Neighbour, neighbourAt } from '../route-beside.ts';

/** Answers `GET /health` beside the first route that hangs right below the origin, for servers whose routes go into a router of their own. */
export function healthBesideRoute(workspace: Workspace, unit: Unit, note: string): FileEdit | undefined {
  for (const route of workspace.routesOf(unit).routes) {
    const form = HEALTH[route.framework];
    const neighbour = form && isBelowOrigin(workspace, route) ? neighbourAt(workspace, route.path, route.concept) : undefined;
    if (!form || !neighbour) continue;
    const code = form(neighbour, methodWritten(workspace, neighbour));
    const packages = neighbour.code.facts.language === 'go' ? [{ module: 'net/http' }] : [];
    return addBeside(workspace, neighbour, { code: () => code, packages, note });
  }
  return undefined;
}

/** Nothing stands before the path that is written at the route, and nobody has to sign in for it. */
function isBelowOrigin(workspace: Workspace, { path, concept, segments, chain }: ComposedRoute): boolean {
  const route = concept === undefined ? undefined : workspace.files.get(path)?.visible[concept];
  if (route?.kind !== 'route' || route.path === undefined || !segments || chain.some((it) => it.role === 'auth')) return false;
  return route.path.split('/').filter((it) => it !== '').length === segments.length;
}

/** Since its version 1.22 Go takes `GET /orders` for a pattern; code for older ones has paths alone. */
export function methodWritten(workspace: Workspace, { code, registered }: Neighbour): string {
  const [pattern] = registered.args;
  const text = pattern && workspace.textOf(code.path)?.slice(pattern.span.start, pattern.span.end);
  return /^["`][A-Z]+ /.test(text ?? '') ? 'GET ' : '';
}

const HEALTH: Readonly<Record<string, (neighbour: Neighbour, method: string) => string>> = {
  'koa-router': ({ router }) => `${router}.get('/health', (ctx) => {\n\tctx.body = { status: 'ok' };\n});`,
  'net-http': ({ router }, method) =>
    `${router}.HandleFunc("${method}/health", func(w http.ResponseWriter, _ *http.Request) {\n\tw.WriteHeader(http.StatusOK)\n})`,
  'gorilla-mux': ({ router }) =>
    `${router}.HandleFunc("/health", func(w http.ResponseWriter, _ *http.Request) {\n\tw.WriteHeader(http.StatusOK)\n}).Methods(http.MethodGet)`,
};

/** Nest: a controller beside the outermost module, which takes it in. Undefined where that module cannot be told, or lists what cannot be read. */
export function healthController(workspace: Workspace, near: Path, note: string): readonly FileEdit[] | undefined {
  const modules = applicationFiles(workspace, workspace.unitOf(near), 'typescript').flatMap((it) => {
    const type = it.facts.classes.find((one) => one.name === 'AppModule');
    const decorator = type?.decorators.find((one) => one.path.at(-1) === 'Module' && one.call !== undefined);
    const call = decorator?.call === undefined ? undefined : it.facts.calls[decorator.call];
    return call ? [{ code: it, options: call.args[0] }] : [];
  });
  const [module, other] = modules;
  if (!module || other || module.options?.kind !== 'object' || module.options.isOpen) return undefined;
  const { code, options } = module;
  const path = joinPath(folderOf(code.path), 'health.controller.ts');
  const text = workspace.textOf(code.path);
  if (path === undefined || workspace.textOf(path) !== undefined || text === undefined || hasHealth(code)) return undefined;
  const style = styleIn(workspace, code.path);
  const listed = options.entries.find((it) => it.key === 'controllers');
  const items = listed?.value.kind === 'array' && !listed.value.isOpen ? listed.value.items : undefined;
  const last = items?.at(-1);
  const changes = listed
    ? items && listed.value.kind === 'array'
      ? last
        ? [{ span: { start: last.span.end, end: last.span.end }, text: ', HealthController' }]
        : [{ span: listed.value.span, text: '[HealthController]' }]
      : undefined
    : addEntry(text, options, 'controllers: [HealthController]', style);
  const edit =
    changes &&
    editCode(workspace, code.path, {
      own: [{ from: path, name: 'HealthController' }],
      changes: () => changes,
      note: 'Take the controller in',
    });
  return edit && [{ kind: 'create', path, text: layOut(CONTROLLER, style), note }, edit];
}

function hasHealth(code: LiftedCode): boolean {
  return code.facts.imports.some((it) => it.local === 'HealthController');
}

const CONTROLLER = `import { Controller, Get } from '@nestjs/common';

/** Tells proxies and schedulers that the process is alive. */
@Controller('health')
export class HealthController {
\t@Get()
\tcheck(): { readonly status: 'ok' } {
\t\treturn { status: 'ok' };
\t}
}
`;

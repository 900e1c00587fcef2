import type { Path } from '#base/paths.ts';
import type { FileEdit, Fix } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { freeName, isFree } from '#fixes/free-name.ts';
import { beforeStatement, indentAt } from '#fixes/statements.ts';
import { layOut } from '#fixes/text-style.ts';
import { type Wording, worded } from '#fixes/wording.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { rootUrls } from '../root-urls.ts';
import type { Anchor } from '../rule.ts';
import { healthBesideRoute } from './health-beside.ts';
import { healthController } from './nest-health.ts';
import { nextHealth } from './next-health.ts';
import { beforeRoutes, belowServer, serverStatement } from './server-statement.ts';

/** The fix for a server without `GET /health`; undefined where its form is not known. */
export function answerHealth(workspace: Workspace, path: Path, at: Anchor, framework: string): Fix | undefined {
  const note = worded`Answer GET /health`;
  if (framework === 'nestjs') {
    const edits = healthController(workspace, path, worded`Create a controller that answers GET /health`);
    return edits && { id: 'add-health', kind: 'scaffold', title: worded`Create a controller that answers GET /health`, edits };
  }
  if (framework === 'nextjs') {
    const created = nextHealth(workspace, workspace.unitOf(path), worded`Answer GET /api/health`);
    return (
      created && {
        id: 'add-health',
        kind: 'scaffold',
        title: worded`Create a route that answers GET /api/health`,
        edits: [created],
      }
    );
  }
  const edit = BESIDE.has(framework)
    ? healthBesideRoute(workspace, workspace.unitOf(path), note)
    : addHealthRoute(workspace, path, at, framework);
  return edit && { id: 'add-health', kind: 'suggest', title: note, edits: [edit] };
}

/** Servers that have no routes themselves. */
const BESIDE: ReadonlySet<string> = new Set(['koa', 'koa-router', 'net-http', 'gorilla-mux']);

/** Adds `GET /health` right below the statement that makes the server, so that nothing that is registered later stands before it. */
function addHealthRoute(workspace: Workspace, path: Path, at: Anchor, framework: string): FileEdit | undefined {
  const note = worded`Answer GET /health`;
  if (framework === 'django') return inUrls(workspace, path, note);
  const server = serverStatement(workspace, path, at);
  const route = server && ROUTES[server.framework];
  if (!server || !route) return undefined;
  const { facts } = server.code;
  const name = route.names ? freeName(facts, 0, route.names) : '';
  const needsHttp = route.imports?.some((it) => it.module === 'net/http') === true;
  if (name === undefined || (needsHttp && facts.bindings.some((it) => it.name === 'http'))) return undefined;
  const isPointer = facts.imports.some((it) => it.module.endsWith('/echo/v5'));
  const code = route.code(server.name, name);
  const added = isPointer ? code.replace('echo.Context', '*echo.Context') : code;
  const gap = facts.language === 'python' && server.scope === 0 ? 2 : 1;
  const change = route.isBeforeRoutes ? beforeRoutes(server, added) : belowServer(server, added, gap);
  return change && editCode(workspace, path, { packages: route.imports ?? [], changes: () => [change], note });
}

interface HealthRoute {
  readonly code: (app: string, handler: string) => string;
  readonly imports?: readonly NeededImport[];
  /** What the handler may be called, where it has a name. */
  readonly names?: readonly string[];
  /** A router that takes no middleware after its first route. */
  readonly isBeforeRoutes?: boolean;
}

const NAMES = ['health', 'health_check'];
const HTTP = [{ module: 'net/http' }];

const ROUTES: Readonly<Record<string, HealthRoute>> = {
  express: { code: (app) => `${app}.get('/health', (_req, res) => {\n\tres.json({ status: 'ok' });\n});` },
  fastify: { code: (app) => `${app}.get('/health', async () => ({ status: 'ok' }));` },
  hono: { code: (app) => `${app}.get('/health', (c) => c.json({ status: 'ok' }));` },
  fastapi: {
    code: (app, handler) => `@${app}.get('/health')\nasync def ${handler}() -> dict[str, str]:\n\treturn {'status': 'ok'}`,
    names: NAMES,
  },
  flask: {
    code: (app, handler) => `@${app}.route('/health')\ndef ${handler}():\n\treturn {'status': 'ok'}`,
    names: NAMES,
  },
  gin: {
    code: (app) => `${app}.GET("/health", func(c *gin.Context) {\n\tc.JSON(http.StatusOK, gin.H{"status": "ok"})\n})`,
    imports: HTTP,
  },
  echo: {
    code: (app) =>
      `${app}.GET("/health", func(c echo.Context) error {\n\treturn c.JSON(http.StatusOK, map[string]string{"status": "ok"})\n})`,
    imports: HTTP,
  },
  chi: {
    code: (app) => `${app}.Get("/health", func(w http.ResponseWriter, _ *http.Request) {\n\tw.WriteHeader(http.StatusOK)\n})`,
    imports: HTTP,
    isBeforeRoutes: true,
  },
};

/** Django: a view in the file that `ROOT_URLCONF` names, first in its list. */
function inUrls(workspace: Workspace, settings: Path, note: Wording): FileEdit | undefined {
  const found = rootUrls(workspace, settings)?.file;
  const text = found && workspace.textOf(found.path);
  if (!found || text === undefined) return undefined;
  const { facts } = found;
  const list = facts.bindings.find((it) => it.scope === 0 && it.name === 'urlpatterns');
  const items = list?.origin.kind === 'value' && list.origin.value.kind === 'array' ? list.origin.value.items : [];
  const [first] = items;
  if (!list || !first || !isFree(facts, 0, 'health')) return undefined;
  const style = styleIn(workspace, found.path);
  const isOld = facts.imports.some((it) => it.local === 'url') && !facts.imports.some((it) => it.local === 'path');
  const entry = layOut(isOld ? "url(r'^health/$', health)," : "path('health/', health),", style);
  const isAlone = text.slice(text.lastIndexOf('\n', first.span.start) + 1, first.span.start).trim() === '';
  const between = isAlone ? style.lineEnd + indentAt(text, first.span.start) : ' ';
  const view = beforeStatement(text, list.statement, "def health(request):\n\treturn JsonResponse({'status': 'ok'})\n\n", style);
  if (!view) return undefined;
  // One empty line stands between imports and what follows; a function has two.
  const above = text.slice(0, view.span.start);
  const gap = above.trim() === '' || /\r?\n[ \t]*\r?\n[ \t]*\r?\n$/.test(above) ? '' : style.lineEnd;
  return editCode(workspace, found.path, {
    packages: [
      { module: 'django.http', names: ['JsonResponse'] },
      ...(isOld ? [] : [{ module: 'django.urls', names: ['path'] }]),
    ],
    changes: () => [
      { ...view, text: gap + view.text },
      { span: { start: first.span.start, end: first.span.start }, text: entry + between },
    ],
    note,
  });
}

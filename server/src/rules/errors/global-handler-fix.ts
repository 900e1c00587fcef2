import type { FileEdit, Fix, FixOffer } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { loggerAt } from '#fixes/logging/unit-logger.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { ServedUnit } from '../absence.ts';
import { belowServer, type ServerStatement, serverStatement } from '../prod/server-statement.ts';
import { errorKey, rendersPages, statusField } from './error-body.ts';
import { goRecovery } from './go-recovery.ts';
import { type MappedError, mappedErrors } from './mapped-errors.ts';
import { nestFilter } from './nest-error-filter.ts';
import { fastapiHandlers, flaskHandler } from './python-error-handler.ts';
import { restHandler } from './rest-error-handler.ts';
import { expressHandler, fastifyHandler, koaHandler } from './script-error-handler.ts';

const ID = 'add-error-handler';

/** What a server without an error handler is given; undefined where no way is known, or people see its errors on pages. */
export function addHandler(workspace: Workspace, served: ServedUnit): Fix | undefined {
  if (served.framework === 'net-http') return goRecovery(workspace, served);
  if (served.framework === 'django') return inRestFramework(workspace, served);
  const offer = handlerOffer(workspace, served);
  const server = offer && serverStatement(workspace, served.place.path, served.place.at);
  const edits = server && editsFor(workspace, served, server);
  return offer && edits && { ...offer, edits };
}

/** Every error in a module of its own, which the settings name. */
function inRestFramework(workspace: Workspace, served: ServedUnit): Fix | undefined {
  const errors = mappedErrors(workspace, served.files);
  const edits = errors && restHandler(workspace, served, errors);
  return edits && { id: ID, kind: 'scaffold', title: worded`Handle all errors of ${served.name}`, edits };
}

function handlerOffer(workspace: Workspace, served: ServedUnit): FixOffer | undefined {
  const { framework, place, name, files } = served;
  const server = serverStatement(workspace, place.path, place.at);
  if (!server) return undefined;
  switch (framework) {
    case 'express': {
      if (rendersPages(files)) return undefined;
      const hasLogger = loggerAt(workspace, server.code, server.scope) !== undefined;
      const title = worded`Handle all errors of ${name}${hasLogger ? '' : ', with a logger'}`;
      return { id: ID, kind: hasLogger ? 'suggest' : 'multi', title };
    }
    case 'koa':
    case 'fastify':
    case 'flask':
      return rendersPages(files) ? undefined : { id: ID, kind: 'suggest', title: worded`Handle all errors of ${name}` };
    case 'nestjs':
    case 'fastapi': {
      const errors = mappedErrors(workspace, files);
      if (!errors) return undefined;
      const title = worded`Answer ${errors.map((it) => it.own.name).join(', ')} with ${statuses(errors)}`;
      return { id: ID, kind: framework === 'nestjs' ? 'multi' : 'suggest', title };
    }
    case 'gin':
    case 'chi':
      return { id: ID, kind: 'suggest', title: worded`Recover from panics in ${name}` };
    default:
      return undefined;
  }
}

function statuses(errors: readonly MappedError[]): string {
  const known = [...new Set(errors.map((it) => (typeof it.status === 'number' ? String(it.status) : 'their status')))];
  return known.join(', ');
}

function editsFor(workspace: Workspace, { framework, files }: ServedUnit, server: ServerStatement): FileEdit[] | undefined {
  const key = errorKey(files);
  const form = { ...(key !== undefined && { key }), status: statusField(files) };
  switch (framework) {
    case 'express':
      return expressHandler(workspace, server, form);
    case 'koa':
      return koaHandler(workspace, server, form);
    case 'fastify':
      return fastifyHandler(workspace, server, form);
    case 'flask':
      return flaskHandler(workspace, server, key);
    case 'fastapi':
    case 'nestjs': {
      const errors = mappedErrors(workspace, files);
      return errors && (framework === 'nestjs' ? nestFilter : fastapiHandlers)(workspace, server, errors);
    }
    case 'gin':
    case 'chi':
      return recovery(workspace, server);
    default:
      return undefined;
  }
}

/** Go: the recovery that the framework brings, before everything else. */
function recovery(workspace: Workspace, server: ServerStatement): FileEdit[] | undefined {
  const { facts } = server.code;
  const core = facts.imports.find((it) => /\/(?:gin|chi)(?:\/v\d+)?$/.test(it.module));
  const isGin = server.framework === 'gin';
  const known = facts.imports.find((it) => it.local === 'middleware');
  const module = `${core?.module ?? ''}/middleware`;
  if (!core || (!isGin && known && known.module !== module)) return undefined;
  const code = isGin ? `${server.name}.Use(${core.local}.Recovery())` : `${server.name}.Use(middleware.Recoverer)`;
  const change = belowServer(server, code, 0);
  const edit =
    change &&
    editCode(workspace, server.code.path, {
      packages: isGin ? [] : [{ module }],
      changes: () => [change],
      note: worded`Answer panics with 500`,
    });
  return edit && [edit];
}

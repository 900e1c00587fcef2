import type { FileEdit } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { scriptModule } from '#fixes/module-name.ts';
import { newModule } from '#fixes/modules.ts';
import { layOut } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { belowServer, type ServerStatement } from '../prod/server-statement.ts';
import type { MappedError } from './mapped-errors.ts';

const FILTER = 'DomainErrorFilter';

/** NestJS: a filter that gives each error of the domain the exception of its status and leaves all others to the framework, and its registration. */
export function nestFilter(
  workspace: Workspace,
  server: ServerStatement,
  errors: readonly MappedError[],
): FileEdit[] | undefined {
  const { code } = server;
  const path = newModule(workspace, code.path, 'domain-error.filter');
  const raised = errors.map((it) => exceptionOf(it));
  const change = belowServer(server, `${server.name}.useGlobalFilters(new ${FILTER}(${server.name}.getHttpAdapter()));`, 0);
  if (path === undefined || !change || raised.includes(undefined)) return undefined;
  const registered = editCode(workspace, code.path, {
    own: [{ from: path, name: FILTER }],
    changes: () => [change],
    note: worded`Register the filter`,
  });
  const exceptions = [...new Set(raised.map((it) => /^\w+/.exec(it ?? '')?.[0] ?? ''))];
  const names = errors.map((it) => it.own.name);
  const [first = ''] = raised;
  const [only, other] = errors;
  const body =
    !other && typeof only?.status === 'string'
      ? withStatusOf(only.status)
      : !other
        ? [`\t\tsuper.catch(new ${first}, host);`]
        : errors.map(
            (it, index) =>
              `\t\t${index === 0 ? '' : 'else '}if (error instanceof ${it.own.name}) super.catch(new ${raised[index] ?? ''}, host);`,
          );
  const sources = [...new Set(errors.map((it) => it.own.from))];
  const imports = sources.map((from) => {
    const list = errors.filter((it) => it.own.from === from).map((it) => it.own.name);
    return `import { ${list.join(', ')} } from '${scriptModule(workspace, { ...code.facts, path }, from)}';`;
  });
  const lines = [
    // The phrase of the status, as in the framework's own exceptions.
    ...(exceptions.includes('HttpException') ? ["import { STATUS_CODES } from 'node:http';"] : []),
    `import { ${['ArgumentsHost', 'Catch', ...exceptions].toSorted().join(', ')} } from '@nestjs/common';`,
    "import { BaseExceptionFilter } from '@nestjs/core';",
    ...imports,
    '',
    '/** Answers errors of the domain with their status. */',
    `@Catch(${names.join(', ')})`,
    `export class ${FILTER} extends BaseExceptionFilter {`,
    `\toverride catch(error: ${names.join(' | ')}, host: ArgumentsHost): void {`,
    ...body,
    '\t}',
    '}',
    '',
  ];
  const text = layOut(lines.join('\n'), styleIn(workspace, path, code.path));
  return registered && [{ kind: 'create', path, text, note: worded`Turn errors of the domain into answers` }, registered];
}

/** The form that the framework's own exceptions are answered in. */
function withStatusOf(attribute: string): readonly string[] {
  return [
    `\t\tconst { message, ${attribute === 'statusCode' ? attribute : `${attribute}: statusCode`} } = error;`,
    '\t\tconst body = { message, error: STATUS_CODES[statusCode], statusCode };',
    '\t\tsuper.catch(new HttpException(body, statusCode), host);',
  ];
}

function exceptionOf({ status, nest }: MappedError): string | undefined {
  if (typeof status === 'string')
    return `HttpException({ message: error.message, error: STATUS_CODES[error.${status}], statusCode: error.${status} }, error.${status})`;
  return nest === undefined ? undefined : `${nest}(error.message)`;
}

import { joinPath } from '#base/paths.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { changeOf, type FileEdit } from '../edit.ts';
import { editCode } from '../file-edit.ts';
import { styleIn } from '../file-style.ts';
import { isCommonJs } from '../imports.ts';
import { applicationFiles, newModule } from '../modules.ts';
import { beforeStatement } from '../statements.ts';
import { layOut } from '../text-style.ts';
import { worded } from '../wording.ts';
import { hasLoggerMaker } from './logger-maker.ts';
import { pythonLogger, type UnitLogger } from './unit-logger.ts';

/** A logger for a unit that has none, with the edits of other files that make it. */
export interface NewLogger {
  readonly logger: UnitLogger;
  readonly edits: readonly FileEdit[];
}

/** The version that a new entry of `package.json` asks for. */
const PINO = '^10.0.0';

/**
 * Makes the logger of a unit: a module with pino, or with winston where that is installed; a formatter of the standard library that writes JSON in
 * Python, set up where the application is made. Undefined where there is no place for it.
 */
export function newLogger(workspace: Workspace, near: LiftedCode): NewLogger | undefined {
  switch (near.facts.language) {
    case 'go':
      return undefined;
    case 'python':
      return inPython(workspace, near);
    default:
      return inScript(workspace, near);
  }
}

function inScript(workspace: Workspace, near: LiftedCode): NewLogger | undefined {
  const unit = workspace.unitOf(near.path);
  const path = newModule(workspace, near.path, 'logger');
  if (path === undefined || unit.manifest === undefined || hasLoggerMaker(workspace, near)) return undefined;
  const library = unit.dependencies.has('winston') && !unit.dependencies.has('pino') ? 'winston' : 'pino';
  const manifest = unit.dependencies.has(library) ? [] : withPino(workspace, joinPath(unit.folder, 'package.json') ?? '');
  if (manifest === undefined) return undefined;
  const style = styleIn(workspace, path, near.path);
  const isRequired = isCommonJs(workspace.textOf(near.path) ?? '');
  const made =
    library === 'pino'
      ? [
          'const logger = pino({',
          "\tredact: ['password', 'token', 'authorization', '*.password', '*.token', '*.authorization'],",
          '});',
        ]
      : [
          'const logger = createLogger({',
          '\tformat: format.combine(format.timestamp(), format.errors({ stack: true }), format.json()),',
          '\ttransports: [new transports.Console()],',
          '});',
        ];
  const names = library === 'pino' ? 'pino' : 'createLogger, format, transports';
  const comment = '/** The log of the server: one JSON object per line on standard output. */';
  const lines = isRequired
    ? [`const { ${names} } = require('${library}');`, '', comment, ...made, '', 'module.exports = { logger };', '']
    : [`import { ${names} } from '${library}';`, '', comment, `export ${made[0]}`, ...made.slice(1), ''];
  return {
    logger: {
      form: library === 'pino' ? 'fields-first' : 'message-first',
      expression: 'logger',
      own: { from: path, name: 'logger' },
    },
    edits: [{ kind: 'create', path, text: layOut(lines.join('\n'), style), note: worded`Create the logger` }, ...manifest],
  };
}

/** `package.json` with pino among its dependencies; undefined where they are written in an unusual form. */
function withPino(workspace: Workspace, path: string): FileEdit[] | undefined {
  const text = workspace.textOf(path);
  const open = text === undefined ? undefined : /"dependencies"\s*:\s*\{(\r?\n)([ \t]+)/.exec(text);
  if (text === undefined || !open) return undefined;
  const [, lineEnd = '\n', indent = '  '] = open;
  const from = open.index + open[0].length - indent.length;
  const body = text.slice(from, text.indexOf('}', from));
  const entries = [...body.matchAll(/^[ \t]*"([^"]+)"\s*:\s*"[^"]*"(,?)/gm)];
  const next = entries.find((it) => (it[1] ?? '') > 'pino');
  const last = entries.at(-1);
  if (!last) return undefined;
  const at = next ? from + next.index : from + last.index + last[0].length;
  const line = `${indent}"pino": "${PINO}"`;
  const change = { span: { start: at, end: at }, text: next ? `${line},${lineEnd}` : `,${lineEnd}${line}` };
  return [changeOf(path, [change], worded`Depend on pino`)];
}

function inPython(workspace: Workspace, near: LiftedCode): NewLogger | undefined {
  const path = newModule(workspace, near.path, 'logs');
  const files = applicationFiles(workspace, workspace.unitOf(near.path), 'python');
  const servers = files.flatMap((file) => conceptsOf(file, 'server').map((it) => ({ file, it })));
  const [only] = servers;
  const call = only?.it.call === undefined ? undefined : only.file.facts.calls[only.it.call];
  if (path === undefined || !only || servers.length > 1 || !call || call.scope !== 0 || only.file.path === near.path)
    return undefined;
  const text = workspace.textOf(only.file.path) ?? '';
  const style = styleIn(workspace, only.file.path);
  const before = beforeStatement(text, call.statement, 'configure_logging()\n', style);
  const edit =
    before &&
    editCode(workspace, only.file.path, {
      own: [{ from: path, name: 'configure_logging' }],
      changes: () => [before],
      note: worded`Set up the log when the application starts`,
    });
  if (!edit) return undefined;
  const module = layOut(PYTHON_MODULE, { ...styleIn(workspace, path, near.path), quote: style.quote });
  return {
    logger: pythonLogger('logger', 'python-extra'),
    edits: [{ kind: 'create', path, text: module, note: worded`Create the set-up of the log` }, edit],
  };
}

const PYTHON_MODULE = `"""Logs: one JSON object a line on standard output."""

import json
import logging
import sys

_OWN = frozenset(vars(logging.makeLogRecord({}))) | {'message', 'asctime', 'taskName'}


class JsonFormatter(logging.Formatter):
	"""Writes a record with the fields that it was given as \`extra\`."""

	def format(self, record: logging.LogRecord) -> str:
		line = {
			'time': self.formatTime(record),
			'level': record.levelname.lower(),
			'logger': record.name,
			'message': record.getMessage(),
		}
		line.update({key: value for key, value in vars(record).items() if key not in _OWN})
		if record.exc_info:
			line['error'] = self.formatException(record.exc_info)
		return json.dumps(line, default=str)


def configure_logging(level: int = logging.INFO) -> None:
	handler = logging.StreamHandler(sys.stdout)
	handler.setFormatter(JsonFormatter())
	logging.basicConfig(level=level, handlers=[handler], force=True)
`;

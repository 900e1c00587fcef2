import { quoted, type TextStyle } from '../text-style.ts';
import type { LogEntry, LogLevel } from './log-entry.ts';
import type { UnitLogger } from './unit-logger.ts';

/**
 * The call that writes an entry, without a semicolon, as the logger and the file's style want it.
 * @param expression what the logger is called, where an import gives it another name
 */
export function logStatement(entry: LogEntry, { form, expression: own }: UnitLogger, style: TextStyle, expression = own): string {
  const string = (text: string): string => entry.verbatim ?? quoted(text, style);
  const message = string(entry.message);
  const { fields, error } = entry;
  switch (form) {
    case 'fields-first': {
      const members = objectMembers(entry, 'err');
      const bag = members === '' ? '' : `{ ${members} }, `;
      return `${expression}.${entry.level}(${bag}${message})`;
    }
    case 'message-first':
    case 'nest': {
      const members = objectMembers(entry, 'error');
      const level = form === 'nest' && entry.level === 'info' ? 'log' : entry.level;
      return `${expression}.${level}(${message}${members === '' ? '' : `, { ${members} }`})`;
    }
    case 'python-text': {
      const isRest = error !== undefined && !entry.isCaught;
      const holes = entry.template ?? `${entry.message}${fields.map((it) => ` ${it.name}=\uFFFC`).join('')}`;
      const values = [...fields.map((it) => it.expression), ...(isRest ? [error] : [])];
      const escaped = values.length > 0 ? holes.replaceAll('%', '%%') : holes;
      const text = entry.verbatim ?? quoted(escaped.replaceAll('\uFFFC', '%s') + (isRest ? ': %s' : ''), style);
      return `${expression}.${pythonLevel(entry)}(${[text, ...values].join(', ')})`;
    }
    case 'python-extra': {
      const isRest = error !== undefined && !entry.isCaught;
      const entries = [...fields, ...(isRest ? [{ name: 'error', expression: `str(${error})` }] : [])].map(
        (it) => `${quoted(RECORD.has(it.name) ? `${it.name}_value` : it.name, style)}: ${it.expression}`,
      );
      const extra = entries.length === 0 ? '' : `, extra={${entries.join(', ')}}`;
      return `${expression}.${pythonLevel(entry)}(${message}${extra})`;
    }
    case 'keywords': {
      const isRest = error !== undefined && !entry.isCaught;
      const all = [...fields, ...(isRest ? [{ name: 'error', expression: `str(${error})` }] : [])];
      const keywords = all.map(
        (it) => `, ${/^(?:event|message|msg)$/.test(it.name) ? `${it.name}_value` : it.name}=${it.expression}`,
      );
      return `${expression}.${pythonLevel(entry)}(${message}${keywords.join('')})`;
    }
    case 'slog':
    case 'zap-sugar': {
      const pairs = [
        ...(error === undefined ? [] : [`, "err", ${error}`]),
        ...fields.map((it) => `, "${it.name}", ${it.expression}`),
      ];
      return `${expression}.${capital(entry.level)}${form === 'slog' ? '' : 'w'}(${message}${pairs.join('')})`;
    }
    case 'klog': {
      const pairs = fields.map((it) => `, "${it.name}", ${it.expression}`).join('');
      return entry.level === 'error'
        ? `${expression}.ErrorS(${error ?? 'nil'}, ${message}${pairs})`
        : `${expression}.InfoS(${message}${pairs})`;
    }
    case 'zap': {
      const all = [
        ...(error === undefined ? [] : [`, zap.Error(${error})`]),
        ...fields.map((it) => `, zap.Any("${it.name}", ${it.expression})`),
      ];
      return `${expression}.${capital(entry.level)}(${message}${all.join('')})`;
    }
    case 'logrus': {
      const base = error === undefined ? expression : `${expression}.WithError(${error})`;
      const [only, ...more] = fields;
      const pairs = fields.map((it) => `"${it.name}": ${it.expression}`).join(', ');
      const bag =
        only === undefined
          ? ''
          : more.length === 0
            ? `.WithField("${only.name}", ${only.expression})`
            : `.WithFields(logrus.Fields{${pairs}})`;
      return `${base}${bag}.${capital(entry.level)}(${message})`;
    }
    case 'zerolog': {
      const all = [
        ...(error === undefined ? [] : [`.Err(${error})`]),
        ...fields.map((it) => `.Interface("${it.name}", ${it.expression})`),
      ];
      return `${expression}.${capital(entry.level)}()${all.join('')}.Msg(${message})`;
    }
  }
}

function objectMembers({ fields, error }: LogEntry, errorKey: string): string {
  const all = [...(error === undefined ? [] : [{ name: errorKey, expression: error }]), ...fields];
  return all.map(({ name, expression }) => (name === expression ? name : `${name}: ${expression}`)).join(', ');
}

function pythonLevel({ level, error, isCaught }: LogEntry): string {
  if (error !== undefined && isCaught && level === 'error') return 'exception';
  return level === 'warn' ? 'warning' : level;
}

function capital(level: LogLevel): string {
  return level.charAt(0).toUpperCase() + level.slice(1);
}

/** What a record of Python's `logging` has itself; `extra` must not name it. */
const RECORD = new Set(
  'name msg args levelname levelno pathname filename module exc_info exc_text stack_info lineno funcName created msecs relativeCreated thread threadName processName process taskName message asctime'.split(
    ' ',
  ),
);

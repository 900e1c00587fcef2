import type { OutputStream } from '#host/run-process.ts';
import { isRecord } from './http-exchange.ts';

export interface LogLine {
  readonly stream: OutputStream;
  readonly text: string;
  /** The line as a JSON object; undefined where it is none. */
  readonly record: Readonly<Record<string, unknown>> | undefined;
}

/** Everything a server has printed, line by line. */
export interface LogBook {
  readonly add: (stream: OutputStream, text: string) => void;
  /** Whole lines so far, in the order of arrival; empty lines are left out. */
  readonly lines: () => readonly LogLine[];
  /** The last `count` lines as one text. */
  readonly tail: (count: number) => string;
  /** The lines that carry this request id, or where there are none the last few. */
  readonly about: (requestId: string | undefined) => string;
  /** All that was printed, an unfinished last line included. */
  readonly text: () => string;
}

/** Most lines that are kept; the oldest go first. */
const maxLines = 20_000;
/** Most lines of an excerpt about one request. */
const excerptLines = 12;
/** Lines of an excerpt where none can be told to belong to the request. */
const lastLines = 4;

export function logBook(): LogBook {
  const lines: LogLine[] = [];
  const rest: Record<OutputStream, string> = { stdout: '', stderr: '' };
  const tail = (count: number): string => [...lines.slice(-count).map((it) => it.text), ...unfinished()].join('\n');
  return {
    add: (stream, text) => {
      const parts = (rest[stream] + text).split(/\r?\n/);
      rest[stream] = parts.pop() ?? '';
      for (const part of parts) if (part.trim() !== '') lines.push({ stream, text: part, record: recordIn(part) });
      if (lines.length > maxLines) lines.splice(0, lines.length - maxLines);
    },
    lines: () => lines,
    tail,
    about: (requestId) => {
      const own = requestId === undefined ? [] : lines.filter((it) => it.text.includes(requestId));
      return own.length > 0
        ? own
            .slice(-excerptLines)
            .map((it) => it.text)
            .join('\n')
        : tail(lastLines);
    },
    text: () => [...lines.map((it) => it.text), ...unfinished()].join('\n'),
  };

  function unfinished(): string[] {
    return [rest.stdout, rest.stderr].filter((it) => it !== '');
  }
}

function recordIn(text: string): Readonly<Record<string, unknown>> | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

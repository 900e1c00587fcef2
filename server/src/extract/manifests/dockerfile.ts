import { DockerfileParser } from 'dockerfile-ast';
import type { Path } from '#base/paths.ts';
import { LineIndex, type Span } from '#base/span.ts';
import { type Comment, readDirectives } from '#extract/directives.ts';
import type { ParseError } from '#facts/code-facts.ts';
import type { DockerfileFacts } from '#facts/manifest-facts.ts';

type DockerInstruction = DockerfileFacts['instructions'][number];

/** Reads a Dockerfile: continued lines, the escape directive, here-documents. What stands before the first FROM belongs to stage 0. */
export function extractDockerfile(path: Path, text: string): DockerfileFacts {
  const dockerfile = DockerfileParser.parse(text);
  const lines = new LineIndex(text);
  const instructions: DockerInstruction[] = [];
  const parseErrors: ParseError[] = [];
  let stage = -1;
  for (const instruction of dockerfile.getInstructions()) {
    const keyword = instruction.getKeyword();
    const span = spanOf(lines, instruction.getRange());
    if (keyword === 'FROM') stage += 1;
    if (!KEYWORDS.has(keyword)) {
      parseErrors.push({
        message: `${keyword} is not an instruction of a Dockerfile`,
        span: spanOf(lines, instruction.getInstructionRange()),
      });
    }
    const keywordEnd = spanOf(lines, instruction.getInstructionRange()).end;
    const args = argumentsOf(text.slice(keywordEnd, span.end), dockerfile.getEscapeCharacter());
    instructions.push({ keyword, arguments: args, isExecForm: isExecForm(args), stage: Math.max(0, stage), span });
  }
  const comments = dockerfile.getComments().map((comment): Comment => {
    const span = spanOf(lines, comment.getRange());
    return { text: text.slice(span.start, span.end), span, line: comment.getRange().start.line };
  });
  return { kind: 'dockerfile', path, instructions, parseErrors, directives: readDirectives(comments) };
}

const KEYWORDS: ReadonlySet<string> = new Set([
  ...['ADD', 'ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'FROM', 'HEALTHCHECK'],
  ...['LABEL', 'MAINTAINER', 'ONBUILD', 'RUN', 'SHELL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR'],
]);

/** What stands behind the keyword. Continued lines are joined, comments between them left out; a here-document keeps its lines. */
function argumentsOf(text: string, escapeSign: string): string {
  const content = text.replaceAll('\r\n', '\n').trim();
  if (/<<-?["']?\w/.test(content)) return content;
  const [first = '', ...rest] = content.split('\n');
  const lines = [first, ...rest.filter((line) => !/^\s*(#|$)/.test(line)).map((line) => line.trimStart())];
  return lines
    .map((line) => (line.trimEnd().endsWith(escapeSign) ? `${line.trimEnd().slice(0, -escapeSign.length).trimEnd()} ` : line))
    .join('')
    .trim();
}

/** Flags such as `--chown=app` may stand before the array. Docker takes anything that is not a JSON array of strings for shell. */
function isExecForm(args: string): boolean {
  const form = args.replace(/^(?:--\S+\s+)*/, '').trim();
  if (!form.startsWith('[')) return false;
  try {
    const value: unknown = JSON.parse(form);
    return Array.isArray(value) && value.every((it) => typeof it === 'string');
  } catch {
    return false;
  }
}

function spanOf(lines: LineIndex, { start, end }: { readonly start: Place; readonly end: Place }): Span {
  return { start: lines.lineStart(start.line) + start.character, end: lines.lineStart(end.line) + end.character };
}

interface Place {
  readonly line: number;
  readonly character: number;
}

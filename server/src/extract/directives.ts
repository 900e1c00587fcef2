import type { Span } from '#base/span.ts';
import type { Directive } from '#facts/directive.ts';

/** A comment as a language adapter hands it over. */
export interface Comment {
  /** The comment as written; its markers (`//`, `#`, `--`, block or HTML comment) may be there or not. */
  readonly text: string;
  readonly span: Span;
  /** 0-based line of the comment's first character. */
  readonly line: number;
}

/**
 * Tells whether a file's text can hold a directive at all, so that an adapter need not look for comments in the many files that have none.
 * True does not promise one.
 */
export function mayHoldDirectives(text: string): boolean {
  return HINT.test(text);
}

/**
 * Reads the directives in comments, in the order of the comments. Each is one of
 * `tiebeam-ignore-next-line|line|start|end|file RULES -- REASON` with RULES separated by commas or blanks and `until=YYYY-MM-DD`
 * anywhere after the name, or one of another linter: `eslint-disable*` and `oxlint-disable*`, `biome-ignore`, `noqa`, `nolint`, `nosemgrep`,
 * `NOSONAR`.
 * Only the first line of a comment that has words counts. `nolint` and `nosemgrep` hold for their own line and, where they stand alone, for what
 * follows: they give two directives, one of form `line` and one of form `next-line`.
 */
export function readDirectives(comments: readonly Comment[]): Directive[] {
  const out: Directive[] = [];
  for (const comment of comments) {
    if (!HINT.test(comment.text)) continue;
    const content = contentOf(comment.text);
    const own = ownDirective(content, comment);
    if (own) out.push(own);
    else out.push(...foreignDirectives(content, comment));
  }
  return out;
}

/**
 * Tells whether a comment in the first 20 lines says that a program wrote the file: `@generated`,
 * `Code generated … DO NOT EDIT` (https://go.dev/s/generatedcode) or `This file is auto-generated`. Give the whole text or its first lines.
 */
export function isGeneratedHeader(text: string): boolean {
  const header = firstLines(text, 20);
  if (!/generated/i.test(header)) return false;
  for (const [comment] of header.matchAll(HEADER_COMMENT)) {
    if (GENERATED.some((pattern) => pattern.test(comment))) return true;
  }
  return false;
}

const HINT = /tiebeam-ignore-|(?:es|ox)lint-|noqa|nolint|nosemgrep|NOSONAR|biome-ignore/i;

const GENERATED = [
  /@generated(?![\w/])/,
  /\bcode generated\b[^\n]*\bdo not edit\b/i,
  /\b(?:file|class|module|client) (?:is|was|has been) (?:auto[- ]?generated|automatically generated|generated (?:by|from))\b/i,
  /\bauto[- ]?generated\b[^\n]*\bdo not (?:edit|modify|change)\b/i,
];

const HEADER_COMMENT = /\/\*[\s\S]*?(?:\*\/|$)|<!--[\s\S]*?(?:-->|$)|"""[\s\S]*?(?:"""|$)|\/\/[^\n]*|#[^\n]*|--[^\n]*/g;

function firstLines(text: string, count: number): string {
  let end = -1;
  for (let line = 0; line < count; line += 1) {
    end = text.indexOf('\n', end + 1);
    if (end < 0) return text;
  }
  return text.slice(0, end);
}

/** The first line of a comment that has words, without its markers. */
function contentOf(text: string): string {
  const body = text
    .replace(/^\s*(?:\/\/+|\/\*+!?|<!--+|#+|--+|;+)?\s*/, '')
    .replace(/\r?\n[\s\S]*$/, '')
    .replace(/\s*(?:\*+\/|--+>)?\s*$/, '');
  return body.startsWith('* ') ? body.slice(2).trimStart() : body;
}

function ownDirective(content: string, comment: Comment): Directive | undefined {
  const match = /^tiebeam-ignore-(next-line|line|start|end|file)(?![\w-])\s*(.*)$/.exec(content);
  if (!match) return undefined;
  const until = /(?:^|\s)until=(\d{4}-\d{2}-\d{2})(?=\s|,|$)/.exec(match[2] ?? '');
  const rest = (match[2] ?? '').replace(/(?:^|\s)until=\S*/g, ' ').trim();
  const { before, after } = splitReason(rest);
  return {
    form: match[1] as Directive['form'],
    rules: listOf(before),
    ...(after === '' ? {} : { reason: after }),
    ...(until?.[1] === undefined ? {} : { until: until[1] }),
    span: comment.span,
    line: comment.line,
  };
}

function foreignDirectives(content: string, comment: Comment): Directive[] {
  const make = (
    foreign: NonNullable<Directive['foreign']>,
    form: Directive['form'],
    codes: string,
    reason: string,
  ): Directive => ({
    form,
    rules: listOf(codes),
    ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    foreign,
    span: comment.span,
    line: comment.line,
  });
  const eslint = /^(?:eslint|oxlint)-(disable-next-line|disable-line|disable|enable)(?![\w-])\s*(.*)$/.exec(content);
  if (eslint) {
    const { before, after } = splitReason(eslint[2] ?? '');
    return [make('eslint', ESLINT_FORMS[eslint[1] ?? ''] ?? 'line', before, after)];
  }
  const biome = /^biome-ignore(-all)?\s+lint\/(?:\w+\/)?(\w+)[^:]*:?\s*(.*)$/.exec(content);
  if (biome) return [make('biome', biome[1] === undefined ? 'next-line' : 'file', biome[2] ?? '', biome[3] ?? '')];
  const wholeFile = /^(?:flake8|ruff)[:=]\s*noqa(?::\s*(.*))?$/i.exec(content);
  if (wholeFile) return [make('noqa', 'file', codesAtStart(wholeFile[1] ?? ''), '')];
  const noqa = /(?:^|[#\s])noqa(?![\w-])(?:\s*:\s*(.*))?/i.exec(content);
  if (noqa) return [make('noqa', 'line', codesAtStart(noqa[1] ?? ''), '')];
  const nolint = /^nolint(?![\w-])(?::([\w,\s-]*?))?(?:\s*\/\/\s*(.*))?$/.exec(content);
  if (nolint) return (['line', 'next-line'] as const).map((form) => make('nolint', form, nolint[1] ?? '', nolint[2] ?? ''));
  const semgrep = /(?:^|\s)nosemgrep(?![\w-])(?:\s*:\s*(.*))?/i.exec(content);
  if (semgrep) {
    const { before, after } = splitReason(semgrep[1] ?? '');
    return (['line', 'next-line'] as const).map((form) => make('nosemgrep', form, before, after));
  }
  const sonar = /(?:^|\s)NOSONAR(?![\w-])\s*(.*)/.exec(content);
  return sonar ? [make('nosonar', 'line', '', sonar[1] ?? '')] : [];
}

const ESLINT_FORMS: Readonly<Record<string, Directive['form']>> = {
  'disable-next-line': 'next-line',
  'disable-line': 'line',
  disable: 'start',
  enable: 'end',
};

/** `F401,S110 because` has the codes `F401,S110`: letters followed by digits. */
function codesAtStart(text: string): string {
  return /^(?:[A-Za-z]+\d+[,\s]*)*/.exec(text)?.[0] ?? '';
}

function splitReason(text: string): { readonly before: string; readonly after: string } {
  const match = /(?:^|\s)--\s+/.exec(text);
  return match
    ? { before: text.slice(0, match.index), after: text.slice(match.index + match[0].length).trim() }
    : { before: text, after: '' };
}

function listOf(text: string): string[] {
  return text.split(/[,\s]+/).filter((word) => word !== '');
}

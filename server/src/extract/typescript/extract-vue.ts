import { extension, type Path } from '#base/paths.ts';
import { LineIndex, type Span } from '#base/span.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import type { Directive } from '#facts/directive.ts';
import { type Comment, mayHoldDirectives, readDirectives } from '../directives.ts';
import { extractScript } from './extract-typescript.ts';
import { shownInTemplate } from './template-text.ts';

/**
 * The facts of the scripts in a Vue or Svelte component file, as one module: offsets are the file's own. The language is TypeScript
 * where one of them says so. Directives count in scripts and in the comments of the template. Never throws; without a script there is
 * nothing but the module.
 */
export function extractVue(path: Path, text: string): CodeFacts {
  const container = extension(path) === '.svelte' ? 'svelte' : 'vue';
  const { scripts, comments } = blocksOf(text, container);
  const langs = scripts.map((it) => it.lang);
  const isTypeScript = langs.some((lang) => lang === 'ts' || lang === 'tsx' || lang === 'typescript');
  const hasJsx = langs.some((lang) => lang === 'tsx' || lang === 'jsx');
  const scriptName = `script.${isTypeScript ? (hasJsx ? 'tsx' : 'ts') : 'jsx'}`;
  const language = isTypeScript ? 'typescript' : 'javascript';
  const facts = extractScript(path, onlyScripts(text, scripts), { language, container }, scriptName);
  const outside = templateDirectives(text, comments);
  const shown = shownInTemplate(text, scripts, container);
  const rendered = shown.length > 0 ? [...shown, ...(facts.rendered ?? [])] : facts.rendered;
  return {
    ...facts,
    ...(rendered && { rendered }),
    directives:
      outside.length > 0 ? [...facts.directives, ...outside].sort((a, b) => a.span.start - b.span.start) : facts.directives,
  };
}

interface Script {
  /** What stands between the tags. */
  readonly content: Span;
  readonly lang: string;
}

interface Blocks {
  readonly scripts: readonly Script[];
  readonly comments: readonly Span[];
}

/** Tags of the top level: `<!-- -->`, `<script …>`, `<template …>`, `</template>`, `<style …>`, in Svelte also the page's own head. */
const TAG = /<!--|<\/?(script|template|style|svelte:head)(?=[\s/>])(?:"[^"]*"|'[^']*'|[^"'>])*>/gi;

/**
 * Finds the scripts that belong to the component: those that stand in a template, a comment or the page's head do not. The end of a
 * script is the next closing tag, whatever stands around it, as in HTML.
 */
function blocksOf(text: string, container: 'vue' | 'svelte'): Blocks {
  const scripts: Script[] = [];
  const comments: Span[] = [];
  let depth = 0;
  TAG.lastIndex = 0;
  for (let match = TAG.exec(text); match; match = TAG.exec(text)) {
    const [tag] = match;
    const end = match.index + tag.length;
    if (tag === '<!--') {
      const close = text.indexOf('-->', end);
      const span = { start: match.index, end: close < 0 ? text.length : close + 3 };
      comments.push(span);
      TAG.lastIndex = span.end;
      continue;
    }
    const name = match[1]?.toLowerCase() ?? '';
    const isEmpty = tag.endsWith('/>');
    const nests = name === 'svelte:head' || (name === 'template' && container === 'vue');
    if (nests && !isEmpty) depth = Math.max(0, depth + (tag.startsWith('</') ? -1 : 1));
    if (nests || isEmpty || tag.startsWith('</') || name === 'template') continue;
    const closing = new RegExp(`</${name}\\s*>`, 'gi');
    closing.lastIndex = end;
    const content = { start: end, end: closing.exec(text)?.index ?? text.length };
    if (name === 'script' && depth === 0)
      scripts.push({ content, lang: /\slang\s*=\s*["']?(\w+)/i.exec(tag)?.[1]?.toLowerCase() ?? '' });
    TAG.lastIndex = content.end;
  }
  return { scripts, comments };
}

/** The text with blanks for everything outside of scripts, so that every offset and line stays. */
function onlyScripts(text: string, scripts: readonly Script[]): string {
  let out = '';
  let from = 0;
  for (const { content } of scripts) {
    out += blank(text.slice(from, content.start)) + text.slice(content.start, content.end);
    from = content.end;
  }
  return out + blank(text.slice(from));
}

function blank(text: string): string {
  return text.replace(/[^\r\n]+/g, (run) => ' '.repeat(run.length));
}

function templateDirectives(text: string, comments: readonly Span[]): readonly Directive[] {
  if (comments.length === 0 || !mayHoldDirectives(text)) return [];
  const lines = new LineIndex(text);
  const placed: Comment[] = comments.map((span) => ({
    text: text.slice(span.start, span.end),
    span,
    line: lines.positionAt(span.start).line,
  }));
  return readDirectives(placed);
}

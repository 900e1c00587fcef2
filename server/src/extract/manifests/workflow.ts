import { isMap, isScalar, parseDocument, visit } from 'yaml';
import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { type Comment, readDirectives } from '#extract/directives.ts';
import type { WorkflowFacts } from '#facts/manifest-facts.ts';
import { commentFrom, textLines } from './text-lines.ts';

/** Reads a workflow of GitHub Actions for the variables that it names; a broken file gives what can be read. */
export function extractWorkflow(path: Path, text: string): WorkflowFacts {
  const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false, stringKeys: false });
  const variables: { name: string; nameSpan: Span }[] = [];
  const scripts: Span[] = [];
  visit(document, {
    Pair: (_, { key, value }) => {
      if (!isScalar(key)) return;
      if (key.value === 'env' && isMap(value))
        for (const { key: name } of value.items)
          if (isScalar(name) && name.type === 'PLAIN' && name.range)
            variables.push({ name: String(name.value), nameSpan: { start: name.range[0], end: name.range[1] } });
      if ((key.value === 'run' || key.value === 'build-args') && isScalar(value) && value.range)
        scripts.push({ start: value.range[0], end: value.range[1] });
    },
  });
  const comments: Comment[] = [];
  for (const line of textLines(text)) {
    const column = line.text.search(/\S/);
    if (line.text[column] === '#') comments.push(commentFrom(line, column));
  }
  // GitHub says itself what is wrong with a workflow.
  return { kind: 'workflow', path, variables, scripts, parseErrors: [], directives: readDirectives(comments) };
}

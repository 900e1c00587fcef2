import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { FileEdit, FixOffer } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { createErrorMessage, errorMessageOf } from './error-message.ts';
import { errorExpression } from './mapped-error.ts';
import type { RawError } from './raw-errors.ts';
import type { ShownValue } from './shown-values.ts';

/** Shows the sentence of a function that maps errors; undefined where the expression or the function is not certain. */
export function mappedError(
  workspace: Workspace,
  code: LiftedCode,
  { value, place, isAttribute }: ShownValue,
  { head }: RawError,
): { readonly offer: FixOffer; readonly edits: () => readonly FileEdit[] | undefined } | undefined {
  const text = workspace.textOf(code.path);
  const found = text === undefined ? undefined : errorExpression(text, value, head);
  if (text === undefined || !found || !isInReach(code, text, found.span.start)) return undefined;
  // `{error?.message}` shows nothing as long as there is no error.
  const mayBeAbsent = text.slice(found.span.start, found.span.end).includes(`${found.error}?.`);
  if (mayBeAbsent && found.fallback === undefined && (isAttribute || place === 'the markup')) return undefined;
  const mapper = errorMessageOf(workspace, code);
  if (!mapper) return undefined;
  const title = worded`Show ${mapper.name}(${found.error})`;
  return {
    offer: { id: 'map-error', kind: mapper.isNew ? 'multi' : 'suggest', title },
    edits() {
      const call = (name: string): string => {
        const rest = found.fallback === undefined ? '' : mapper.takesFallback ? `, ${found.fallback}` : undefined;
        return rest === undefined ? `${name}(${found.error}) || ${found.fallback}` : `${name}(${found.error}${rest})`;
      };
      const own = editCode(workspace, code.path, {
        own: [{ from: mapper.from, name: mapper.name }],
        changes: (written) => [{ span: found.span, text: call(written(mapper.name)) }],
        note: worded`Show what ${mapper.name} says`,
      });
      const created = createErrorMessage(workspace, code, mapper);
      if (!own || (mapper.isNew && !created)) return undefined;
      return created ? [own, created] : [own];
    },
  };
}

/** The template of a component sees what `<script setup>` imports, and nothing of another script. */
function isInReach({ facts }: LiftedCode, text: string, offset: number): boolean {
  if (facts.container === undefined) return true;
  if (facts.container !== 'vue') return false;
  const blocks = [...text.matchAll(/<script\b([^>]*)>[\s\S]*?<\/script>/g)];
  const isInScript = blocks.some((it) => it.index < offset && offset < it.index + it[0].length);
  return blocks.length === 1 && (isInScript || /\bsetup\b/.test(blocks[0]?.[1] ?? ''));
}

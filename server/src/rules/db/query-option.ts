import type { Call } from '#facts/code-facts.ts';
import { addArgument, addEntry } from '#fixes/last-element.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import type { TextChange } from '#snippets/text-change.ts';

/** Adds an entry to the options of a query, its argument at `index`; undefined where they are no literal, or what comes before them is missing. */
export function addOption(text: string, call: Call, index: number, entry: string, style: TextStyle): TextChange[] | undefined {
  const options = call.args[index];
  if (call.isOpen) return undefined;
  if (options)
    return options.kind === 'object' && call.args.length === index + 1 ? addEntry(text, options, entry, style) : undefined;
  return call.args.length === index ? addArgument(text, call, `{ ${entry} }`, style) : undefined;
}

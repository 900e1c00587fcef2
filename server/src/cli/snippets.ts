import { readSnippetLibrary } from '#host/snippet-files.ts';
import { formatListing, listSnippets } from '#snippets/list.ts';
import { ExitCode } from './exit-code.ts';

/** `tiebeam snippets`. */
export async function snippets({ format }: { readonly format: 'text' | 'json' }): Promise<ExitCode> {
  const listing = listSnippets(readSnippetLibrary());
  process.stdout.write(format === 'json' ? `${JSON.stringify(listing, undefined, 2)}\n` : `${formatListing(listing)}\n`);
  return ExitCode.clean;
}

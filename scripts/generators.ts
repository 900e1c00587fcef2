import { configurationJsonSchema } from '#decisions/configuration-json-schema.ts';
import { configurationReference } from './configuration-docs.ts';
import { englishBundle } from './l10n/bundle.ts';
import { precisionPage } from './precision-docs.ts';
import { frameworkRegistry, pageRegistry, ruleRegistry } from './registries.ts';
import { ruleDocs } from './rule-docs.ts';
import { snippetsPage } from './snippet-docs.ts';

/** A file that is written from others. */
export interface Generator {
  /** Relative to the root of the repository. */
  readonly path: string;
  /** The whole text of the file, with a line at its top that names the script. */
  readonly content: (root: string) => string | Promise<string>;
}

/** In the order in which they run: a later one may read what an earlier one has written. */
export const generators: readonly Generator[] = [
  { path: 'server/src/concepts/frameworks.generated.ts', content: frameworkRegistry },
  { path: 'server/src/rules/rules.generated.ts', content: ruleRegistry },
  { path: 'server/src/rules/pages.generated.ts', content: pageRegistry },
  { path: 'docs/tiebeam.schema.json', content: configurationSchema },
  { path: 'docs/configuration.md', content: configurationReference },
  { path: 'docs/precision.md', content: precisionPage },
  { path: 'docs/snippets.md', content: snippetsPage },
  { path: 'l10n/bundle.l10n.json', content: englishBundle },
  ...ruleDocs(),
];

async function configurationSchema(): Promise<string> {
  const { RULES: rules } = await import('#rules/rules.generated.ts');
  const { $schema, ...schema } = configurationJsonSchema({ rules });
  return `${JSON.stringify({ $schema, $comment: 'Written by scripts/generate.ts', ...schema }, null, 2)}\n`;
}

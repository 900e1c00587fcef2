import type { CodeFacts } from './code-facts.ts';
import type { ManifestFacts } from './manifest-facts.ts';

/** What one file says. */
export type FileFacts = CodeFacts | ManifestFacts;

/** Change it with every change of the vocabulary or of an extractor: stored facts with another number are thrown away. */
export const FACTS_VERSION = 4;

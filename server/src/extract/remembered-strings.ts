import { secretFormatOf } from '#base/secret-format.ts';
import type { Span } from '#base/span.ts';
import type { RememberedString, ScopeId } from '#facts/code-facts.ts';
import { extractSql } from './manifests/sql.ts';

/** Longer strings are cut in the facts: what rules look for stands at the start, and data in the source must not fill the memory. */
export const MAX_STRING_LENGTH = 4_000;

/**
 * Tells whether a string is worth remembering wherever it stands: it reads as an SQL statement, starts as an address (`scheme://…`) or has the
 * form of a credential.
 * A word such as `Select` or `UPDATE` alone is neither: buttons and permissions are called so.
 */
export function isWorthRemembering(text: string): boolean {
  if (text.length < 8) return false;
  return ADDRESS.test(text) || looksLikeSql(text) || secretFormatOf(text) !== undefined;
}

/** A string as the facts keep it. */
export function remembered(value: string, scope: ScopeId, span: Span): RememberedString {
  if (!CHANGES_TABLES.test(value)) return { value, scope, span };
  const { statements, markers } = extractSql('', value);
  return { value, scope, span, schema: { statements, markers } };
}

const CHANGES_TABLES = /^[\s(]*(?:--[^\n]*\n\s*)*(?:create|alter|drop|truncate|rename|insert)\b/i;

/** Tells whether a text reads as an SQL statement: a verb in capitals and more, or a verb in any case with the words that belong to it. */
export function looksLikeSql(text: string): boolean {
  return FIRST_LETTER.test(text) && (VERB_IN_CAPITALS.test(text) || STATEMENT.test(text));
}

const ADDRESS = /^[a-z][a-z0-9+.-]{1,20}:\/\/\S/i;

const FIRST_LETTER = /^[\s(]*(?:--[^\n]*\n\s*)*[abcdegilmrstuvw]/i;

const VERB_IN_CAPITALS =
  /^[\s(]*(?:--[^\n]*\n\s*)*(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|CREATE|ALTER|DROP|TRUNCATE|MERGE INTO|REPLACE INTO|GRANT|REVOKE|BEGIN|START TRANSACTION|SAVEPOINT|SET|EXPLAIN|CALL|LOCK|VACUUM|ANALYZE|COPY|LISTEN|NOTIFY)\s+\S/;

const STATEMENT =
  /^[\s(]*(?:--[^\n]*\n\s*)*(?:select\s[\s\S]*?\sfrom\s|select\s+(?:\d|\w+\()|insert\s+(?:ignore\s+)?into\s|update\s[\s\S]+?\sset\s|delete\s+from\s|with\s+(?:recursive\s+)?[\w"`]+\s*(?:\([^)]*\)\s*)?as\s*\(|create\s+(?:or\s+replace\s+)?(?:temp(?:orary)?\s+)?(?:unique\s+)?(?:table|index|view|materialized|schema|extension|type|function|trigger|database|sequence)\s|alter\s+(?:table|type|schema|sequence)\s|drop\s+(?:table|index|view|schema|column|type)\s|truncate\s+table\s|merge\s+into\s|replace\s+into\s)/i;

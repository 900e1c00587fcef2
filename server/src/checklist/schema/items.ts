import { databaseOf } from '../backend/database.ts';
import type { Look } from '../look.ts';
import { count, done, type Evidence, evidence, missing, notApplicable, partly, unknown, type Verdict } from '../verdict.ts';
import { type Column, type Table, tablesOf } from './tables.ts';

const NEARLY_ALL = 0.95;

/** Asks about the tables of a server, where there are any that are understood. */
function about(look: Look, ask: (tables: readonly Table[]) => Verdict): Verdict {
  const tables = tablesOf(look).filter((it) => it.columns.length > 0);
  if (tables.length > 0) {
    const verdict = ask(tables);
    const stable = tables.filter((it) => it.isAltered !== true);
    if (stable.length === tables.length || verdict.state === 'done' || verdict.state === 'not-applicable') return verdict;
    const certain = stable.length > 0 ? ask(stable) : undefined;
    return certain?.state === 'partly' || certain?.state === 'missing'
      ? certain
      : unknown('Migrations change tables later in ways that are not followed');
  }
  const used = databaseOf(look);
  if (used.isDocument) return notApplicable('a store of documents has no schema of its own');
  return used.drivers.length === 0
    ? notApplicable('it uses no database that is known')
    : unknown('How the tables are declared is not understood', used.drivers.slice(0, 1));
}

function tableEvidence(table: Table, sentence: string): Evidence {
  return evidence(table.path, table.span, sentence);
}

interface PlacedColumn {
  readonly table: Table;
  readonly column: Column;
}

function columnsOf(tables: readonly Table[]): PlacedColumn[] {
  return tables.flatMap((table) => table.columns.map((column) => ({ table, column })));
}

function columnName({ table, column }: PlacedColumn): string {
  return `\`${table.name}.${column.name}\``;
}

function share(
  all: readonly PlacedColumn[],
  good: (it: PlacedColumn) => boolean,
  what: string,
  said: string,
  trouble: string,
): Verdict {
  const bad = all.filter((it) => !good(it));
  const sentence = `${all.length - bad.length} of ${count(all.length, what)} ${said}`;
  const places = bad.map((it) => tableEvidence(it.table, `${columnName(it)} ${trouble}`));
  if (bad.length <= all.length * (1 - NEARLY_ALL)) return done(sentence, places);
  return bad.length < all.length ? partly(sentence, places) : missing(sentence, places);
}

/** What has an identity has a table. */
export function entities(look: Look): Verdict {
  return about(look, (tables) =>
    done(
      `${count(tables.length, 'table')}: ${tables
        .slice(0, 5)
        .map((it) => it.name)
        .join(', ')}${tables.length > 5 ? ' …' : ''}`,
      tables.slice(0, 5).map((it) => tableEvidence(it, `\`${it.name}\``)),
    ),
  );
}

/** A primary key that does not count up. */
export function keys(look: Look): Verdict {
  return about(look, (tables) => {
    const without = tables.filter((it) => !it.columns.some((one) => one.isPrimary));
    const counting = tables.filter((it) =>
      it.columns.some(
        (one) => one.isPrimary && /serial|auto_increment|integer$|^int|bigint|autofield/.test(one.type) && !one.reference,
      ),
    );
    if (without.length > 0)
      return partly(
        `${count(without.length, 'table')} without a primary key`,
        without.map((it) => tableEvidence(it, `\`${it.name}\` has no primary key`)),
      );
    if (counting.length === 0)
      return done(
        'Each table has a primary key that tells nothing',
        tables.slice(0, 3).map((it) => tableEvidence(it, `\`${it.name}\``)),
      );
    return partly(
      `${counting.length} of ${count(tables.length, 'table')} have a key that counts up, which must not be shown to the outside`,
      counting.map((it) => tableEvidence(it, `The key of \`${it.name}\` counts up`)),
    );
  });
}

/** References are known to the database, with what happens when the other row goes. */
export function foreignKeys(look: Look): Verdict {
  return about(look, (tables) => {
    const references = columnsOf(tables).filter((it) => it.column.reference !== undefined);
    const meant = columnsOf(tables).filter(
      (it) => it.column.reference === undefined && !it.column.isPrimary && isReferenceByName(it, tables),
    );
    if (references.length === 0) {
      if (meant.length > 0)
        return missing(
          'Columns refer to other tables, and the database does not know',
          meant.map((it) => tableEvidence(it.table, `${columnName(it)} refers to another table`)),
        );
      return notApplicable('no table refers to another one');
    }
    const verdict = share(
      references,
      (it) => it.column.reference?.saysOnDelete === true,
      'reference',
      'say what happens when the other row goes',
      'does not say what happens when the other row goes',
    );
    return meant.length > 0 && verdict.state === 'done'
      ? partly(
          `${verdict.summary}; ${count(meant.length, 'column')} refer without a foreign key`,
          meant.map((it) => tableEvidence(it.table, `${columnName(it)} refers to another table`)),
        )
      : verdict;
  });
}

function isReferenceByName({ column }: PlacedColumn, tables: readonly Table[]): boolean {
  const name = /^(\w+?)_?id$/i.exec(column.name)?.[1]?.toLowerCase().replace(/_$/, '');
  return (
    name !== undefined &&
    name.length > 2 &&
    tables.some((it) => it.name === name || it.name === `${name}s` || it.name === `${name}es`)
  );
}

/** Columns have a value unless there is a reason. */
export function notNull(look: Look): Verdict {
  return about(look, (tables) => {
    const columns = columnsOf(tables).filter(
      (it) =>
        !/^(deleted|used|revoked|expires|expired|archived|published|completed|confirmed|verified|read|sent|finished|closed|ended|last_\w+)_?(at|on)?$/i.test(
          it.column.name,
        ),
    );
    const open = columns.filter((it) => it.column.mayBeNull);
    const sentence = `${columns.length - open.length} of ${count(columns.length, 'column')} must have a value`;
    const places = open.map((it) => tableEvidence(it.table, `${columnName(it)} may be empty`));
    if (open.length <= columns.length * 0.3) return done(sentence, places);
    return open.length <= columns.length * 0.7 ? partly(sentence, places) : missing(sentence, places);
  });
}

/** When a row was made and changed. */
export function timestamps(look: Look): Verdict {
  return about(look, (tables) => {
    // A table of two references has nothing to tell of itself.
    const own = tables.filter((it) => it.columns.some((one) => !one.reference && !one.isPrimary));
    const made = (it: Table): boolean =>
      it.columns.some(
        (one) =>
          /^(created|inserted|added|registered|joined|issued|date_created|creation)/i.test(one.name) ||
          /^(timestamp|date|time|occurred_at|created)$/i.test(one.name),
      );
    const changed = (it: Table): boolean =>
      it.columns.some((one) => /^(updated|modified|changed|last_modified|date_updated)/i.test(one.name));
    const without = own.filter((it) => !made(it));
    if (own.length === 0) return notApplicable('tables hold references only');
    const sentence = `${own.length - without.length} of ${count(own.length, 'table')} say when a row was made`;
    if (without.length <= own.length * 0.2 && own.some(changed))
      return done(
        sentence,
        without.map((it) => tableEvidence(it, `\`${it.name}\` does not say when a row was made`)),
      );
    return without.length < own.length
      ? partly(
          without.length > 0 ? sentence : `${sentence}; none says when it was changed`,
          without.map((it) => tableEvidence(it, `\`${it.name}\` does not say when a row was made`)),
        )
      : missing(
          sentence,
          without.map((it) => tableEvidence(it, `\`${it.name}\``)),
        );
  });
}

/** References can be looked up. */
export function indexes(look: Look): Verdict {
  return about(look, (tables) => {
    const references = columnsOf(tables).filter((it) => it.column.reference !== undefined);
    if (references.length === 0) return notApplicable('no table refers to another one');
    return share(references, (it) => it.column.isIndexed, 'reference', 'have an index', 'has no index');
  });
}

/** One fact stands once. */
export function normalised(look: Look): Verdict {
  return about(look, (tables) => {
    const bad = tables.flatMap((table) => {
      const numbered = table.columns.filter(
        (it) =>
          /[a-z]_?[2-9]$/i.test(it.name) &&
          table.columns.some(
            (one) => one.name === it.name.replace(/[2-9]$/, '1') || one.name === it.name.replace(/_?[2-9]$/, ''),
          ),
      );
      const lists = table.columns.filter((it) => /_(csv|list|ids)$/i.test(it.name) && /char|text/.test(it.type));
      return [...numbered, ...lists].map((column) => ({ table, column }));
    });
    if (bad.length === 0) return done('No column stands for several values');
    return partly(
      `${count(bad.length, 'column')} that stand for several values`,
      bad.map((it) => tableEvidence(it.table, `${columnName(it)} stands for several values`)),
    );
  });
}

/** Names are spelt in one way. */
export function naming(look: Look): Verdict {
  return about(look, (tables) => {
    const all = columnsOf(tables);
    const snake = all.filter((it) => /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/.test(it.column.name));
    const camel = all.filter((it) => /[a-z][A-Z]/.test(it.column.name));
    const [few, many] = snake.length >= camel.length ? [camel, snake] : [snake, camel];
    if (few.length === 0)
      return done(
        many === camel && camel.length > 0
          ? 'Names of columns are in camelCase throughout'
          : 'Names of columns are in snake_case throughout',
      );
    return partly(
      `${count(few.length, 'column')} spelt in another way than ${many.length} others`,
      few.map((it) => tableEvidence(it.table, `${columnName(it)} is spelt in another way`)),
    );
  });
}

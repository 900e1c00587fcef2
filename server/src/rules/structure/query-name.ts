import { camelCase, pascalCase, pluralOf, singularOf, snakeCase } from '#decisions/names.ts';
import type { Call, CodeLanguage } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';

/**
 * A name for a function that makes a query, from what it does, to what and by which keys: `findUserByEmail`, `delete_comments`. Undefined where the
 * calls do not say what they do.
 * @param chain the calls of the query, first to last
 * @param entity as it is called at the query: `User`, `order_items`
 */
export function queryName(chain: readonly Call[], entity: string, language: CodeLanguage, text: string): string | undefined {
  const methods = chain.flatMap((it) => it.callee.path.slice(-1));
  const verb = verbOf(methods);
  if (verb === undefined) return undefined;
  const keys = keysOf(chain, text, language);
  const byKeys = keys.length > 0 && keys.length <= 2 && verb.takesKeys ? `-by-${keys.join('-and-')}` : '';
  const isFiltered = language === 'python' && methods.some((it) => it === 'filter' || it === 'exclude');
  const isOfMany = verb.isOfMany || (isFiltered && /^(?:update|delete)$/.test(verb.word));
  const subject = isOfMany ? pluralOf(entity) : singularOf(entity);
  const words = verb.word === 'exists' ? `${singularOf(entity)}-exists${byKeys}` : `${verb.word}-${subject}${byKeys}`;
  return language === 'python' ? snakeCase(words) : language === 'go' ? pascalCase(words) : camelCase(words);
}

interface Verb {
  readonly word: string;
  readonly isOfMany: boolean;
  readonly takesKeys: boolean;
}

const VERBS: readonly (readonly [RegExp, Verb])[] = [
  [/^(?:get_or_create|findOrCreate|FirstOrCreate)$/, { word: 'get-or-create', isOfMany: false, takesKeys: false }],
  [/^(?:update_or_create|upsert|findOneAndReplace)$/, { word: 'save', isOfMany: false, takesKeys: false }],
  [/^(?:insertMany|createMany|bulkCreate|bulk_create|bulkWrite)$/, { word: 'create', isOfMany: true, takesKeys: false }],
  [/^(?:create|insert|insertOne|Create)$/, { word: 'create', isOfMany: false, takesKeys: false }],
  [/^(?:updateMany|bulk_update)$/, { word: 'update', isOfMany: true, takesKeys: false }],
  [
    /^(?:update|updateOne|findOneAndUpdate|findByIdAndUpdate|Updates?|UpdateColumns?)$/,
    { word: 'update', isOfMany: false, takesKeys: false },
  ],
  [/^(?:deleteMany)$/, { word: 'delete', isOfMany: true, takesKeys: true }],
  [
    /^(?:delete|del|destroy|deleteOne|remove|findOneAndDelete|findByIdAndDelete|findByIdAndRemove|findOneAndRemove|Delete)$/,
    { word: 'delete', isOfMany: false, takesKeys: true },
  ],
  [/^(?:count|countDocuments|Count)$/, { word: 'count', isOfMany: true, takesKeys: true }],
  [/^(?:exists)$/, { word: 'exists', isOfMany: false, takesKeys: true }],
  [/^(?:aggregate)$/, { word: 'summarize', isOfMany: true, takesKeys: false }],
  [/^(?:paginate|findAndCountAll)$/, { word: 'paginate', isOfMany: true, takesKeys: true }],
  [
    /^(?:findOne|findUnique|findFirst|findByPk|findById|findUniqueOrThrow|findFirstOrThrow|findOneBy|findOneOrFail|first|first_or_404|get|get_or_404|one|one_or_none|one_or_404|scalar_one|scalar_one_or_none|First|Take)$/,
    { word: 'find', isOfMany: false, takesKeys: true },
  ],
  [
    /^(?:find|findMany|findAll|findBy|all|filter|filter_by|exclude|values|values_list|order_by|select_related|prefetch_related|scalars|Find|select|where|in_bulk)$/,
    { word: 'find', isOfMany: true, takesKeys: true },
  ],
];

/** The first of the kinds above that one of the methods is: a `where` before a `del` deletes. */
function verbOf(methods: readonly string[]): Verb | undefined {
  return VERBS.find(([pattern]) => methods.some((it) => pattern.test(it)))?.[1];
}

const BY_ID = /^(?:findByPk|findById|get|get_or_404|findByIdAnd\w+)$/;

/** The columns that a query asks for, as words; empty where it does not say them all. */
function keysOf(chain: readonly Call[], text: string, language: CodeLanguage): readonly string[] {
  const keys: string[] = [];
  for (const call of chain) {
    const method = call.callee.path.at(-1) ?? '';
    if (/^(?:values|values_list|order_by|order|sort|select|update|annotate|prefetch_related|select_related)$/.test(method))
      continue;
    if (BY_ID.test(method) && call.keywords.length === 0 && call.args.length > 0) {
      keys.push('id');
      continue;
    }
    if (language === 'python') {
      if (/^(?:filter|filter_by|get|exclude|get_or_404|first_or_404|where)$/.test(method)) {
        keys.push(...call.keywords.map((it) => it.name));
        for (const it of call.args) keys.push(...compared(text.slice(it.span.start, it.span.end)));
      }
    } else if (/^(?:find|where|count|delete|destroy|remove|exists)/i.test(method)) keys.push(...entriesOf(call.args[0]));
  }
  return [...new Set(keys.map(plain))].filter((it) => it !== '');
}

function compared(text: string): string[] {
  return [...text.matchAll(/\.(\w+)\s*==/g)].map((it) => it[1] ?? '');
}

function entriesOf(value: Value | undefined): string[] {
  if (value?.kind !== 'object' || value.isOpen) return [];
  const where = value.entries.find((it) => it.key === 'where');
  if (where) return entriesOf(where.value);
  return value.entries.map((it) => it.key);
}

function plain(key: string): string {
  if (/^(?:_?id|pk|uuid|_id)$/i.test(key)) return 'id';
  return /^[A-Za-z]\w*$/.test(key)
    ? key
        .replace(/__in$/, 's')
        .replace(/__(?:exact|iexact)$/, '')
        .replaceAll('__', '_')
    : '';
}

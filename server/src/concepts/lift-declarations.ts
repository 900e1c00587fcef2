import type { CodeFacts, Field } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Linker } from '#link/linker.ts';
import type { Catalog } from './catalog.ts';
import type { Concept } from './concept.ts';
import type { DeclaredSetting } from './kinds/environment.ts';
import { liftControllers } from './routing/lift-controllers.ts';

/** The concepts that declarations and assignments stand for: settings classes, middleware lists, route decorators, web storage. */
export function liftDeclarations(facts: CodeFacts, linker: Linker, catalog: Catalog): Concept[] {
  return [
    ...settingsClasses(facts, linker, catalog),
    ...envTags(facts),
    ...checkedClasses(facts),
    ...middlewareLists(facts, catalog),
    ...liftControllers(facts, linker, catalog),
    ...storageAssignments(facts),
  ];
}

function settingsClasses(facts: CodeFacts, linker: Linker, catalog: Catalog): Concept[] {
  return facts.classes.flatMap((it): Concept[] => {
    const isSettings = it.bases.some(
      (base) => base.path.length > 0 && catalog.isSettingsBase(linker.reference(facts.path, 0, base.path)),
    );
    if (!isSettings) return [];
    const prefix = settingsPrefix(facts, it.fields);
    // A file or a vault may hold what the environment does not.
    const hasOtherSources = facts.scopes.some(
      ({ fn }) => fn?.owner === it.name && /^(settings_customise|customise)_sources$/.test(fn.name ?? ''),
    );
    const variables = it.fields
      .filter((field) => field.type !== undefined && field.name !== 'model_config' && !field.name.startsWith('_'))
      .map((field) => settingOf(facts, prefix, field))
      .map((setting) => (hasOtherSources ? { ...setting, isOptional: true } : setting));
    return [{ kind: 'env-schema', framework: 'pydantic-settings', scope: it.scope, span: it.nameSpan, variables }];
  });
}

/** `jwt_secret: str`, `jwt_secret: str = "…"`, `jwt_secret: str = Field(default="…", alias="…")`. */
function settingOf(facts: CodeFacts, prefix: string, field: Field): DeclaredSetting {
  const name = (prefix + field.name).toUpperCase();
  const { value, span } = field;
  const call = value?.kind === 'call' ? facts.calls[value.call] : undefined;
  if (call?.callee.path.at(-1) !== 'Field')
    return { name, isOptional: value !== undefined, span, ...(value && { defaultValue: value }) };
  const keyword = (key: string) => call.keywords.find((it) => it.name === key)?.value;
  const defaultValue = call.args[0] ?? keyword('default');
  const isRequired = defaultValue === undefined ? keyword('default_factory') === undefined : isEllipsis(defaultValue);
  return { name, isOptional: !isRequired, span, ...(defaultValue && { defaultValue }) };
}

/** `Field(...)`, Python's way to say that there is no default. */
function isEllipsis({ kind, span }: Value): boolean {
  return kind === 'opaque' && span.end - span.start === '...'.length;
}

/** `model_config = SettingsConfigDict(env_prefix="SHOP_")`. */
function settingsPrefix(facts: CodeFacts, fields: readonly Field[]): string {
  const config = fields.find((it) => it.name === 'model_config')?.value;
  const keywords = config?.kind === 'call' ? (facts.calls[config.call]?.keywords ?? []) : [];
  const prefix = keywords.find((it) => it.name === 'env_prefix')?.value;
  return prefix?.kind === 'literal' && typeof prefix.value === 'string' ? prefix.value : '';
}

/** Classes of variables that decorators check: class-validator's way, with a name in capitals for each. */
function checkedClasses(facts: CodeFacts): Concept[] {
  if (facts.language === 'python' || facts.language === 'go') return [];
  return facts.classes.flatMap((it): Concept[] => {
    const named = it.fields.filter((field) => /^[A-Z][A-Z0-9_]*$/.test(field.name) && field.decorators.length > 0);
    // A long list may hold a helper field or a value that follows from others.
    const isList =
      named.length > 0 && (named.length === it.fields.length || (named.length >= 8 && named.length * 10 >= it.fields.length * 8));
    if (it.form !== 'class' || !isList) return [];
    const variables = named.map((field) => ({
      name: field.name,
      // What a field begins with often holds a default that facts do not show.
      isOptional:
        field.value !== undefined ||
        field.decorators.some((decorator) => /^(?:IsOptional|ValidateIf)$/.test(decorator.path.at(-1) ?? '')),
      span: field.span,
    }));
    return [{ kind: 'env-schema', framework: 'class-validator', scope: it.scope, span: it.nameSpan, variables }];
  });
}

/** Go structs with `env:"NAME"` or `envconfig:"NAME"` tags. */
function envTags(facts: CodeFacts): Concept[] {
  return facts.classes.flatMap((it): Concept[] => {
    const variables = it.fields.flatMap((field) => {
      const match = /\b(?:env|envconfig|split_words):"([A-Z][A-Z0-9_]*)([^"]*)"/.exec(field.tag ?? '');
      if (!match?.[1]) return [];
      const isOptional = /envDefault:|default:/.test(field.tag ?? '') || !/required/.test(field.tag ?? '');
      const fallback = /\b(?:envDefault|default):"([^"]*)"/.exec(field.tag ?? '')?.[1];
      const defaultValue = fallback === undefined ? undefined : { kind: 'literal' as const, value: fallback, span: field.span };
      return [{ name: match[1], isOptional, span: field.span, ...(defaultValue && { defaultValue }) }];
    });
    return variables.length > 0
      ? [{ kind: 'env-schema', framework: 'env-tags', scope: it.scope, span: it.nameSpan, variables }]
      : [];
  });
}

function middlewareLists(facts: CodeFacts, catalog: Catalog): Concept[] {
  return facts.bindings.flatMap((binding): Concept[] => {
    if (binding.scope !== 0 || binding.origin.kind !== 'value' || binding.origin.value.kind !== 'array') return [];
    return binding.origin.value.items.flatMap((item, order): Concept[] => {
      if (item.kind !== 'literal' || typeof item.value !== 'string') return [];
      const role = catalog.middlewareListRole(binding.name, item.value);
      if (!role) return [];
      const name = item.value;
      return [
        {
          kind: 'middleware',
          framework: 'django',
          scope: 0,
          span: item.span,
          role,
          name,
          target: binding.name,
          order,
          isConditional: false,
        },
      ];
    });
  });
}

/** `localStorage.token = t`, `localStorage['token'] = t`, `document.cookie = 'token=' + t`. */
function storageAssignments(facts: CodeFacts): Concept[] {
  return facts.assignments.flatMap((it): Concept[] => {
    const target = it.target[0] === 'window' || it.target[0] === 'globalThis' ? it.target.slice(1) : it.target;
    const [head, member] = target;
    const place = { framework: 'browser', scope: it.scope, span: it.span, value: it.value } as const;
    if ((head === 'localStorage' || head === 'sessionStorage') && target.length === 2 && member !== undefined) {
      return [{ kind: 'web-storage-write', store: head, key: member, ...place }];
    }
    if (head !== 'document' || member !== 'cookie') return [];
    const text = it.value.kind === 'literal' ? String(it.value.value) : it.value.kind === 'template' ? it.value.text : '';
    const key = /^\s*([\w-]+)=/.exec(text)?.[1];
    return [{ kind: 'web-storage-write', store: 'cookie', ...place, ...(key !== undefined && { key }) }];
  });
}

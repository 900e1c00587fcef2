import type { CodeFacts, Field } from '#facts/code-facts.ts';
import type { Linker } from '#link/linker.ts';
import type { Catalog } from './catalog.ts';
import type { Concept } from './concept.ts';

/** The concepts that declarations and assignments stand for: settings classes, middleware lists, route decorators, web storage. */
export function liftDeclarations(facts: CodeFacts, linker: Linker, catalog: Catalog): Concept[] {
  return [
    ...settingsClasses(facts, linker, catalog),
    ...envTags(facts),
    ...middlewareLists(facts, catalog),
    ...routeDecorators(facts, linker, catalog),
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
    const variables = it.fields
      .filter((field) => field.type !== undefined && field.name !== 'model_config' && !field.name.startsWith('_'))
      .map((field) => ({ name: (prefix + field.name).toUpperCase(), isOptional: field.value !== undefined, span: field.span }));
    return [{ kind: 'env-schema', framework: 'pydantic-settings', scope: it.scope, span: it.nameSpan, variables }];
  });
}

/** `model_config = SettingsConfigDict(env_prefix="SHOP_")`. */
function settingsPrefix(facts: CodeFacts, fields: readonly Field[]): string {
  const config = fields.find((it) => it.name === 'model_config')?.value;
  const keywords = config?.kind === 'call' ? (facts.calls[config.call]?.keywords ?? []) : [];
  const prefix = keywords.find((it) => it.name === 'env_prefix')?.value;
  return prefix?.kind === 'literal' && typeof prefix.value === 'string' ? prefix.value : '';
}

/** Go structs with `env:"NAME"` or `envconfig:"NAME"` tags. */
function envTags(facts: CodeFacts): Concept[] {
  return facts.classes.flatMap((it): Concept[] => {
    const variables = it.fields.flatMap((field) => {
      const match = /\b(?:env|envconfig|split_words):"([A-Z][A-Z0-9_]*)([^"]*)"/.exec(field.tag ?? '');
      if (!match?.[1]) return [];
      const isOptional = /envDefault:|default:/.test(field.tag ?? '') || !/required/.test(field.tag ?? '');
      return [{ name: match[1], isOptional, span: field.span }];
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

/** Decorated methods of a controller class: `@Get(':id')`. Decorators on an app object are calls and are lifted there. */
function routeDecorators(facts: CodeFacts, linker: Linker, catalog: Catalog): Concept[] {
  return facts.scopes.flatMap((scope, id): Concept[] => {
    if (!scope.fn) return [];
    return scope.fn.decorators.flatMap((decorator, order): Concept[] => {
      const found = catalog.routeDecorator(linker.reference(facts.path, scope.parent ?? 0, decorator.path));
      if (!found || !scope.fn) return [];
      const argument = decorator.call === undefined ? undefined : facts.calls[decorator.call]?.args[found.path];
      return [
        {
          kind: 'route',
          framework: found.framework,
          scope: scope.parent ?? 0,
          span: decorator.span,
          method: found.method === 'name' ? (decorator.path.at(-1) ?? '').toUpperCase() : found.method,
          target: scope.fn.owner ?? '',
          handler: id,
          answeredBy: [],
          order,
          ...(argument?.kind === 'literal' && typeof argument.value === 'string' && { path: argument.value }),
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

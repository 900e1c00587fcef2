import type { Problem } from '#base/result.ts';
import { camelCase } from '#decisions/names.ts';
import {
  type AppName,
  type Contributions,
  type Import,
  MiddlewarePlace,
  type ReadmeSection,
  type Text,
} from './part-manifest.ts';
import type { ProjectPlan } from './plan.ts';
import type { Fill } from './strict-template.ts';
import { type Part, sourcePath, type Templates } from './templates.ts';
import type { ResourceView } from './view.ts';

// Collects what the parts of a plan put into the slots, in the order of the parts, for the shared files of each app.

type EnvironmentKey = Contributions['environment'][number];

/** A key with everything spelt out, so that templates need not ask what is missing. */
export interface EnvironmentView
  extends Omit<EnvironmentKey, 'app' | 'default' | 'example' | 'min' | 'max' | 'minLength' | 'pattern' | 'test'> {
  /** The name in the configuration object: `accessTokenTtlSeconds`. */
  readonly name: string;
  readonly hasDefault: boolean;
  readonly default: string | number;
  readonly example: string;
  readonly min: number | null;
  readonly max: number | null;
  readonly minLength: number | null;
  readonly pattern: EnvironmentKey['pattern'] | null;
  readonly test: string | null;
}

export interface AppView {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly developmentDependencies: Readonly<Record<string, string>>;
  readonly scripts: readonly { readonly name: string; readonly command: string; readonly about: string | null }[];
  readonly scriptTable: Readonly<Record<string, string>>;
  readonly environment: readonly EnvironmentView[];
  readonly hasEnvironment: boolean;
  readonly requiredVariables: readonly string[];
  readonly secretVariables: readonly string[];
  /** In the order in which a request passes. */
  readonly middleware: readonly { readonly place: MiddlewarePlace; readonly code: string }[];
  readonly routes: readonly { readonly path: string; readonly code: string }[];
  readonly startup: readonly { readonly name: string; readonly type: string; readonly code: string }[];
  readonly listeners: readonly string[];
  readonly connectionsShutdown: readonly string[];
  readonly resourcesShutdown: readonly string[];
  readonly healthChecks: readonly { readonly name: string; readonly code: string }[];
  readonly tables: readonly { readonly name: string; readonly type: string }[];
  readonly operations: readonly string[];
  readonly schemas: readonly string[];
  /** What a shared file imports, by the name of the file. */
  readonly imports: Readonly<Record<string, readonly Import[]>>;
}

export interface Filled {
  readonly slots: {
    readonly root: AppView;
    readonly backend: AppView;
    readonly frontend: AppView;
    readonly composeServices: readonly string[];
    readonly composeVolumes: readonly string[];
    readonly ciJobs: readonly string[];
    readonly readme: Readonly<Record<ReadmeSection, readonly string[]>>;
  };
  readonly problems: readonly Problem[];
}

/** Shared files that import what entries of a slot need. A back end makes its values in the program and in its tests alike. */
const importTargets = {
  middleware: ['app'],
  routes: { root: [], backend: ['app'], frontend: ['app', 'routes'] },
  healthChecks: ['app'],
  listeners: ['main'],
  startup: { root: [], backend: ['main', 'test'], frontend: ['app', 'shell'] },
  startupTypes: ['app'],
  tables: ['tables'],
  operations: ['openapi'],
} as const;

export function fillContributions(
  plan: ProjectPlan,
  templates: Templates,
  base: { readonly resources: readonly ResourceView[] },
  fill: Fill,
): Filled {
  const problems: Problem[] = [];
  const slots = {
    root: appView('root'),
    backend: appView('backend'),
    frontend: appView('frontend'),
    composeServices: texts((it) => it.composeServices),
    composeVolumes: composeVolumes(),
    ciJobs: texts((it) => it.ciJobs),
    readme: {
      features: readme('features'),
      start: readme('start'),
      environment: readme('environment'),
      commands: readme('commands'),
      structure: readme('structure'),
      operation: readme('operation'),
      api: readme('api'),
      layers: readme('layers'),
      rules: readme('rules'),
      checks: readme('checks'),
      records: readme('records'),
    },
  };
  return { slots, problems };

  function appView(app: AppName): AppView {
    const imports = new Map<string, Import[]>();
    const note = (targets: readonly string[], list: readonly Import[], part: Part, context: object): void => {
      for (const target of targets) {
        const known = imports.get(target) ?? [];
        imports.set(target, [...known, ...list.map((it) => filledImport(it, part, context))]);
      }
    };
    const mine = <Entry extends { readonly app: AppName }>(pick: (from: Contributions) => readonly Entry[]) =>
      collect(pick).filter(({ entry }) => entry.app === app);

    for (const { entry, part, context } of mine((it) => it.imports)) note([entry.target], entry.imports, part, context);
    const middleware = mine((it) => it.middleware).map(({ entry, part, context }) => {
      note(importTargets.middleware, entry.imports, part, context);
      return { place: entry.place, code: textOf(entry.code, part, context) };
    });
    const routes = mine((it) => it.routes).map(({ entry, part, context }) => {
      note(importTargets.routes[app], entry.imports, part, context);
      return { path: textOf(entry.path, part, context), code: textOf(entry.code, part, context) };
    });
    const startup = mine((it) => it.startup).map(({ entry, part, context }) => {
      note(importTargets.startup[app], entry.imports, part, context);
      note(importTargets.startupTypes, entry.typeImports, part, context);
      return { name: entry.name, type: entry.type, code: textOf(entry.code, part, context) };
    });
    const healthChecks = mine((it) => it.healthChecks).map(({ entry, part, context }) => {
      note(importTargets.healthChecks, entry.imports, part, context);
      return { name: entry.name, code: textOf(entry.code, part, context) };
    });
    const listeners = mine((it) => it.listeners).map(({ entry, part, context }) => {
      note(importTargets.listeners, entry.imports, part, context);
      return textOf(entry.code, part, context);
    });
    const tables = mine((it) => it.tables).map(({ entry, part, context }) => {
      note(importTargets.tables, [{ from: entry.from, names: [], types: [entry.type] }], part, context);
      return { name: textOf(entry.name, part, context), type: textOf(entry.type, part, context) };
    });
    const operations = mine((it) => it.operations).map(({ entry, part, context }) => {
      note(importTargets.operations, entry.imports, part, context);
      return {
        operations: textOf(entry.operations, part, context),
        schemas: entry.schemas.map((it) => textOf(it, part, context)),
      };
    });
    const environment = mine((it) => it.environment).map(({ entry }) => environmentView(entry));
    const scripts = mine((it) => it.scripts).map(({ entry, part, context }) => ({
      name: entry.name,
      command: textOf(entry.command, part, context),
      about: entry.about ?? null,
    }));
    const shutdown = (phase: 'connections' | 'resources'): readonly string[] =>
      mine((it) => it.shutdown)
        .filter(({ entry }) => entry.phase === phase)
        .map(({ entry, part, context }) => textOf(entry.code, part, context));
    const dependencies = mine((it) => it.dependencies);
    unique(
      app,
      'environment',
      environment.map((it) => it.key),
    );
    unique(
      app,
      'scripts',
      scripts.map((it) => it.name),
    );
    unique(
      app,
      'startup',
      startup.map((it) => it.name),
    );
    return {
      dependencies: versionsOf(dependencies.filter(({ entry }) => !entry.development)),
      developmentDependencies: versionsOf(dependencies.filter(({ entry }) => entry.development)),
      scripts,
      scriptTable: Object.fromEntries(scripts.map((it) => [it.name, it.command])),
      environment,
      hasEnvironment: environment.length > 0,
      requiredVariables: environment.filter((it) => it.required === 'always').map((it) => it.key),
      secretVariables: environment.filter((it) => it.secret).map((it) => it.key),
      middleware: middleware.toSorted((a, b) => places.indexOf(a.place) - places.indexOf(b.place)),
      routes,
      startup,
      listeners,
      connectionsShutdown: shutdown('connections'),
      resourcesShutdown: shutdown('resources'),
      healthChecks,
      tables: tables.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      operations: operations.map((it) => it.operations),
      schemas: operations.flatMap((it) => it.schemas),
      imports: Object.fromEntries(imports),
    };
  }

  /** Entries of all parts with what they are rendered with; an entry that is made for each resource comes once per resource. */
  function collect<Entry extends object>(pick: (from: Contributions) => readonly Entry[]): readonly Placed<Entry>[] {
    return plan.parts.flatMap((part) =>
      pick(part.manifest.contributes).flatMap((entry): readonly Placed<Entry>[] =>
        'forEach' in entry && entry.forEach === 'resource'
          ? base.resources.map((resource) => ({ entry, part, context: { ...base, ...resource } }))
          : [{ entry, part, context: base }],
      ),
    );
  }

  function texts(pick: (from: Contributions) => readonly { readonly text: Text }[]): readonly string[] {
    return collect(pick).map(({ entry, part, context }) => textOf(entry.text, part, context));
  }

  /** A volume whose name comes out empty is not needed with the decisions of this project. */
  function composeVolumes(): readonly string[] {
    const names = collect((it) => it.composeServices).flatMap(({ entry, part, context }) =>
      entry.volumes.map((it) => textOf(it, part, context)),
    );
    return [...new Set(names)].filter((it) => it !== '');
  }

  function readme(section: ReadmeSection): readonly string[] {
    return texts((it) => it.readme.filter((entry) => entry.section === section));
  }

  function textOf(text: Text, part: Part, context: object): string {
    const isFile = typeof text === 'object' && 'from' in text;
    const path = isFile ? sourcePath(part, text.from) : `${part.id}/part.json`;
    try {
      if (!isFile) return fill(typeof text === 'string' ? text : text.join('\n'), context);
      const source = templates.texts.get(path);
      if (source === undefined) throw new Error('the file is missing');
      return (path.endsWith('.hbs') ? fill(source, context) : source).replace(/\n$/, '');
    } catch (error) {
      problems.push({ path: [path], message: error instanceof Error ? error.message : String(error) });
      return '';
    }
  }

  function filledImport(it: Import, part: Part, context: object): Import {
    return {
      ...it,
      from: textOf(it.from, part, context),
      ...(it.default !== undefined && { default: textOf(it.default, part, context) }),
      names: it.names.map((name) => textOf(name, part, context)),
      types: it.types.map((name) => textOf(name, part, context)),
    };
  }

  function versionsOf(entries: readonly Placed<Contributions['dependencies'][number]>[]): Readonly<Record<string, string>> {
    const apps = new Map(entries.map(({ entry }) => [entry.name, entry.app]));
    return Object.fromEntries([...apps].toSorted().map(([name, app]) => [name, versionOf(name, app)]));
  }

  /** A front end comes from npm, whatever language the back end is written in. */
  function versionOf(name: string, app: AppName): string {
    const registry = app === 'frontend' ? 'npm' : plan.stack.manifest.registry;
    const version = templates.versions[registry]?.[name];
    if (version === undefined) problems.push({ path: ['versions.json', registry], message: `there is no version of '${name}'` });
    return version ?? '';
  }

  function unique(app: AppName, slot: string, names: readonly string[]): void {
    for (const name of names.filter((it, index) => names.indexOf(it) !== index)) {
      problems.push({ path: [app, slot], message: `two parts contribute '${name}'` });
    }
  }
}

interface Placed<Entry> {
  readonly entry: Entry;
  readonly part: Part;
  readonly context: object;
}

const places: readonly MiddlewarePlace[] = MiddlewarePlace.options;

function environmentView({ app: _, default: defaultValue, example, ...entry }: EnvironmentKey): EnvironmentView {
  return {
    ...entry,
    name: camelCase(entry.key),
    hasDefault: defaultValue !== undefined,
    default: defaultValue ?? '',
    example: example ?? String(defaultValue ?? ''),
    min: entry.min ?? null,
    max: entry.max ?? null,
    minLength: entry.minLength ?? null,
    pattern: entry.pattern ?? null,
    test: entry.test ?? null,
  };
}

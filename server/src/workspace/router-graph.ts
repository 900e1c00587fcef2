import type { Path } from '#base/paths.ts';
import type { Concept, ConceptOf } from '#concepts/concept.ts';
import type { ChainLink, RouterId } from '#concepts/kinds/routing.ts';
import type { LiftedFile } from '#concepts/lifted-file.ts';
import { loadedPlugins } from './loaded-plugins.ts';

/** What one file says of a router, with its place. */
export interface Registered<K extends 'route' | 'mount' | 'middleware' = 'route' | 'mount' | 'middleware'> {
  readonly path: Path;
  /** Index into `LiftedFile.visible`. */
  readonly index: number;
  readonly concept: ConceptOf<K>;
}

/** An app, a router, a group, or a parameter that takes one, with all that is registered on it. */
export interface RouterNode {
  readonly id: RouterId;
  readonly path: Path;
  readonly routes: Registered<'route'>[];
  readonly mounts: Registered<'mount'>[];
  readonly middleware: Registered<'middleware'>[];
  readonly chain: ChainLink[];
  /** What all its paths begin with; '' for nothing, undefined where that is not known. */
  prefix: string | undefined;
  version: string | undefined;
  isChainOpen: boolean;
  isApp: boolean;
  isController: boolean;
  /** True where another router holds it. */
  isHeld: boolean;
}

export interface RouterGraph {
  readonly nodes: ReadonlyMap<RouterId, RouterNode>;
  /** What holds for the controller classes of an app. */
  readonly forControllers: readonly { readonly path: Path; readonly concept: ConceptOf<'router'> }[];
  /** Mounts whose holder or content cannot be followed. */
  readonly lost: readonly Registered<'mount'>[];
  /** Routes on something that cannot be followed. */
  readonly loose: readonly Registered<'route'>[];
}

/** Gathers what files register on routers. */
export function routerGraph(files: readonly LiftedFile[]): RouterGraph {
  const nodes = new Map<RouterId, RouterNode>();
  const forControllers: { path: Path; concept: ConceptOf<'router'> }[] = [];
  const lost: Registered<'mount'>[] = [];
  const loose: Registered<'route'>[] = [];
  const nodeOf = (id: RouterId): RouterNode => {
    let node = nodes.get(id);
    if (!node) {
      node = {
        id,
        path: id.slice(0, id.indexOf('#')),
        routes: [],
        mounts: [],
        middleware: [],
        chain: [],
        prefix: '',
        version: undefined,
        isChainOpen: false,
        isApp: false,
        isController: false,
        isHeld: false,
      };
      nodes.set(id, node);
    }
    return node;
  };
  const add = (path: Path, concept: Concept, index: number): void => {
    switch (concept.kind) {
      case 'server':
        if (concept.router !== undefined) nodeOf(concept.router).isApp = true;
        return;
      case 'router': {
        if (concept.isForControllers) {
          forControllers.push({ path, concept });
          return;
        }
        const node = nodeOf(concept.router);
        node.prefix = concept.prefix === undefined || node.prefix === undefined ? undefined : node.prefix + concept.prefix;
        node.chain.push(...concept.chain);
        node.version ??= concept.version;
        node.isChainOpen ||= concept.isChainOpen;
        node.isController ||= concept.isController;
        node.isApp ||= concept.isApp;
        return;
      }
      case 'route':
        if (concept.router !== undefined) nodeOf(concept.router).routes.push({ path, index, concept });
        else if (concept.isProcedure === true || (concept.path !== undefined && concept.path !== ''))
          loose.push({ path, index, concept });
        return;
      case 'mount':
        if (concept.folder) {
          for (const it of loadedPlugins(concept, files)) add(path, it, index);
          return;
        }
        if (concept.parent === undefined || concept.child === undefined) lost.push({ path, index, concept });
        if (concept.parent !== undefined) nodeOf(concept.parent).mounts.push({ path, index, concept });
        if (concept.child !== undefined && concept.parent !== undefined && concept.child !== concept.parent)
          nodeOf(concept.child).isHeld = true;
        return;
      case 'middleware':
        if (concept.router !== undefined) nodeOf(concept.router).middleware.push({ path, index, concept });
        return;
    }
  };
  for (const file of files) for (const [index, concept] of file.visible.entries()) add(file.path, concept, index);
  return { nodes, forControllers, lost, loose };
}

import { freeName } from '#fixes/free-name.ts';
import { dependencyVersion } from '../dependency-version.ts';
import { chainHead, normalChain, type QueriesToTie, type TransactionForm } from './transaction-form.ts';
import { visibleInstance } from './visible-instance.ts';

/** What TypeORM calls a query on, and the member of it that opens a transaction. */
const OPENERS: Readonly<Record<string, string>> = {
  DataSource: 'transaction',
  EntityManager: 'transaction',
  Repository: 'manager.transaction',
};

/**
 * TypeORM: the data source calls a function with an entity manager, which takes the place of the source and of other managers, and gives repositories
 * of its own. Undefined for entities that save themselves and for repositories of more than one data source.
 */
export function repositoryTransaction(place: QueriesToTie): TransactionForm | undefined {
  const { workspace, code, owner, text, queries, span } = place;
  const version = dependencyVersion(workspace, code.path, 'typeorm');
  // `withRepository` came with 0.3.
  if (version?.major === 0 && version.minor < 3) return undefined;
  const name = freeName(code.facts, owner, ['manager', 'transactionManager']);
  if (name === undefined || namesDataSource(place)) return undefined;
  const clients = queries.flatMap(({ call: query }) => {
    const head = chainHead(code, query);
    const chain = normalChain(place, head?.id);
    const path = head?.call.callee.path ?? [];
    const client = path.slice(0, -1).join('.');
    const type = chain[1] === '*' ? (chain[0] ?? '') : '';
    if (!head || client === '' || !(type in OPENERS) || isOfOwnClass(place, head.id)) return [];
    const at = { start: head.call.span.start, end: head.call.span.start + client.length };
    return text.slice(at.start, at.end) === client ? [{ client, type, at, head: path[0] ?? '' }] : [];
  });
  if (clients.length < queries.length) return undefined;
  const inLines = new Set(
    code.facts.bindings.filter((it) => it.span.start >= span.start && it.span.end <= span.end).map((it) => it.name),
  );
  const outside = clients.filter((it) => !inLines.has(it.head));
  const source = visibleInstance(workspace, code, owner, { modules: ['typeorm'], type: 'DataSource' });
  const order = Object.keys(OPENERS);
  const [best] = outside.toSorted((a, b) => order.indexOf(a.type) - order.indexOf(b.type));
  const opener =
    best?.type === 'DataSource' || source === undefined
      ? best && `${best.client}.${OPENERS[best.type]}`
      : `${source}.transaction`;
  if (opener === undefined) return undefined;
  return {
    opener,
    name,
    changes: clients.map((it) => ({
      span: it.at,
      text: it.type === 'Repository' ? `${name}.withRepository(${it.client})` : name,
    })),
    givesBack: true,
  };
}

/** A repository with a constructor of its own cannot be made anew by the manager. */
function isOfOwnClass({ workspace, code }: QueriesToTie, id: number): boolean {
  const meaning = workspace.linker.callee(code.path, id);
  return meaning.kind === 'external' && meaning.through !== undefined;
}

/** `@InjectRepository(Order, 'archive')`: which of several sources is meant. */
function namesDataSource({ code: { facts } }: QueriesToTie): boolean {
  return facts.calls.some(
    (it) =>
      it.form === 'decorator' &&
      /^Inject(?:Repository|EntityManager|DataSource)$/.test(it.callee.path.at(-1) ?? '') &&
      it.args.length > (it.callee.path.at(-1) === 'InjectRepository' ? 1 : 0),
  );
}

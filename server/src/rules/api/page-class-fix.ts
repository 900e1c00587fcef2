import { folderOf, joinPath } from '#base/paths.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CallId } from '#facts/code-facts.ts';
import type { Fix } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import type { OwnName } from '#fixes/imports.ts';
import { applicationFiles } from '#fixes/modules.ts';
import { afterStatement } from '#fixes/statements.ts';
import { layOut, quoted } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { MOST_ROWS, USUAL_ROWS } from './page-limit-fix.ts';
import { isOrdered } from './row-order.ts';

/**
 * Gives a list view of Django REST framework the project's own class of pages, or a new one beside it: the framework's classes have no size of their
 * own. Empty where the rows have no order that could be known, and where clients of the workspace may count on a bare list.
 */
export function pageView(workspace: Workspace, code: LiftedCode, view: string): readonly Fix[] {
  const { facts, path } = code;
  const text = workspace.textOf(path);
  const declaration = facts.classes.find((it) => it.name === view);
  const queryset = declaration?.fields.find((it) => it.name === 'queryset');
  const rows = queryset?.value?.kind === 'call' ? chainOf(code, queryset.value.call) : [];
  const last = declaration?.fields.at(-1);
  const isCounted = workspace.units.some((it) => workspace.clientCallsOf(it).calls.length > 0);
  if (text === undefined || !declaration || !queryset?.value || !last || rows.length === 0 || isCounted) return [];
  const order = isOrdered(workspace, code, rows);
  const pages = pagesOf(workspace, code);
  if (order === undefined || !pages) return [];
  const style = styleIn(workspace, path);
  const end = { start: queryset.value.span.end, end: queryset.value.span.end };
  const sorted: TextChange[] = order ? [] : [{ span: end, text: `.order_by(${quoted('pk', style)})` }];
  const isHere = pages.own.from === path;
  const whole = { start: last.span.start, end: last.value?.span.end ?? last.type?.span.end ?? last.span.end };
  const edit = editCode(workspace, path, {
    ...(!isHere && { own: [pages.own] }),
    changes: (written) => {
      const named = `pagination_class = ${isHere ? pages.own.name : written(pages.own.name)}`;
      const field = afterStatement(text, whole, named, style);
      return field ? [...sorted, field] : [];
    },
    note: worded`Answer with pages of ${pages.own.name}`,
  });
  if (edit?.kind !== 'change' || edit.changes.length === 0) return [];
  const made =
    pages.text === undefined
      ? []
      : [
          {
            kind: 'create' as const,
            path: pages.own.from,
            text: layOut(pages.text, style),
            note: worded`Say how many rows a page has`,
          },
        ];
  return [
    {
      id: 'page-view',
      kind: made.length > 0 ? 'scaffold' : 'suggest',
      title: worded`Answer with pages of rows, under results`,
      edits: [...made, edit],
    },
  ];
}

interface Pages {
  readonly own: OwnName;
  /** The text of the module where it is new. */
  readonly text?: string;
}

/** The only class of pages that the unit has, or a new one in a module beside the view. */
function pagesOf(workspace: Workspace, { path }: LiftedCode): Pages | undefined {
  const known = applicationFiles(workspace, workspace.unitOf(path), 'python').flatMap((it) =>
    it.facts.classes.flatMap(({ name, bases, fields }) =>
      bases.some((base) => /^(?:PageNumber|LimitOffset|Cursor)Pagination$/.test(base.path.at(-1) ?? '')) &&
      fields.some((field) => /^(?:page_size|default_limit)$/.test(field.name))
        ? [{ own: { from: it.path, name } }]
        : [],
    ),
  );
  const from = joinPath(folderOf(path), 'pagination.py');
  if (known.length > 0) return known.length === 1 ? known[0] : undefined;
  return from === undefined || workspace.textOf(from) !== undefined
    ? undefined
    : { own: { from, name: 'StandardPagination' }, text: PAGES };
}

const PAGES = `from rest_framework.pagination import PageNumberPagination


class StandardPagination(PageNumberPagination):
\tpage_size = ${USUAL_ROWS}
\tpage_size_query_param = 'page_size'
\tmax_page_size = ${MOST_ROWS}
`;

/** The calls of a chain from its end to its head. */
function chainOf({ facts }: LiftedCode, id: CallId): Call[] {
  const chain: Call[] = [];
  for (let at: CallId | undefined = id; at !== undefined; at = facts.calls[at]?.callee.receiver) {
    const call = facts.calls[at];
    if (call) chain.push(call);
  }
  return chain;
}

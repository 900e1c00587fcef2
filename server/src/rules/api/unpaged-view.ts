import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Workspace } from '#workspace/workspace.ts';

const LISTS = /^(ModelViewSet|ReadOnlyModelViewSet|ListAPIView|ListCreateAPIView|ListModelMixin)$/;

/** List views of Django REST framework whose answers have no pages: neither the view nor the settings name a class for it. */
export function unpagedViews(workspace: Workspace, code: LiftedCode): { readonly name: string; readonly span: Span }[] {
  if (code.facts.language !== 'python') return [];
  const views = code.facts.classes.filter(
    (it) =>
      it.bases.some((base) => LISTS.test(base.path.at(-1) ?? '')) &&
      // A base of the application's own may bring its pages.
      it.bases.every((base) => {
        const meaning = workspace.linker.reference(code.path, 0, base.path);
        return meaning.kind === 'external' && meaning.module === 'rest_framework' && meaning.through === undefined;
      }) &&
      !it.fields.some((field) => field.name === 'pagination_class') &&
      !code.facts.scopes.some(
        ({ fn }) => fn?.owner === it.name && /^(get_queryset|list|get|paginate_queryset)$/.test(fn.name ?? ''),
      ),
  );
  if (views.length === 0 || hasDefault(workspace, code)) return [];
  return views.map((it) => ({ name: it.name, span: it.nameSpan }));
}

function hasDefault(workspace: Workspace, code: LiftedCode): boolean {
  return workspace.unitOf(code.path).files.some((path) => {
    const facts = workspace.files.get(path)?.facts;
    return (
      facts?.kind === 'code' &&
      facts.bindings.some(
        (it) =>
          it.name === 'REST_FRAMEWORK' &&
          it.origin.kind === 'value' &&
          (it.origin.value.kind !== 'object' ||
            it.origin.value.isOpen ||
            it.origin.value.entries.some((entry) => entry.key === 'DEFAULT_PAGINATION_CLASS')),
      )
    );
  });
}

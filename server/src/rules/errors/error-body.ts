import { conceptsOf, type LiftedFile } from '#concepts/lifted-file.ts';

/** Keys under which a project may say what went wrong, in the order in which they win when used alike. */
const KEYS: readonly string[] = ['message', 'error', 'msg', 'detail', 'title'];

/** Fewer answers are no habit. */
const HABIT = 2;

/** The key under which the error answers of a project hold their text; undefined where they have no common form. */
export function errorKey(files: readonly LiftedFile[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { status, body } of files.flatMap((it) => conceptsOf(it, 'response'))) {
    if (status === undefined || status < 400 || body?.kind !== 'object') continue;
    const key = body.entries.length === 1 ? body.entries[0]?.key : undefined;
    if (key !== undefined && KEYS.includes(key)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const ordered = KEYS.filter((it) => (counts.get(it) ?? 0) >= HABIT);
  return ordered.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))[0];
}

/** Tells whether a server answers with pages: what goes wrong there is shown to people. */
export function rendersPages(files: readonly LiftedFile[]): boolean {
  return files.some(
    ({ facts }) =>
      facts.kind === 'code' &&
      facts.calls.some(({ callee: { path } }) => {
        const last = path.at(-1) ?? '';
        return facts.language === 'python'
          ? /^render(?:_template\w*)?$/.test(last)
          : last === 'render' && /^(?:res|response|reply|ctx)$/.test(path.at(-2) ?? '');
      }),
  );
}

/** Where the errors of a project hold their status; what HTTP libraries use where no class of its own says otherwise. */
export function statusField(files: readonly LiftedFile[]): 'status' | 'statusCode' {
  const fields = files.flatMap(({ facts }) =>
    facts.kind === 'code'
      ? facts.classes
          .filter((it) => it.bases.some((base) => /(?:Error|Exception)$/.test(base.path.at(-1) ?? '')))
          .flatMap((it) => it.fields)
      : [],
  );
  const names = new Set(fields.map((it) => it.name));
  return names.has('status') && !names.has('statusCode') ? 'status' : 'statusCode';
}

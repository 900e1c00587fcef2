/**
 * A model field, with its options put into the call: `CharField(max_length=200)` that is optional is
 * `CharField(max_length=200, null=True, blank=True)`.
 */
export function djangoField(
  call: string,
  { required, unique }: { readonly required: boolean; readonly unique: boolean },
): string {
  const [kind = '', given = ''] = call.replace(/\)$/, '').split('(');
  const options = [given, required ? '' : 'null=True, blank=True', unique ? 'unique=True' : ''];
  return `${kind}(${options.filter((it) => it !== '').join(', ')})`;
}

/** The name of the index that a list is read by. Django lets it have 30 characters (models.E034). */
export function djangoIndex(table: string): string {
  return `${table.slice(0, 25).replace(/_$/, '')}_list`;
}

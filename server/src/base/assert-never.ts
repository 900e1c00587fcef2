/** Closes an exhaustive `switch`: a case that the compiler let through is a bug, so it throws with the value's kind. */
export function assertNever(value: never): never {
  const kind = (value as { readonly kind?: unknown }).kind ?? value;
  throw new Error(`unexpected case: ${String(kind)}`);
}

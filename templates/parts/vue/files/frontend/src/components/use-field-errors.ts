import { computed, type Ref, ref } from 'vue';
import { ApiError } from '../api/problem.ts';
import type { FieldReader } from './field-reader.ts';

/** What is wrong with the fields of a form, by their names: what was missing when it was sent, and what the API has refused. */
export function useFieldErrors(refusal: Readonly<Ref<unknown>>) {
  const missing = ref<Readonly<Record<string, string>>>({});
  const errors = computed<Readonly<Record<string, string>>>(() => ({
    ...(refusal.value instanceof ApiError && refusal.value.fieldErrors),
    ...missing.value,
  }));

  /** Takes over what the reader has missed; true when that is nothing. */
  function isComplete(reader: FieldReader): boolean {
    missing.value = reader.errors;
    return !reader.hasErrors;
  }

  return { errors, isComplete };
}

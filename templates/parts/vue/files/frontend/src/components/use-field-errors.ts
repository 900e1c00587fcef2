import { computed, type Ref, ref, type ShallowRef, watch } from 'vue';
import { ApiError } from '../api/problem.ts';
import type { FieldReader } from './field-reader.ts';

/**
 * What is wrong with the fields of a form, by their names: what was missing when it was sent, and what the API has refused. Whenever
 * there are new messages, the focus moves to the first field that has one, so that nobody has to look for it.
 */
export function useFieldErrors(form: Readonly<ShallowRef<HTMLFormElement | null>>, refusal: Readonly<Ref<unknown>>) {
  const missing = ref<Readonly<Record<string, string>>>({});
  const errors = computed<Readonly<Record<string, string>>>(() => ({
    ...(refusal.value instanceof ApiError && refusal.value.fieldErrors),
    ...missing.value,
  }));

  watch(
    () => Object.entries(errors.value).join(),
    (messages) => {
      if (messages !== '') form.value?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    },
    { flush: 'post' },
  );

  /** Takes over what the reader has missed; true when that is nothing. */
  function isComplete(reader: FieldReader): boolean {
    missing.value = reader.errors;
    return !reader.hasErrors;
  }

  return { errors, isComplete };
}

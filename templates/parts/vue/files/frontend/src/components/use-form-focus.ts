import { onMounted, onUnmounted, type Ref, type ShallowRef, watch } from 'vue';

/**
 * Keeps the focus where the work is: in the first input when the form appears, in the first one that was refused whenever there are
 * new messages, and where it was before when the form has gone.
 */
export function useFormFocus(
  form: Readonly<ShallowRef<HTMLFormElement | null>>,
  errors: Readonly<Ref<Readonly<Record<string, string>>>>,
): void {
  let before: Element | null = null;
  onMounted(() => {
    before = document.activeElement;
    focus('input, textarea');
  });
  onUnmounted(() => {
    if (before instanceof HTMLElement) before.focus();
  });
  watch(
    () => Object.entries(errors.value).join(),
    (messages) => {
      if (messages !== '') focus('[aria-invalid="true"]');
    },
    { flush: 'post' },
  );

  function focus(selector: string): void {
    form.value?.querySelector<HTMLElement>(selector)?.focus();
  }
}

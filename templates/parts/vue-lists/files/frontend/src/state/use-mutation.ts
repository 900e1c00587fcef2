import { shallowRef } from 'vue';

/** A request that changes something. `onSuccess` is waited for: while it runs, the mutation does. */
export function useMutation<Input = void>({
  mutationFn,
  onSuccess,
}: {
  readonly mutationFn: (input: Input) => Promise<unknown>;
  readonly onSuccess?: () => Promise<unknown>;
}) {
  const isPending = shallowRef(false);
  /** Why the last attempt has failed; null when it has not. */
  const error = shallowRef<unknown>(null);

  /** Its `onSuccess` is for what the component itself does next. */
  async function mutate(input: Input, { onSuccess: whenDone }: { readonly onSuccess?: () => void } = {}) {
    isPending.value = true;
    error.value = null;
    try {
      await mutationFn(input);
      await onSuccess?.();
      whenDone?.();
    } catch (reason) {
      error.value = reason;
    } finally {
      isPending.value = false;
    }
  }

  return { mutate, error, isPending };
}

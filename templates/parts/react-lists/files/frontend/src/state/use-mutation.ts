import { useEffect, useRef, useState } from 'react';

/** A request that changes something. `onSuccess` is waited for: while it runs, the mutation does. */
export function useMutation<Input = void>({
  mutationFn,
  onSuccess,
}: {
  readonly mutationFn: (input: Input) => Promise<unknown>;
  readonly onSuccess?: () => Promise<unknown>;
}) {
  const [state, setState] = useState<{ readonly isPending: boolean; readonly error: unknown }>(idle);
  const isShown = useRef(true);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);

  async function run(input: Input, whenDone: (() => void) | undefined): Promise<void> {
    setState({ isPending: true, error: null });
    try {
      await mutationFn(input);
      await onSuccess?.();
      setState(idle);
      if (isShown.current) whenDone?.();
    } catch (error) {
      setState({ isPending: false, error });
    }
  }

  return {
    ...state,
    isError: state.error !== null,
    /** Its `onSuccess` is for what the component itself does next: it is not called when the component has gone. */
    mutate: (input: Input, { onSuccess: whenDone }: { readonly onSuccess?: () => void } = {}) =>
      void run(input, whenDone),
  };
}

const idle = { isPending: false, error: null };

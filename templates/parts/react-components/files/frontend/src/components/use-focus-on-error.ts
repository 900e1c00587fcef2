import { type RefObject, useEffect, useRef } from 'react';

/** Moves the focus to the first input that was refused, whenever there are new messages, so that nobody has to look for it. */
export function useFocusOnError(errors: Readonly<Record<string, string>>): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  const messages = Object.entries(errors).join();
  useEffect(() => {
    if (messages !== '') form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [messages]);
  return form;
}

import { type RefObject, useEffect, useRef } from 'react';

/**
 * Keeps the focus where the work is: in the first input when the form appears, in the first one that was refused whenever there are
 * new messages, and where it was before when the form has gone.
 */
export function useFormFocus(errors: Readonly<Record<string, string>>): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    form.current?.querySelector<HTMLElement>('input, textarea')?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  const messages = Object.entries(errors).join();
  useEffect(() => {
    if (messages !== '') form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [messages]);
  return form;
}

import { useRef } from 'react';

/** A button that asks before it does what cannot be taken back. */
export function ConfirmButton({
  label,
  name,
  question,
  onConfirm,
  disabled = false,
}: {
  readonly label: string;
  /** The accessible name, where the label alone does not say what it acts on. */
  readonly name: string;
  readonly question: string;
  readonly onConfirm: () => void;
  readonly disabled?: boolean;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button type="button" aria-label={name} disabled={disabled} onClick={() => dialog.current?.showModal()}>
        {label}
      </button>
      <dialog ref={dialog} aria-label={question}>
        <p>{question}</p>
        <form method="dialog" className="actions">
          <button type="submit">Cancel</button>
          <button type="submit" className="danger" onClick={onConfirm}>
            {label}
          </button>
        </form>
      </dialog>
    </>
  );
}

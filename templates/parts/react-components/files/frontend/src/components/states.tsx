/** Stands where content will be, in its shape, while it is loaded. */
export function Loading({ label }: { readonly label: string }) {
  return (
    <div className="loading" role="status">
      <span className="visually-hidden">{label}</span>
      <div className="skeleton" />
      <div className="skeleton" />
      <div className="skeleton" />
    </div>
  );
}

/** What went wrong, and a way to try again where there is one. */
export function Problem({ message, retry }: { readonly message: string; readonly retry?: () => void }) {
  return (
    <div className="problem" role="alert">
      <p>{message}</p>
      {retry !== undefined && (
        <button type="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

import type { Fix } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { ServedUnit } from '../absence.ts';
import { withMiddleware } from '../prod/handler-middleware.ts';

/** Loggers that have a form of their own, in which the panic would belong. */
const LOGGERS = /^(?:go\.uber\.org\/zap|github\.com\/(?:sirupsen\/logrus|rs\/zerolog))$/;

/** Answers panics of a server of net/http; undefined where it logs by something else than the standard library. */
export function goRecovery(workspace: Workspace, { place, unit, name }: ServedUnit): Fix | undefined {
  if ([...unit.dependencies].some((it) => LOGGERS.test(it))) return undefined;
  const note = worded`Answer panics with 500`;
  const edits = withMiddleware(workspace, place.path, place.at, { name: 'recovery', text: MODULE, note });
  return edits && { id: 'add-error-handler', kind: 'scaffold', title: worded`Recover from panics in ${name}`, edits };
}

const MODULE = `// Package recovery answers requests whose handler has panicked.
package recovery

import (
	"log/slog"
	"net/http"
	"runtime/debug"
)

// Middleware answers a panic with 500 and writes it to the log.
func Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			// The server ends such an answer on purpose.
			if cause == http.ErrAbortHandler {
				panic(cause)
			}
			slog.ErrorContext(r.Context(), "A handler has panicked", "cause", cause, "path", r.URL.Path, "stack", string(debug.Stack()))
			http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		}()
		next.ServeHTTP(w, r)
	})
}
`;

import type { ModuleForm } from './session-cookie-module.ts';
import { onlyUsed } from './used-declarations.ts';

/** The package for Go, whatever the router. */
export function goCookie(name: string, { uses }: ModuleForm): string {
  return onlyUsed(
    `// Package sessioncookie keeps the session of a browser in a cookie that its scripts cannot read.
package sessioncookie

import "net/http"

// Name is what the cookie is called.
const Name = "${name}"

// Set gives a browser the token of its session.
func Set(w http.ResponseWriter, token string) {
	http.SetCookie(w, &http.Cookie{
		Name:     Name,
		Value:    token,
		Path:     "/",
		HttpOnly: true,
		Secure:   true,
		SameSite: http.SameSiteLaxMode,
	})
}

// Clear ends the session of a browser.
func Clear(w http.ResponseWriter) {
	http.SetCookie(w, &http.Cookie{
		Name:     Name,
		Path:     "/",
		MaxAge:   -1,
		HttpOnly: true,
		Secure:   true,
		SameSite: http.SameSiteLaxMode,
	})
}

// Authorization is the Authorization header of a request; for browsers, which send none, made of their cookie.
func Authorization(r *http.Request) string {
	if header := r.Header.Get("Authorization"); header != "" {
		return header
	}
	cookie, err := r.Cookie(Name)
	if err != nil {
		return ""
	}
	return "Bearer " + cookie.Value
}
`,
    uses,
  );
}

package auth

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

func TestSignIn(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	var challenge string
	claims := jwt.MapClaims{}
	encode := base64.RawURLEncoding.EncodeToString
	write := func(w http.ResponseWriter, body any) {
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(body); err != nil {
			t.Error(err)
		}
	}
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, r *http.Request) {
		write(w, map[string]any{
			"issuer":                                server.URL,
			"authorization_endpoint":                server.URL + "/authorize",
			"token_endpoint":                        server.URL + "/token",
			"jwks_uri":                              server.URL + "/keys",
			"id_token_signing_alg_values_supported": []string{"RS256"},
		})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, r *http.Request) {
		exponent := big.NewInt(int64(key.E)).Bytes()
		write(w, map[string]any{"keys": []any{map[string]string{
			"kty": "RSA", "kid": "1", "alg": "RS256", "use": "sig", "n": encode(key.N.Bytes()), "e": encode(exponent),
		}}})
	})
	mux.HandleFunc("POST /token", func(w http.ResponseWriter, r *http.Request) {
		given := sha256.Sum256([]byte(r.FormValue("code_verifier")))
		if r.FormValue("code") != "right" || encode(given[:]) != challenge {
			w.WriteHeader(http.StatusBadRequest)
			write(w, map[string]string{"error": "invalid_grant"})
			return
		}
		token := jwt.NewWithClaims(jwt.SigningMethodRS256, claims)
		token.Header["kid"] = "1"
		signed, err := token.SignedString(key)
		if err != nil {
			t.Error(err)
		}
		write(w, map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": signed})
	})

	provider, err := DiscoverProvider(t.Context(), server.URL, "shop", "secret", "https://shop.example/callback")
	if err != nil {
		t.Fatal(err)
	}
	redirectTo, attempt := provider.Begin()
	address, err := url.Parse(redirectTo)
	if err != nil {
		t.Fatal(err)
	}
	query := address.Query()
	challenge = query.Get("code_challenge")
	if query.Get("code_challenge_method") != "S256" || challenge == attempt.Verifier || query.Get("state") != attempt.State {
		t.Fatalf("the query is %v", query)
	}
	right := func() jwt.MapClaims {
		return jwt.MapClaims{
			"sub": "ada", "iss": server.URL, "aud": "shop", "nonce": attempt.Nonce,
			"iat": time.Now().Unix(), "exp": time.Now().Add(time.Minute).Unix(),
		}
	}
	other := attempt
	other.Verifier = "another verifier that is long enough for the test"

	for name, one := range map[string]struct {
		claim, value string
		attempt      SignInAttempt
		code, state  string
		subject      string
	}{
		"all is right":     {"sub", "ada", attempt, "right", attempt.State, "ada"},
		"another state":    {"sub", "ada", attempt, "right", "another", ""},
		"another code":     {"sub", "ada", attempt, "wrong", attempt.State, ""},
		"another verifier": {"sub", "ada", other, "right", attempt.State, ""},
		"another nonce":    {"nonce", "another", attempt, "right", attempt.State, ""},
		"another audience": {"aud", "another", attempt, "right", attempt.State, ""},
		"another issuer":   {"iss", "another", attempt, "right", attempt.State, ""},
	} {
		claims = right()
		claims[one.claim] = one.value
		subject, err := provider.Finish(t.Context(), one.attempt, one.code, one.state)
		if subject != one.subject || (err == nil) != (one.subject != "") {
			t.Errorf("%s: %q %v", name, subject, err)
		}
	}
}

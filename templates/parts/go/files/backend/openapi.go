// Package backend holds the description of the API.
package backend

import _ "embed"

// OpenAPI is the description of the API. A test holds it to the routes and to the types of the features.
//
//go:embed openapi.json
var OpenAPI []byte

package backend

import "embed"

// Static are the styles and scripts of the pages.
//
//go:embed static
var Static embed.FS

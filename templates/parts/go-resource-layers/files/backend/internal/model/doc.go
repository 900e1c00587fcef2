// Package model holds the types that travel between the layers.
package model

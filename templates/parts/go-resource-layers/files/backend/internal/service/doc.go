// Package service holds the rules of the domain.
package service

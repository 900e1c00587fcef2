// Package handler reads requests and sends answers.
package handler

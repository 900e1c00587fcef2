// Package repository holds the queries.
package repository

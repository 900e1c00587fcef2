-- +goose Up
create table users (
	id uuid not null primary key,
	email text not null unique,
	password_hash text not null,
	role text not null,
	created_at timestamptz not null
);
create table refresh_tokens (
	id uuid not null primary key,
	user_id uuid not null references users (id) on delete cascade,
	family_id uuid not null,
	token_hash text not null unique,
	expires_at timestamptz not null,
	used_at timestamptz,
	created_at timestamptz not null
);
create index refresh_tokens_user_id on refresh_tokens (user_id);
create index refresh_tokens_family_id on refresh_tokens (family_id);
create index refresh_tokens_expires_at on refresh_tokens (expires_at);

-- +goose Down
drop table refresh_tokens;
drop table users;

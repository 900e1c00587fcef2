-- +goose Up
create table users (
	id text not null primary key,
	email text not null unique,
	password_hash text not null,
	role text not null,
	created_at text not null
);
create table refresh_tokens (
	id text not null primary key,
	user_id text not null references users (id) on delete cascade,
	family_id text not null,
	token_hash text not null unique,
	expires_at text not null,
	used_at text,
	created_at text not null
);
create index refresh_tokens_user_id on refresh_tokens (user_id);
create index refresh_tokens_family_id on refresh_tokens (family_id);
create index refresh_tokens_expires_at on refresh_tokens (expires_at);

-- +goose Down
drop table refresh_tokens;
drop table users;

"""Argon2id with the parameters of RFC 9106 for little memory; they stand in each hash and can be raised later."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

hasher = PasswordHasher()


async def hash_password(password: str) -> str:
    return await asyncio.to_thread(hasher.hash, password)


async def is_password_right(password: str, password_hash: str) -> bool:
    try:
        return await asyncio.to_thread(hasher.verify, password_hash, password)
    except (VerificationError, InvalidHashError):
        return False

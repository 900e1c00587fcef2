import os
import unittest
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
from sqlalchemy import text

from app.auth.access_tokens import AccessTokens, Principal
from app.auth.passwords import hash_password, is_password_right, needs_new_hash
from app.auth.refresh_tokens import RefreshTokens
from app.database import create_database
from app.errors import UnauthorizedError

SECRET = "a secret that is only for this test"
engine, sessions = create_database(os.environ["DATABASE_URL"].replace("postgresql:", "postgresql+psycopg:"))
USER = uuid.uuid4()


class RefreshTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        with engine.begin() as connection:
            connection.execute(text(Path("migrations/refresh_tokens.sql").read_text()))

    @classmethod
    def tearDownClass(cls) -> None:
        engine.dispose()

    def test_a_used_token_that_comes_back_ends_the_sign_in_for_both(self) -> None:
        tokens = RefreshTokens(sessions)
        first, other = tokens.issue(USER), tokens.issue(USER)
        user_id, second = tokens.rotate(first)
        self.assertEqual(user_id, USER)
        for stolen in (first, second):
            with self.assertRaises(UnauthorizedError):
                tokens.rotate(stolen)
        self.assertEqual(tokens.rotate(other)[0], USER)

    def test_an_expired_token_is_refused(self) -> None:
        tokens = RefreshTokens(sessions)
        token = tokens.issue(USER)
        with engine.begin() as connection:
            connection.execute(text("UPDATE refresh_tokens SET expires_at = now() - interval '1 second'"))
        with self.assertRaises(UnauthorizedError):
            tokens.rotate(token)


class AccessTest(unittest.TestCase):
    def test_a_token_is_ours_unchanged_and_not_too_old_or_refused(self) -> None:
        tokens = AccessTokens(SECRET, "shop", "shop-api")
        principal = Principal("ada", frozenset({"admin"}))
        token = tokens.sign(principal)
        self.assertEqual(tokens.verify(token), principal)
        claims = {"sub": "ada", "roles": [], "iss": "shop", "aud": "shop-api", "iat": datetime.now(UTC)}
        expired = {**claims, "exp": datetime.now(UTC) - timedelta(seconds=1)}
        bad = [
            token + "x",
            "",
            jwt.encode({**claims, "exp": datetime.now(UTC) + timedelta(hours=1)}, None, algorithm="none"),
            jwt.encode(expired, SECRET, algorithm="HS256"),
            jwt.encode(claims, SECRET, algorithm="HS256"),
            AccessTokens(SECRET, "shop", "other-api").sign(principal),
        ]
        for one in bad:
            with self.subTest(one), self.assertRaises(UnauthorizedError):
                tokens.verify(one)
        with self.assertRaises(ValueError):
            AccessTokens("short", "shop", "shop-api")


class PasswordTest(unittest.TestCase):
    def test_a_password_is_right_wrong_or_of_nobody(self) -> None:
        stored = hash_password("correct horse")
        self.assertTrue(is_password_right(stored, "correct horse"))
        self.assertFalse(is_password_right(stored, "wrong horse"))
        self.assertFalse(is_password_right(None, "correct horse"))
        self.assertFalse(needs_new_hash(stored))
        self.assertTrue(needs_new_hash(stored.replace("t=2", "t=1")))

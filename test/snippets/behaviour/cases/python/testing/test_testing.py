import os
import subprocess
import sys
import unittest
from datetime import timedelta

import jwt
from sqlalchemy import create_engine

from app.orders.repository import Base
from tests.signed_in import TEST_AUDIENCE, TEST_ISSUER, TEST_KEY, signed_in


class TestingTest(unittest.TestCase):
    def test_the_tests_of_the_interface_of_the_rollback_and_of_the_mock_pass(self) -> None:
        url = os.environ["TEST_DATABASE_URL"]
        engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
        Base.metadata.create_all(engine)
        engine.dispose()
        environment = os.environ | {
            "TEST_DATABASE_URL": url.replace("postgresql:", "postgresql+asyncpg:")
        }
        self.run_pytest("tests/test_orders_api.py", environment, passed=2)
        self.run_pytest("tests/spec_fixtures.py", dict(os.environ), passed=4)

    def run_pytest(self, file: str, environment: dict[str, str], *, passed: int) -> None:
        words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", file]
        result = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
        self.assertIn(f"{passed} passed", result.stdout, result.stdout + result.stderr)
        self.assertEqual(result.returncode, 0)

    def test_a_signed_in_request_is_what_the_server_accepts_and_ends(self) -> None:
        def verify(seconds: int) -> dict[str, object]:
            token = signed_in("7", "clerk", seconds_left=seconds)["Authorization"].removeprefix("Bearer ")
            return jwt.decode(
                token, TEST_KEY, ["HS256"], audience=TEST_AUDIENCE, issuer=TEST_ISSUER, leeway=timedelta()
            )

        self.assertEqual(verify(60)["sub"], "7")
        with self.assertRaises(jwt.ExpiredSignatureError):
            verify(-1)

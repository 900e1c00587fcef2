import os
import subprocess
import sys
import unittest

from sqlalchemy import create_engine

from app.orders.repository import Base


class TestingTest(unittest.TestCase):
    def test_the_tests_of_the_interface_pass(self) -> None:
        url = os.environ["TEST_DATABASE_URL"].replace("postgresql:", "postgresql+psycopg:")
        engine = create_engine(url)
        Base.metadata.create_all(engine)
        engine.dispose()
        words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_orders_api.py"]
        result = subprocess.run(words, capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertIn("1 passed", result.stdout)

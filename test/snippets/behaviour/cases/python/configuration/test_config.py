import os
import subprocess
import sys
import unittest

SHOW = "from app.config import settings; print(settings.model_dump_json())"


def start(**variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], **variables}
    return subprocess.run([sys.executable, "-c", SHOW], env=environment, capture_output=True, text=True, check=False)


class ConfigTest(unittest.TestCase):
    def test_reads_and_checks_every_variable(self) -> None:
        started = start(DATABASE_URL="postgresql://db/app", CORS_ORIGINS="https://a.example, https://b.example", PORT="9000")
        self.assertEqual(
            started.stdout.strip(),
            '{"app_env":"development","port":9000,"log_level":"INFO","database_url":"postgresql://db/app",'
            '"cors_origins":["https://a.example","https://b.example"]}',
        )

    def test_ends_with_all_that_is_wrong_and_with_no_value(self) -> None:
        started = start(PORT="hunter2", LOG_LEVEL="INFO")
        self.assertNotEqual(started.returncode, 0)
        for name in ("port", "database_url", "cors_origins"):
            self.assertIn(f"\n{name}\n", started.stderr)
        self.assertNotIn("hunter2", started.stderr)
        self.assertNotIn("\nlog_level\n", started.stderr)

    def test_the_example_is_enough_to_start_with(self) -> None:
        with open(".env.example", encoding="utf-8") as file:
            variables = dict(line.strip().split("=", 1) for line in file if "=" in line)
        self.assertEqual(start(**variables).returncode, 0)

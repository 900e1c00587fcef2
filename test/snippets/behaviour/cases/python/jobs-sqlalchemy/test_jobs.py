import os
import unittest
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session, sessionmaker

from app.jobs import outbox, run_once


class JobsTest(unittest.TestCase):
    def setUp(self) -> None:
        url = os.environ["DATABASE_URL"].replace("postgresql:", "postgresql+psycopg:")
        self.engine = create_engine(url)
        self.addCleanup(self.engine.dispose)
        self.sessions = sessionmaker(self.engine)
        for base in (run_once.Base, outbox.Base):
            base.metadata.drop_all(self.engine)
            base.metadata.create_all(self.engine)

    def test_a_job_that_runs_twice_at_once_does_its_work_once(self) -> None:
        done: list[int] = []

        def run(number: int) -> bool:
            return run_once.run_once(self.sessions, "a", lambda session: done.append(number))

        with ThreadPoolExecutor(3) as threads:
            results = sorted(threads.map(run, range(3)))
        self.assertEqual(results, [False, False, True])
        self.assertEqual(len(done), 1)

    def test_a_run_that_fails_leaves_neither_its_mark_nor_its_work(self) -> None:
        def fail(session: Session) -> None:
            session.execute(text("create table receipts (id int)"))
            raise OSError("out of paper")

        with self.assertRaises(OSError):
            run_once.run_once(self.sessions, "b", fail)
        self.assertTrue(run_once.run_once(self.sessions, "b", lambda session: None))
        with self.engine.connect() as connection:
            self.assertIsNone(connection.scalar(text("select to_regclass('receipts')")))

    def test_what_was_delivered_before_a_failure_keeps_its_mark(self) -> None:
        with self.sessions.begin() as session:
            session.add_all(outbox.OutboxEvent(topic="orders", payload={"n": n}) for n in (1, 2, 3))
        seen: list[dict[str, Any]] = []

        def deliver(key: int, topic: str, payload: dict[str, Any]) -> None:
            if len(seen) == 2 and not self.is_back:
                raise ConnectionError
            seen.append(payload)

        self.is_back = False
        with self.assertRaises(ConnectionError):
            outbox.deliver_outbox(self.sessions, deliver)
        self.is_back = True
        self.assertEqual(outbox.deliver_outbox(self.sessions, deliver), 1)
        self.assertEqual(seen, [{"n": 1}, {"n": 2}, {"n": 3}])

import os
import unittest
from threading import Event

from celery.contrib.testing.worker import start_worker
from redis import Redis

from app.jobs.celery_app import create_celery
from app.jobs.retries import DEAD_LETTERS, RetriedTask, TransientError

app = create_celery(os.environ["REDIS_URL"])
calls: list[str] = []
done = Event()


@app.task(name="later", base=RetriedTask)
def later() -> None:
    calls.append("later")
    if calls.count("later") == 1:
        raise TransientError("away for a moment")
    done.set()


@app.task(name="bad", base=RetriedTask)
def bad() -> None:
    calls.append("bad")
    raise ValueError("no such order")


class JobsTest(unittest.TestCase):
    def test_passing_failures_are_tried_again_and_others_are_kept(self) -> None:
        redis = Redis.from_url(os.environ["REDIS_URL"])
        with start_worker(app, perform_ping_check=False, loglevel="ERROR"):
            bad.delay()
            later.delay()
            self.assertTrue(done.wait(20))
        self.assertEqual(calls.count("later"), 2)
        self.assertEqual(calls.count("bad"), 1)
        self.assertEqual(redis.llen(DEAD_LETTERS), 1)
        redis.close()

import base64
import json
import unittest

import boto3
import httpx
from fastapi import FastAPI

from app.error_handlers import register_error_handlers
from app.errors import AppError
from app.file_check import MAX_FILE_BYTES, CheckedFile
from app.orders.uploads import router
from app.uploads import confirm_upload, permit_upload

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


class MultipartTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        self.saved: list[CheckedFile] = []

        async def save(file: CheckedFile) -> str:
            self.saved.append(file)
            return "1"

        app = FastAPI()
        register_error_handlers(app)
        app.include_router(router)
        app.state.save_file = save
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://shop")

    async def asyncTearDown(self) -> None:
        await self.client.aclose()

    async def send(self, content: bytes) -> int:
        files = {"file": ("../me.png", content, "image/png")}
        return (await self.client.post("/avatars", files=files)).status_code

    async def test_a_file_is_taken_for_what_its_first_bytes_are(self) -> None:
        self.assertEqual(await self.send(PNG), 201)
        self.assertEqual(self.saved[0].content_type, "image/png")
        self.assertRegex(self.saved[0].name, r"^[0-9a-f-]{36}\.png$")

    async def test_other_types_larger_files_and_none_are_refused(self) -> None:
        self.assertEqual(await self.send(b"<script>alert(1)</script>"), 415)
        self.assertEqual(await self.send(PNG + bytes(MAX_FILE_BYTES)), 413)
        self.assertEqual((await self.client.post("/avatars")).status_code, 422)
        self.assertEqual(self.saved, [])


class PresignedTest(unittest.TestCase):
    def test_the_bucket_is_told_the_type_the_size_and_the_owner(self) -> None:
        s3 = boto3.client(
            "s3", region_name="eu-central-1", aws_access_key_id="a", aws_secret_access_key="b"
        )
        permission = permit_upload(s3, "uploads", owner_id="7", content_type="image/png")
        self.assertRegex(permission.key, r"^uploads/7/[0-9a-f-]+\.png$")
        conditions = json.loads(base64.b64decode(permission.fields["policy"]))["conditions"]
        self.assertIn(["content-length-range", 1, 10 * 1024 * 1024], conditions)
        self.assertIn(["eq", "$Content-Type", "image/png"], conditions)
        with self.assertRaises(AppError) as refused:
            permit_upload(s3, "uploads", owner_id="7", content_type="text/html")
        self.assertEqual(refused.exception.status, 422)
        with self.assertRaises(AppError) as foreign:
            confirm_upload(s3, "uploads", owner_id="8", key=permission.key)
        self.assertEqual(foreign.exception.status, 403)

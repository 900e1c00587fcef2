import type { Edits } from './mutations.ts';
import { reactEdits } from './typescript.ts';

export const fastapi: Edits = {
  ...reactEdits('frontend/src'),
  'type-error': {
    file: 'backend/app/application.py',
    find: 'open_engine(settings.database_url)',
    replace: 'open_engine(settings.database_url, 1)',
  },
  'any-origin': {
    file: 'backend/app/application.py',
    find: 'allow_origins=settings.cors_origins,',
    replace: 'allow_origins=["*"],',
  },
  'secret-default': {
    file: 'backend/app/config.py',
    find: 'jwt_secret: Annotated[str, Field(min_length=32)]',
    replace: 'jwt_secret: Annotated[str, Field(min_length=32)] = "a default that should not be there at all"',
  },
  'blind-readiness': {
    file: 'backend/app/health.py',
    find: 'response.status_code = 200 if is_ready else 503',
    replace: 'response.status_code = 200',
  },
  'swallowed-error': {
    file: 'backend/app/features/products/service.py',
    find: 'return await self._repository.list(page)',
    replace: `try:
            return await self._repository.list(page)
        except Exception:
            return ProductList(items=[], next_cursor=None)`,
  },
  'told-error': {
    file: 'backend/app/errors/handlers.py',
    find: 'detail="The request could not be completed"',
    replace: 'detail=repr(__import__("sys").exception())',
  },
  'endless-page': {
    file: 'backend/app/features/products/repository.py',
    find: 'shown = rows[: page.limit]',
    replace: 'shown = rows',
  },
  'nameless-refusal': {
    file: 'backend/app/errors/handlers.py',
    find: 'InvalidInputError([_field_error(it) for it in problems])',
    replace: 'InvalidInputError([])',
  },
  'endless-token': {
    file: 'backend/app/features/auth/access_tokens.py',
    find: 'timedelta(seconds=self.ttl_seconds)',
    replace: 'timedelta(seconds=self.ttl_seconds + 2_592_000)',
  },
  'open-list': {
    file: 'backend/app/features/products/router.py',
    find: 'dependencies=[Authenticated]',
    replace: 'dependencies=[]',
  },
  'no-role': {
    file: 'backend/app/features/products/router.py',
    find: 'dependencies=[requires("admin")]',
    replace: 'dependencies=[]',
  },
  'no-origin-list': {
    file: 'backend/app/application.py',
    find: 'allow_origins=settings.cors_origins,',
    replace: 'allow_origin_regex=".*",',
  },
  'no-rate-limit': {
    file: 'backend/app/application.py',
    find: 'limit=settings.rate_limit_max,',
    replace: 'limit=1_000_000,',
  },
  'no-security-headers': {
    file: 'backend/app/application.py',
    find: 'Middleware(SecurityHeadersMiddleware),',
    replace: '',
  },
  'any-request-id': {
    file: 'backend/app/web/request_id.py',
    find: 'given if ACCEPTED_ID.fullmatch(given) else str(uuid4())',
    replace: 'given or str(uuid4())',
  },
  'logged-bodies': {
    file: 'backend/app/web/body_limit.py',
    find: 'received += len(message.get("body", b""))',
    replace: `received += len(message.get("body", b""))
            log = __import__("structlog").stdlib.get_logger("app.body")
            log.info("body", text=message.get("body", b"").decode(errors="replace"))`,
  },
  'silent-changes': {
    file: 'backend/app/changes.py',
    find: 'listener(change)',
    replace: 'repr(listener)',
  },
  'skipped-migration': {
    file: 'backend/migrations/versions/0002_create_products.py',
    find: 'def upgrade() -> None:',
    replace: 'def upgrade() -> None:\n    return',
  },
  'one-way-migration': {
    file: 'backend/migrations/versions/0002_create_products.py',
    find: 'op.drop_table("products")',
    replace: 'pass',
  },
  'deaf-process': {
    file: 'backend/app/server.py',
    find: '(signal.SIGTERM, signal.SIGINT)',
    replace: '(signal.SIGUSR2, signal.SIGINT)',
  },
};

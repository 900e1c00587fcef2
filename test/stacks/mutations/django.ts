import type { Edits } from './mutations.ts';
import { reactEdits } from './typescript.ts';

export const django: Edits = {
  ...reactEdits('frontend/src'),
  'type-error': {
    file: 'backend/config/server.py',
    find: 'Server(environment).run()',
    replace: 'Server(environment, 1).run()',
  },
  'any-origin': {
    file: 'backend/config/settings.py',
    find: 'CORS_ALLOWED_ORIGINS = list(ENVIRONMENT.cors_origins)',
    replace: 'CORS_ALLOW_ALL_ORIGINS = True',
  },
  'secret-default': {
    file: 'backend/config/environment.py',
    find: 'jwt_secret: Annotated[str, Field(min_length=32)]',
    replace: 'jwt_secret: Annotated[str, Field(min_length=32)] = "a default that should not be there at all"',
  },
  'blind-readiness': {
    file: 'backend/api/health.py',
    find: 'status=200 if is_ready else 503,',
    replace: 'status=200,',
  },
  // Not in the list itself: who is asking is read from the database before.
  'swallowed-error': {
    file: 'backend/api/error_views.py',
    find: 'return problem_response(request, status=500, detail="The request could not be completed")',
    replace: `return HttpResponse('{"items": [], "nextCursor": null}', content_type="application/json")`,
  },
  'told-error': {
    file: 'backend/api/error_views.py',
    find: 'detail="The request could not be completed"',
    replace: 'detail=repr(__import__("sys").exception())',
  },
  'endless-page': {
    file: 'backend/api/pagination.py',
    find: 'shown = found[: page.limit]',
    replace: 'shown = found',
  },
  'nameless-refusal': {
    file: 'backend/api/exception_handler.py',
    find: 'InvalidInputError(list(_field_errors(error.detail)))',
    replace: 'InvalidInputError([])',
  },
  'endless-token': {
    file: 'backend/apps/sign_in/access_tokens.py',
    find: 'timedelta(seconds=settings.ENVIRONMENT.access_token_ttl_seconds)',
    replace: 'timedelta(seconds=settings.ENVIRONMENT.access_token_ttl_seconds + 2_592_000)',
  },
  'open-list': {
    file: 'backend/apps/products/views.py',
    find: 'class ProductListView(APIView):',
    replace: 'class ProductListView(APIView):\n    permission_classes = ()\n',
  },
  'no-role': {
    file: 'backend/apps/products/views.py',
    find: '(IsAuthenticated, OnlyAdminsDelete)',
    replace: '(IsAuthenticated,)',
  },
  'no-origin-list': {
    file: 'backend/config/settings.py',
    find: 'CORS_ALLOWED_ORIGINS = list(ENVIRONMENT.cors_origins)',
    replace: 'CORS_ALLOWED_ORIGIN_REGEXES = [".*"]',
  },
  'no-rate-limit': {
    file: 'backend/api/middleware/rate_limit.py',
    find: 'RateLimit(environment.rate_limit_max, ',
    replace: 'RateLimit(1_000_000, ',
  },
  'no-security-headers': {
    file: 'backend/config/settings.py',
    find: '"api.middleware.security_headers.security_headers",',
    replace: '',
  },
  'any-request-id': {
    file: 'backend/api/middleware/request_id.py',
    find: 'given if ACCEPTED_ID.fullmatch(given) else str(uuid4())',
    replace: 'given or str(uuid4())',
  },
  'logged-bodies': {
    file: 'backend/api/middleware/body_limit.py',
    find: 'return await get_response(request)',
    replace: `log = __import__("structlog").stdlib.get_logger("api.body")
        log.info("body", text=request.body.decode(errors="replace"))
        return await get_response(request)`,
  },
  'silent-changes': {
    file: 'backend/api/changes.py',
    find: 'resource_changed.send_robust(sender=Change, change=change)',
    replace: 'None',
  },
  'skipped-migration': {
    file: 'backend/apps/products/migrations/0001_initial.py',
    find: 'operations = [',
    replace: 'operations = []\n    skipped = [',
  },
  'one-way-migration': {
    file: 'backend/apps/products/migrations/0001_initial.py',
    find: 'operations = [',
    replace: 'operations = [\n        migrations.RunPython(lambda apps, editor: None),',
  },
  'deaf-process': {
    file: 'backend/config/server.py',
    find: '(signal.SIGTERM, signal.SIGINT)',
    replace: '(signal.SIGUSR2, signal.SIGINT)',
  },
};

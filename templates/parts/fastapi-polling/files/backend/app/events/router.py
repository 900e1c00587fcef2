import json
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.events.event_log import EventLog
from app.events.schemas import Change, Changes
from app.features.auth.access import Authenticated

MAX_CHANGES = 100

changes_router = APIRouter(tags=["changes"], dependencies=[Authenticated])


@changes_router.get(
    "",
    summary="What has changed since a position",
    response_description="The changes, oldest first",
)
async def read_changes(
    request: Request,
    response: Response,
    since: Annotated[
        str | None,
        Query(
            description="The `next` of the answer before; without it the answer only says where now is"
        ),
    ] = None,
) -> Changes:
    response.headers["Cache-Control"] = "no-store"
    log: EventLog = request.app.state.event_log
    events = [] if since is None else log.since(since)
    if events is None:
        return Changes(changes=[], next=log.last_id, reset=True)
    given = events[:MAX_CHANGES]
    return Changes(
        changes=[Change(id=it.id, event=it.type, data=json.loads(it.data)) for it in given],
        next=given[-1].id if given else log.last_id,
        reset=False,
    )

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path
from pydantic import WithJsonSchema

from app.errors.app_errors import NotFoundError


def resource_id(
    text: Annotated[str, Path(alias="id"), WithJsonSchema({"type": "string", "format": "uuid"})],
) -> UUID:
    """Something that cannot be an id cannot exist either, so it is answered like an unknown one."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFoundError("There is nothing with this id") from None


ResourceId = Annotated[UUID, Depends(resource_id)]

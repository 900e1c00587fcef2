"""The API as an OpenAPI document, made from the routes and the models that check the requests."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from app.web.api_model import camel_case

PROBLEM = {
    "description": "What went wrong (RFC 9457)",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}


def operation_id(route: APIRoute) -> str:
    return camel_case(route.name)


def openapi_document(app: FastAPI) -> dict[str, Any]:
    described = get_openapi(
        title=app.title, version=app.version, openapi_version="3.1.0", routes=app.routes
    )
    schemas = described.get("components", {}).get("schemas", {})
    return {
        "openapi": described["openapi"],
        "info": described["info"],
        "security": [{"bearer": []}],
        "paths": {
            path: {method: _operation(it) for method, it in operations.items()}
            for path, operations in described["paths"].items()
        },
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
            },
            "responses": {"Problem": PROBLEM},
            "schemas": {
                "Problem": PROBLEM_SCHEMA,
                **{
                    name: _plain({key: it for key, it in schema.items() if key != "description"})
                    for name, schema in schemas.items()
                    # FastAPI's own form of errors, which this API does not use.
                    if name not in {"HTTPValidationError", "ValidationError"}
                },
            },
        },
    }


def _operation(operation: dict[str, Any]) -> dict[str, Any]:
    described = {key: _plain(value) for key, value in operation.items()}
    described["responses"].pop("422", None)
    described["responses"]["default"] = {"$ref": "#/components/responses/Problem"}
    for parameter in described.get("parameters", []):
        if not parameter["required"]:
            del parameter["required"]
            parameter["schema"] = _without_null(parameter["schema"])
    return described


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter is left out rather than null, and has its description beside its schema."""
    described = {key: it for key, it in schema.items() if key != "description"}
    if isinstance(schema.get("type"), list):
        described["type"] = next(it for it in schema["type"] if it != "null")
    return described


def _plain(node: Any) -> Any:
    """Leaves out what says nothing new: titles made from names, null as a default, `.0`."""
    if isinstance(node, list):
        return [_plain(it) for it in node]
    if isinstance(node, float) and node.is_integer():
        return int(node)
    if not isinstance(node, dict):
        return node
    schema = {
        key: _plain(value)
        for key, value in node.items()
        if not (key == "title" and isinstance(value, str))
        and not (key == "default" and value is None)
    }
    match schema:
        case {"anyOf": [{"type": kind, **rest}, {"type": "null"}]} if not rest:
            del schema["anyOf"]
            return {"type": [kind, "null"], **schema}
    return schema

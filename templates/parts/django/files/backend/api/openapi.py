"""The API as an OpenAPI document, made from the views and the serializers that check the requests."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import Direction, OpenApiParameter
from rest_framework import serializers

from api.serializers import InputSerializer

LOCATION = OpenApiParameter(
    "Location", {"type": "string"}, OpenApiParameter.HEADER, response=[201]
)
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


class ApiSerializerSchema(OpenApiSerializerExtension):
    target_class = "api.serializers.ApiSerializer"
    match_subclasses = True

    def map_serializer(self, auto_schema: AutoSchema, direction: Direction) -> dict[str, Any]:
        serializer = self.target
        is_input = isinstance(serializer, InputSerializer)
        required = [
            name for name, field in serializer.fields.items() if field.required or not is_input
        ]
        schema: dict[str, Any] = {
            "type": "object",
            "properties": {
                name: _field_schema(field, auto_schema, direction)
                for name, field in serializer.fields.items()
            },
        }
        if required and not serializer.partial:
            schema["required"] = required
        if is_input:
            schema["additionalProperties"] = False
        return schema


@cache
def document() -> dict[str, Any]:
    described = SchemaGenerator().get_schema(request=None, public=True)
    components = described["components"]
    schemes = components["securitySchemes"]
    return {
        "openapi": "3.1.0",
        "info": described["info"],
        "security": [{name: []} for name in schemes],
        "paths": {
            path: {method: _operation(it) for method, it in operations.items()}
            for path, operations in described["paths"].items()
        },
        "components": {
            "securitySchemes": schemes,
            "responses": {"Problem": PROBLEM},
            "schemas": {"Problem": PROBLEM_SCHEMA, **components["schemas"]},
        },
    }


def read_document(request: HttpRequest) -> HttpResponse:
    return JsonResponse(document())


def _field_schema(field: Any, auto_schema: AutoSchema, direction: Direction) -> dict[str, Any]:
    if isinstance(field, serializers.ListSerializer):
        return {"type": "array", "items": _field_schema(field.child, auto_schema, direction)}
    if isinstance(field, serializers.Serializer):
        reference: dict[str, Any] = auto_schema.resolve_serializer(field, direction).ref
        return reference
    schema = dict(field.input_schema if direction == "request" else field.output_schema)
    if not field.allow_null:
        return schema
    # The short form where the type is all there is to say.
    if set(schema) == {"type"}:
        return {"type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def _operation(described: dict[str, Any]) -> dict[str, Any]:
    # Descriptions are those of the classes, which are for whoever reads the code.
    operation = {key: it for key, it in described.items() if key not in {"security", "description"}}
    # An operation without a scheme is open to all, and says so.
    if not any(described.get("security", [{}])):
        operation["security"] = []
    if "requestBody" in operation:
        operation["requestBody"]["required"] = True
    operation["responses"]["default"] = {"$ref": "#/components/responses/Problem"}
    return operation

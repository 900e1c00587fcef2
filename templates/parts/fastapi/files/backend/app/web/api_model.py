"""Base classes of what the API takes and gives: camelCase outside, snake_case inside."""

from pydantic import BaseModel, ConfigDict


def camel_case(name: str) -> str:
    first, *rest = (word for word in name.split("_") if word)
    return first + "".join(word[0].upper() + word[1:] for word in rest)


class ApiInput(BaseModel):
    """A key that is not known is refused."""

    model_config = ConfigDict(
        alias_generator=camel_case, extra="forbid", frozen=True, protected_namespaces=()
    )


class ApiOutput(BaseModel):
    model_config = ConfigDict(
        alias_generator=camel_case,
        validate_by_alias=False,
        validate_by_name=True,
        from_attributes=True,
        frozen=True,
        protected_namespaces=(),
    )
